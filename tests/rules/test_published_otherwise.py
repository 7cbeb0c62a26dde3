"""What sphinx-needs publishes is compared with what is written: nothing is lost or changed in needs.json."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest

from tests import breaks
from tests.handbooks import Handbook, ground
from tests.running import built

OTHER_TYPE = """
suppress_warnings = ["needs"]
def declare(app, config):
    config.needs_types = {{"other": {{"title": "Other", "prefix": "O-", **{declared}}}, **config.needs_types}}
def setup(app):
    app.connect("config-inited", declare, priority=11)
"""
OTHER_CAPTIONS = OTHER_TYPE.format(declared={"links": {"theme": {}}})
A_FIELD = OTHER_TYPE.format(declared={"fields": {"theme": {"schema": {"type": "string"}}}})
NO_LINK = "docs/index.md:49:9: GR-C1 is published without its link by 'theme' to THM-grond"

# What is added to conf.py, what is written on a page, and what is found of it.
WAYS = {
    "another type declares the role with other captions": (OTHER_CAPTIONS, "", [NO_LINK]),
    "another type declares the role as a field": (
        A_FIELD,
        "",
        [NO_LINK, "docs/types.md:37:9: OND-families is published without its link by 'theme' to THM-grond"],
    ),
    "another directive adds a link": (
        "",
        "```{needextend} GR-C1\n:+chain: KTN-two\n```\n\n" + breaks.chain("KTN-two"),
        ["docs/index.md:50:9: GR-C1 is published with a link by 'chain' to KTN-two, which it does not have"],
    ),
    "another directive changes a value": (
        "",
        "```{needextend} GR-C1\n:year: 2025\n```",
        ["docs/index.md:46:8: GR-C1 is published with 'year' '2025', expected '2024'"],
    ),
    "another directive gives a value": (
        "",
        "```{needextend} KTN-grond\n:keywords: youth\n```",
        ["docs/index.md:39:5: KTN-grond is published with 'keywords' 'youth', expected ''"],
    ),
}


def findings(handbook: Handbook) -> list[str]:
    lines = handbook.check()[1]
    assert all(" error S804 published-otherwise: " in line for line in lines)
    return [line.replace("error S804 published-otherwise: ", "") for line in lines]


@pytest.mark.parametrize("way", WAYS)
def test_whatever_changes_what_is_published_is_reported_at_its_place(way: str, tmp_path: Path) -> None:
    conf, page, expected = WAYS[way]
    handbook = ground(tmp_path)
    breaks.add(conf, "conf/conf.py")(handbook)
    breaks.add(page)(handbook)
    assert findings(handbook) == expected


def test_an_item_that_is_not_made_is_reported_once_its_flaw_is_waived(tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    breaks.BAD_NUMBER.do(handbook)
    (flaw,) = handbook.check()[1]
    assert " S506 " in flaw
    breaks.waive("S506 GR-P1-S1 page")(handbook)
    assert [line.partition(": ")[2] for line in findings(handbook)] == [
        "GR-P1-S1 is not published: sphinx-needs did not make it"
    ]


def test_of_two_items_with_one_id_one_is_published_and_the_other_reported_once_that_is_waived(tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    breaks.DUPLICATE_ID.do(handbook)
    breaks.waive("S503 KTN-grond")(handbook)
    assert findings(handbook) == ["docs/other.md:5:5: KTN-grond is not published: sphinx-needs did not make it"]


def test_page_and_needs_json_say_the_same_where_a_function_is_written(tmp_path: Path) -> None:
    title = 'Before [[copy("id")]] and after'
    handbook = ground(tmp_path).write({"note.md": f":::{{erratum}} {title}\n:id: KAN-note\n:concerns: GR-C1\n:::\n"})
    assert built(handbook).returncode == 1
    out = tmp_path / "html"
    (version,) = json.loads((out / "needs.json").read_text(encoding="utf-8"))["versions"].values()
    assert version["needs"]["KAN-note"]["title"] == title
    page = html.unescape((out / "note.html").read_text(encoding="utf-8"))
    assert f"<h1>{title}<" in re.sub("[\u201c\u201d]", '"', page)  # a page sets its quotation marks as Sphinx does
