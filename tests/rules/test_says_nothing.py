"""Values without content count as absent: a dash for a reason, invisible characters, one search written twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from spoorboek.model.errors import SpoorboekError
from tests import breaks
from tests.breaks import change
from tests.handbooks import Handbook, ground, searches
from tests.rules.test_changed_unread import failing

NOTHING = [".", "-", "\u200b", "\u3164", "&nbsp;", "<!-- because -->"]
CHECK = """\
:::{check} Did the authority publish its figures?
:id: GR-C1-b
:question: Did the authority publish its figures?
:settles: A table with the figures.
:checks: GR-C1
:::
"""


def lines(handbook: Handbook) -> list[str]:
    return [line.split(": ", 1)[1] for line in failing(handbook)]


@pytest.mark.parametrize("text", NOTHING)
def test_a_text_without_a_word_is_reported_and_excuses_nothing_once_that_is_waived(text: str, tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    change(":::{theme} Waiting lists", f":::{{theme}} {text}")(handbook)
    change(":by: ORG-grond", f":by_note: {text}")(handbook)
    change(":date: 2024-05-14", f":date_note: {text}")(handbook)
    change(":checks: GR-C1\n", f":checks: GR-C1\n:weighed: {text}\n")(handbook)
    output_lines = lines(handbook)
    assert [line.split()[1:4:2] for line in output_lines] == [
        ["S505", "THM-grond"],
        *([["S506", id] for id in ("GEB-grond", "GEB-grond", "GR-C1-a")]),
    ]
    breaks.waive("S506 GEB-grond by_note", "S506 GEB-grond date_note", "S506 GR-C1-a weighed")(handbook)
    assert [line.split()[1] for line in lines(handbook)] == ["S505", "S161", "S603"]
    breaks.waive("S161 GEB-grond", "S603 GEB-grond date")(handbook)
    assert [line.split()[1] for line in lines(handbook)] == ["S505", "S407"]


def test_one_search_that_is_written_down_three_times_is_one(tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    written = searches("GR-C1-b")
    breaks.add(CHECK + written)(handbook)
    assert lines(handbook) == []
    same = written.replace("words of search 2", "*Words*  of search 1").replace(
        "words of search 3", "words of search 1"
    )
    change(written, same, "docs/other.md")(handbook)
    (line,) = lines(handbook)
    assert line.endswith("S408 too-few-searches: GR-C1-b is not confirmed after 1 search, expected at least 3")


def test_no_successor_leads_back_to_what_was_retired(tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    chain = {"OLD-a": "OLD-b", "OLD-b": "OLD-c", "OLD-c": "OLD-b", "OLD-d": "OLD-d", "OLD-e": "THM-grond"}
    text = "".join(
        f'[[retired]]\nid = "{id}"\ndate = 2026-11-01\nreason = "merged"\nsuccessor = "{to}"\n'
        for id, to in chain.items()
    )
    (handbook.conf / "retired.toml").write_text(text, encoding="utf-8")
    assert [line.split()[3].rstrip(",") for line in lines(handbook)] == ["OLD-b", "OLD-c", "OLD-d"]
    assert lines(handbook)[0].endswith(
        "S501 unknown-target: OLD-b, retired, has successor OLD-c, which leads back to it"
    )
    (handbook.conf / "retired.toml").write_text(text.replace('"merged"', '"–"'), encoding="utf-8")
    with pytest.raises(SpoorboekError, match=r"conf/retired.toml:4:10: error: \[\[retired\]\] has no 'reason'"):
        failing(handbook)


def test_no_identifier_is_known_without_a_list_or_without_who_gives_it(tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    tooi, path = "https://identifier.overheid.nl/tooi/id/oorg/oorg12351", handbook.conf / "identifiers.toml"
    change(":id: ORG-grond\n", f":id: ORG-grond\n:tooi: {tooi}\n")(handbook)
    assert lines(handbook) == []
    path.unlink()
    (line,) = lines(handbook)
    assert "S602 invented-identifier: ORG-grond " in line
    for entry, lacks in (("", "label"), ('label = "–"', "label"), ('label = "x"\nsource = ["-"]', "source")):
        path.write_text(f'[[tooi]]\nid = "{tooi}"\n{entry}\n', encoding="utf-8")
        with pytest.raises(SpoorboekError, match=rf"\[\[tooi\]\] has no '{lacks}'"):
            failing(handbook)
