"""Who read what: a line for each link, that no other line, writer, merge or broken file does harm to."""

from __future__ import annotations

import datetime
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from spoorboek.analysis import reviews
from spoorboek.analysis.reviews import Standing
from spoorboek.config import stamps_file
from spoorboek.config.stamps_file import Kind, Stamp
from spoorboek.model import fingerprint
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.programme import Location
from spoorboek.readers import configuration, markdown
from spoorboek.rules.engine import stamps
from spoorboek.rules.engine.check import check
from spoorboek.rules.engine.stamps import Reader
from tests import breaks
from tests.handbooks import TOP, Handbook, ground
from tests.test_history import commit, git

AT = Location("conf/stamps.toml", 0)
DAY = datetime.date(2026, 11, 23)
READER = Reader("the editors", DAY, "first reading")
OWN = (TOP / "conf" / "stamps.toml").read_text(encoding="utf-8")


def stamp(link: str, by: str = "the editors", why: str = "first reading", digits: str = "0123456789abcdef") -> Stamp:
    return Stamp(link, digits, by, DAY, why, AT)


def bare(found: tuple[Stamp, ...] | None) -> list[tuple[str, str, str, str]]:
    return [(each.name, each.fingerprint, each.by, each.why) for each in found or ()]


def seen(handbook: Handbook) -> tuple[list[str], dict[str, Standing]]:
    """What the rules about readings find, and how each link stands."""
    programme, settings = markdown.read(configuration.read(handbook.docs, handbook.conf))
    found = [str(finding) for finding in check(programme, settings).findings]
    return found, {review.name: review.standing for review in reviews.every(programme, settings)}


def read_all(handbook: Handbook, reader: Reader = READER) -> int:
    programme, settings = markdown.read(configuration.read(handbook.docs, handbook.conf))
    waiting = stamps.waiting(reviews.every(programme, settings))
    return stamps.accept(handbook.conf / stamps_file.FILE, waiting, reader, programme, settings)


@pytest.fixture
def handbook(tmp_path: Path) -> Handbook:
    """The small handbook, all of whose links were read."""
    made = ground(tmp_path / "project")
    assert read_all(made) > 20
    return made


SAME = {
    "marks": (
        "Het *is* **zo**, met `code` en [een link](https://example.org/a_(b)).",
        "Het is zo, met code en een link.",
    ),
    "line breaks": ("Een zin\nover regels.\n\nEn nog een.", "Een zin over regels. En nog een."),
    "headings and lists": ("# Kop\n\n- een\n- twee\n", "Kop\n\n* een\n+ twee"),
    "quotes and dashes": ("“Zo” – dat is het", '"Zo" - dat is het'),
    "a comment": ("Een zin.\n% niet voor lezers\n<!-- ook\nniet -->", "Een zin."),
    "a role": ("Zie {need}`THM-x` nu", "Zie THM-x nu"),
    "a hard break and an escape": ("Een\\\ntwee \\* drie", "Een twee drie"),
    "a table": ("| a | b |\n|---|:--|\n| c | d |", "a b c d"),
    "an entity and a soft hyphen": ("a &amp; be\u00adlang", "a & belang"),
    "composed letters": ("cafe\u0301", "caf\u00e9"),
}
OTHER = {
    "a word": ("Dit is zo", "Dit was zo"),
    "the order of words": ("niet alles is", "alles is niet"),
    "a comma": ("Niet, doen", "Niet doen"),
    "a number": ("15 dagen", "1,5 dagen"),
    "a unit": ("5 %", "5 €"),
    "a capital": ("Kamer", "kamer"),
}


@pytest.mark.parametrize("name", SAME)
def test_what_a_text_looks_like_is_no_change(name: str) -> None:
    before, after = SAME[name]
    assert fingerprint.of_item("T", before, {}) == fingerprint.of_item("T", after, {})


@pytest.mark.parametrize("name", OTHER)
def test_what_a_text_says_is_a_change(name: str) -> None:
    before, after = OTHER[name]
    assert fingerprint.of_item("T", before, {}) != fingerprint.of_item("T", after, {})


def test_no_part_of_an_item_can_be_taken_for_another() -> None:
    said = [
        ("a", "b", {}),
        ("a b", "", {}),
        ("", "a b", {}),
        ("a", "", {"b": "b"}),
        ("a", "b=b", {}),
        ("a", "", {"b": "c"}),
    ]
    assert len({fingerprint.of_item(*each) for each in said}) == len(said)
    assert fingerprint.of_item("a", "b", {"c": " "}) == fingerprint.of_item("a", "b", {})


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (":::{theme} Waiting lists", ":::{theme}  Waiting *lists*"),
        (":publisher: An authority\n:licence: unknown", ":licence: unknown\n:publisher:   An authority"),
    ],
)
def test_moved_lines_and_another_form_make_nothing_suspect(handbook: Handbook, old: str, new: str) -> None:
    breaks.change(old, new)(handbook)
    assert set(seen(handbook)[1].values()) == {Standing.READ}


def test_a_page_that_moves_makes_nothing_suspect(handbook: Handbook) -> None:
    before = seen(handbook)[1]
    (handbook.docs / "types.md").rename(handbook.docs / "kinds.md")
    index = handbook.docs / "index.md"
    index.write_text(index.read_text(encoding="utf-8").replace("\ntypes\n", "\nkinds\n"), encoding="utf-8")
    assert seen(handbook)[1] == before


def test_bookkeeping_may_change_and_another_field_may_not(handbook: Handbook) -> None:
    publisher = breaks.change(":publisher: An authority", ":publisher: Another authority")
    breaks.change(":publisher: An authority", ":publisher: An authority\n:consulted: 2026-11-01")(handbook)
    assert Standing.SUSPECT not in seen(handbook)[1].values()
    publisher(handbook)
    assert {name.split()[2] for name, standing in seen(handbook)[1].items() if standing is Standing.SUSPECT} == {
        "BRN-grond"
    }


# The file.
def test_the_line_reader_and_the_toml_reader_read_the_same() -> None:
    quick = stamps_file._quick(OWN, "conf/stamps.toml")
    assert quick is not None
    assert quick == stamps_file._slow(OWN, "conf/stamps.toml")


@pytest.mark.parametrize("odd", ['a "b" \\ c', "ë – €", "{ link = 'x' },", "#", "why =", "\\u0041"])
def test_whatever_somebody_says_is_read_back(odd: str, tmp_path: Path) -> None:
    written = stamps_file.written("", [stamp("A-1 theme B-1", by=odd, why=odd), stamp("A-1 theme B-2")])
    assert bare(stamps_file.parsed(written, "x"))[0][2:] == (odd, odd)
    assert bare(stamps_file._slow(written, "x")) == bare(stamps_file.parsed(written, "x"))
    again = stamps_file.written(written, [stamp("A-1 theme B-1", why="again")])
    assert [each[3] for each in bare(stamps_file.parsed(again, "x"))] == ["again", "first reading"]


BY_HAND = """\
# Ours.
stamps = [
  # What was read in spring.
  {link="A-1 theme B-1",on=2026-03-01,by='them',why='read',fingerprint="00"}, # kept
    { link = "A-3 theme B-1", fingerprint = "0123456789abcdef", by = "the editors", on = 2026-11-23, why = "x" }
  # The end.
]
# After.
"""


def test_no_line_but_its_own_changes() -> None:
    written = stamps_file.written(BY_HAND, [stamp("A-2 theme B-1"), stamp("A-9 theme B-1"), stamp("A-0 theme B-1")])
    before, after = BY_HAND.splitlines(), written.splitlines()
    assert [line.rstrip(",") for line in after if line.rstrip(",") in [old.rstrip(",") for old in before]] == before
    assert [each[0] for each in bare(stamps_file.parsed(written, "x"))] == [f"A-{n} theme B-1" for n in (0, 1, 2, 3, 9)]
    changed = stamps_file.written(BY_HAND, [stamp("A-1 theme B-1")])
    assert [line for line in changed.splitlines() if line not in before] == [str(stamp("A-1 theme B-1"))]
    assert stamps_file.written(BY_HAND, (), [stamp("A-3 theme B-1")]) == BY_HAND.replace(
        BY_HAND.splitlines()[4] + "\n", ""
    )


COMMENTED = """\
stamps = [ # below: who read what
    { link = "A-1 theme B-1", fingerprint = "00", by = "them", on = 2026-03-01, why = "a # b" } # the last, kept
]
"""


def test_a_stamp_that_comes_behind_the_last_leaves_its_comment_as_it_is() -> None:
    written = stamps_file.written(COMMENTED, [stamp("A-2 theme B-1")])
    assert '"a # b" }, # the last, kept\n    { link = "A-2' in written
    assert len(stamps_file.parsed(written, "x")) == 2


def test_readings_of_items_and_of_the_gate_stand_beside_those_of_links() -> None:
    item = Stamp("A-1", "0123456789abcdef", "them", DAY, "x", AT, Kind.ITEM)
    gate = Stamp("ubproject.toml", "0123456789abcdef", "them", DAY, "x", AT, Kind.GATE)
    text = stamps_file.written("", [gate, stamp("A-1 theme B-1"), item, stamp("A-0 theme B-1")])
    found = stamps_file.parsed(text, "x")
    assert [(each.kind, each.name) for each in found] == [
        (Kind.LINK, "A-0 theme B-1"),
        (Kind.ITEM, "A-1"),
        (Kind.LINK, "A-1 theme B-1"),
        (Kind.GATE, "ubproject.toml"),
    ]
    assert stamps_file._quick(text, "x") == found == stamps_file._slow(text, "x")
    assert stamps_file.written(stamps_file.written(text, (), [item]), [item]) == text


# Ways to lay out the same stamps, that TOML allows.
LAYOUTS: dict[str, Callable[[list[str]], str]] = {
    "as accept writes it": lambda rows: "\n".join(("stamps = [", *(f"    {row}," for row in rows), "]", "")),
    "a comment behind each line": lambda rows: "\n".join(("stamps = [", *(f"{row}, # link = x" for row in rows), "]")),
    "one comment without a comma": lambda rows: "\n".join(("stamps = [", ",\n".join(rows), "  # link = x", "]")),
    "blank lines": lambda rows: "\n\n".join(("stamps = [", *(f"{row} ,\n" for row in rows), "]")),
    "one line": lambda rows: f"stamps = [{', '.join(rows)}]",
    "lines between the parts": lambda rows: "stamps = [\n" + "\n,\n# note\n".join(rows) + "\n]",
    "tables": lambda rows: "\n".join("[[stamps]]\n" + row[2:-2].replace(", ", "\n") + "\n" for row in rows),
    "other quotes and order": lambda rows: (
        "stamps = [" + ",\n".join(f"{{ why='\"x\"',{row[2:].replace(', why = x', '')}" for row in rows) + "]"
    ),
}


def many(count: int, layout: str) -> str:
    rows = [
        f'{{ link = "A-{n} theme B-{n}", fingerprint = "{n:016x}", by = "them", on = 2026-11-23, why = "x" }}'
        for n in range(count)
    ]
    if layout == "other quotes and order":
        rows = [row.replace(', why = "x"', "") for row in rows]
    return LAYOUTS[layout](rows)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_stamp_has_its_place_in_whatever_layout(layout: str) -> None:
    text = many(20, layout)
    lines = text.split("\n")
    found = stamps_file.parsed(text, "x")
    assert [each.name for each in found] == [f"A-{n} theme B-{n}" for n in range(20)]
    assert all(
        lines[at.line - 1][at.column - 1 :].startswith(f'"{name}"') for name, at in [(e.name, e.at) for e in found]
    )


@pytest.mark.parametrize("layout", LAYOUTS)
def test_four_times_as_many_stamps_take_about_four_times_as_long(layout: str) -> None:
    def cost(count: int) -> float:
        text = many(count, layout)
        return min(timed(lambda: stamps_file.parsed(text, "x")) for _ in range(3))

    assert cost(4_000) < 9 * cost(1_000)


def test_four_times_as_many_new_stamps_are_written_in_about_four_times_as_long() -> None:
    def cost(count: int) -> float:
        text = many(count, "a comment behind each line")
        new = [stamp(f"A-{n} theme C-{n}") for n in range(count)]
        return min(timed(lambda: stamps_file.written(text, new)) for _ in range(3))

    assert cost(4_000) < 9 * cost(1_000)


def timed(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


def test_line_ends_stay_as_they_are() -> None:
    old = BY_HAND.replace("\n", "\r\n")
    new = stamps_file.written(old, [stamp("A-2 theme B-1")])
    assert new.count("\n") == new.count("\r\n") == old.count("\n") + 1


def test_of_two_lines_for_one_link_the_one_that_holds_counts_and_a_new_reading_leaves_one(handbook: Handbook) -> None:
    path = handbook.conf / stamps_file.FILE
    text = path.read_text(encoding="utf-8")
    link = "GR-C1 theme THM-grond"
    (line,) = [each for each in text.splitlines() if f'"{link}"' in each]
    later = str(stamp(link)).replace("2026-11-23", "2026-12-01")
    path.write_text(text.replace(line, f"{line}\n{later}"), encoding="utf-8")
    assert seen(handbook)[1][link] is Standing.READ
    breaks.change(":::{theme} Waiting lists", ":::{theme} Waiting times")(handbook)
    assert seen(handbook)[1][link] is Standing.SUSPECT
    read_all(handbook)
    assert path.read_text(encoding="utf-8").count(f'"{link}"') == 1


BROKEN = {
    "no date": (
        'on = 2026-11-23, why = "x" },',
        'on = "soon", why = "x" },',
        ":5:90: error: on is 'soon', expected a date",
    ),
    "no such day": ("on = 2026-11-23", "on = 2026-11-31", ":5:"),
    "no why": (', why = "x" }', " }", ":5:14: error: the stamp of A-3 theme B-1 has no 'why'"),
    "an empty name": ('by = "the editors"', 'by = " "', ":5:14: error: the stamp of A-3 theme B-1 has no 'by'"),
    "a slip in a key": (
        "fingerprint = ",
        "fingerprnt = ",
        ":5:31: error: a stamp has no setting 'fingerprnt', did you mean fingerprint?",
    ),
    "no end": ("]\n# After", "# After", ":8:1: error: no TOML: "),
    "a quote too many": ('why = "x"', 'why = "x""', ":5:"),
    "another list": (
        "stamps = [",
        "stamp = [",
        ":2:1: error: conf/stamps.toml has no setting 'stamp', did you mean stamps?",
    ),
    "no list": ("stamps = [\n", "stamps = 3\nx = [\n", ":3:1: error: conf/stamps.toml has no setting 'x'"),
    "a merge that was not finished": (
        "  # The end.\n",
        "    assert "error S511 vanished-item: KTN-more was read on 2026-11-23, and is no item any more" in line
    breaks.write("../conf/retired.toml", breaks.GONE.replace("KTN-grund", "KTN-more").format("KTN-grond"))(handbook)
    (line,) = seen(handbook)[0]
    assert "information S304 unused-stamp: the stamp of KTN-more grounded_in GR-P1-S1 is of" in line


def test_links_that_nobody_read_are_errors_where_that_is_required(handbook: Handbook) -> None:
    breaks.add(breaks.chain("KTN-more", ":part_of: KTN-grond"))(handbook)
    assert [line.partition(" S303 ")[2] for line in seen(handbook)[0]] == [
        "unread-link: nobody read 2 of 30 links, KTN-more grounded_in GR-P1-S1 is the first"
    ]
    breaks.change("require-review = false", "require-review = true", breaks.SETTINGS)(handbook)
    found = seen(handbook)[0]
    assert [line.split(": ")[1] for line in found] == ["error S303 unread-link"] * 2
    assert found[1].endswith("KTN-more links by 'part_of' to KTN-grond, and nobody read that")


def test_a_handbook_that_keeps_no_stamps_is_not_asked_for_them(tmp_path: Path) -> None:
    made = ground(tmp_path)
    assert seen(made)[0] == []
    breaks.change("require-review = false", "require-review = true", breaks.SETTINGS)(made)
    assert {line.split()[2] for line in seen(made)[0]} == {"S303"}


def test_a_reading_that_is_old_and_suspect_is_told_once(handbook: Handbook) -> None:
    path = handbook.conf / stamps_file.FILE
    path.write_text(path.read_text(encoding="utf-8").replace("on = 2026-11-23", "on = 2020-01-01"), encoding="utf-8")
    old = [line for line in seen(handbook)[0] if " S302 " in line]
    RENAMED(handbook)
    found = seen(handbook)[0]
    by_item = [line.split()[4] for line in found if " S302 " in line]
    assert len(by_item) == len(set(by_item)) <= len(old)
    assert any(" S301 " in line for line in found)
    assert not [line for line in found if " S302 " in line and "theme THM-grond" in line]


def test_both_readers_tell_the_same_of_what_changed(repository: Handbook) -> None:
    RENAMED(repository)
    built = [str(finding) for finding in repository.check()[0].findings]
    assert built == seen(repository)[0]
    assert any(" S301 " in line for line in built)
