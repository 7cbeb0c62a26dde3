"""One page lists every file that the handbook offers, and every item has its own."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import jsonschema_rs
import pytest

from tests.handbooks import ground, settle
from tests.pages import sites
from tests.running import built


@pytest.mark.parametrize("language", sites.FOLDERS)
def test_one_page_names_every_file(handbook: Path, language: str) -> None:
    site = handbook / sites.FOLDERS[language]
    page = (site / "gegevens.html").read_text(encoding="utf-8")
    named = {unescape(name) for name in re.findall(r'href="data/([^"]+)"', page)}
    there = {path.relative_to(site / "data").as_posix() for path in (site / "data").rglob("*") if path.is_file()}
    assert named == {name for name in there if not name.startswith("items/")}


def test_every_item_is_a_file_that_its_schema_knows_and_one_that_people_read(handbook: Path) -> None:
    folder = handbook / "data"
    schema = jsonschema_rs.validator_for(json.loads((folder / "item.schema.json").read_text(encoding="utf-8")))
    items = json.loads((folder / "items.json").read_text(encoding="utf-8"))["items"]
    assert len(items) > 500
    for item in items:
        assert json.loads((folder / f"items/{item['id']}.json").read_text(encoding="utf-8")) == item
        schema.validate(item)
        first, *_rest = (folder / f"items/{item['id']}.md").read_text(encoding="utf-8").split("\n")
        assert first.startswith("# ")


def test_a_handbook_without_a_day_offers_only_what_it_writes(tmp_path: Path) -> None:
    small = ground(tmp_path).write({"files.md": "# Files\n\n:::{files}\n:::\n\n:::{tally}\n:::\n"})
    settle(small.conf, r"^as-of = .*\n", "")
    built(small)
    offered = re.findall(r'href="(data/[^"]+)"', (small.folder / "html/files.html").read_text(encoding="utf-8"))
    assert "data/items.json" in offered
    assert [name for name in offered if not (small.folder / "html" / name).exists()] == []
