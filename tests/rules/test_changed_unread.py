"""A change of a field that decides a state is reported until somebody reads it again (S305)."""

from __future__ import annotations

from pathlib import Path

import pytest

from spoorboek.config import stamps_file
from tests import breaks
from tests.breaks import Breaking, change
from tests.handbooks import Handbook, accept_all, settle
from tests.repositories import read_repository


def failing(handbook: Handbook, number: str = "") -> list[str]:
    """Every finding that fails, or those of one rule."""
    verdict = handbook.judged()
    return [str(finding) for finding in verdict.findings if finding.fails and finding.number.startswith(number)]


@pytest.fixture
def handbook(tmp_path: Path) -> Handbook:
    return read_repository(tmp_path / "project")


STATES: dict[str, tuple[Breaking, str, str]] = {
    "another kind": (
        change(":kind: report", ":kind: withdrawal"),
        "docs/index.md:57:8: error S305 changed-unread: GEB-grond",
        "in its kind 'report' became 'withdrawal'",
    ),
    "another date": (
        change(":date: 2024-05-14", ":date: 2024-05-15"),
        "docs/index.md:56:8: error S305 changed-unread: GEB-grond",
        "in its date '2024-05-14' became '2024-05-15'",
    ),
    "a coarser date": (
        change(":date: 2024-05-14", ":date: 2024-05"),
        "docs/index.md:56:8: error S305 changed-unread: GEB-grond",
        "in its date '2024-05-14' became '2024-05'",
    ),
    "an end": (
        change(":date: 2024-05-14", ":date: 2024-05-14\n:until: 2024-06"),
        "docs/index.md:57:9: error S305 changed-unread: GEB-grond",
        "in its until '2024-06' was added",
    ),
    "another question": (
        change(":question: Did the authority study", ":question: Did anybody study"),
        "docs/index.md:65:12: error S305 changed-unread: GR-C1-a",
        "in its question 'the authority' became 'anybody'",
    ),
    "an answer of another kind": (
        change(":settles: A report of the authority", ":settles: A word of the authority"),
        "docs/index.md:66:11: error S305 changed-unread: GR-C1-a",
        "in its settles 'report' became 'word'",
    ),
    "a weighing": (
        change(":checks: GR-C1", ":checks: GR-C1\n:weighed: It counts."),
        "docs/index.md:68:11: error S305 changed-unread: GR-C1-a",
        "in its weighed 'It counts.' was added",
    ),
    "another basis": (
        change(":basis: editors", ":basis: source", "docs/types.md"),
        "docs/types.md:44:9: error S305 changed-unread: BTR-youth",
        "in its basis 'editors' became 'source'",
    ),
    "another relation": (
        change(":kind: member", ":kind: supervised", "docs/types.md"),
        "docs/types.md:43:8: error S305 changed-unread: BTR-youth",
        "in its kind 'member' became 'supervised'",
    ),
}


@pytest.mark.parametrize("name", STATES)
def test_what_decides_a_state_is_reported_when_it_changes_and_read_once(name: str, handbook: Handbook) -> None:
    do, begin, end = STATES[name]
    do(handbook)
    (line,) = failing(handbook, "S305")
    assert line.startswith(begin)
    assert line.endswith(end)
    accept_all(handbook)
    assert failing(handbook) == []


def test_another_actor_is_reported_as_what_decides_and_as_a_link_that_nobody_read(handbook: Handbook) -> None:
    breaks.add(":::{organisation} Another\n:id: ORG-other\n:grounded_in: GR-P1-S1\n:::")(handbook)
    change(":by: ORG-grond", ":by: ORG-other")(handbook)
    (line,) = failing(handbook, "S305")
    assert line.endswith("in its by 'ORG-grond' became 'ORG-other'")
    assert any(
        "GEB-grond links by 'by' to ORG-other, and nobody reviewed that" in line for line in failing(handbook, "S303")
    )


SLIPS: dict[str, tuple[Breaking, list[str]]] = {
    "a slip in a value": (change(":kind: report", ":kind: reprot"), ["S506"]),
    "a slip in a name": (change(":kind: report", ":knd: report"), ["S504"]),
    "a slip in an actor": (change(":by: ORG-grond\n:doc", ":by: ORG-grund\n:doc"), ["S501"]),
    "a slip in a date": (change(":date: 2024-05-14", ":date: 2204-05-14"), ["S407", "S603"]),
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_reported_as_that_and_not_as_a_change_that_nobody_read_too(name: str, handbook: Handbook) -> None:
    do, numbers = SLIPS[name]
    do(handbook)
    assert sorted(set(numbers_of(handbook))) == numbers  # nor are the links to it suspect (S301)


def test_a_second_item_with_its_id_does_not_make_the_links_to_an_item_suspect(handbook: Handbook) -> None:
    change(":::{check}", ":::{event} A second\n:id: GEB-grond\n:::\n\n:::{check}")(handbook)
    assert "S503" in numbers_of(handbook)
    assert "S301" not in numbers_of(handbook)


def test_a_slip_beside_another_change_explains_nothing(handbook: Handbook) -> None:
    change(":kind: report", ":kind: reprot")(handbook)
    change(":date: 2024-05-14", ":date: 2024-05-15")(handbook)
    assert len(failing(handbook, "S305")) == 1


def numbers_of(handbook: Handbook) -> list[str]:
    return [line.split()[2] for line in failing(handbook)]


def test_what_decides_nothing_may_change(handbook: Handbook) -> None:
    change(":::{event} The authority published a report", ":::{event} A report of the authority")(handbook)
    change(":date: 2024-05-14\n:kind: report", ":kind:  report\n:date: 2024-05-14")(handbook)
    assert failing(handbook, "S305") == []


def test_an_item_that_nobody_read_is_an_error_where_readings_are_required_and_one_line_where_not(
    handbook: Handbook,
) -> None:
    stamps = handbook.conf / stamps_file.FILE
    lines = stamps.read_text(encoding="utf-8").splitlines(keepends=True)
    stamps.write_text("".join(line for line in lines if not line.startswith("    { item = ")), encoding="utf-8")
    assert [line.split(": ")[2] for line in failing(handbook, "S305")] == [
        f"{id} has fields that decide a state, and nobody reviewed them" for id in ("GEB-grond", "GR-C1-a", "BTR-youth")
    ]
    settle(handbook.conf, "^require-review = true", "require-review = false")
    assert failing(handbook, "S305") == []
    verdict = handbook.judged()
    assert [str(finding.message) for finding in verdict.findings if finding.number == "S305"] == [
        "nobody reviewed what decides a state in 3 of 3 items, GEB-grond is the first"
    ]


def test_a_reading_of_what_decides_grows_old_too(handbook: Handbook) -> None:
    stamps = handbook.conf / stamps_file.FILE
    text = stamps.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if 'item = "GR-C1-a"' in line)
    stamps.write_text(text.replace(line, line.replace("2026-11-23", "2020-01-01")), encoding="utf-8")
    (own_line,) = failing(handbook)
    assert own_line.endswith(
        "GR-C1-a has 1 review of more than 24 months before 2026-11-23: its own fields on 2020-01-01"
    )
