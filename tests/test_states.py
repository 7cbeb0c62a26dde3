"""States are derived from events: every case."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from spoorboek.analysis import state
from spoorboek.analysis.state import State
from spoorboek.analysis.trace_line import Form
from spoorboek.model.programme import Item, Link, Location, Option, Programme
from tests.handbooks import TOP

AT = Location("docs/x.md", 1)
AS_OF = datetime.date(2026, 11, 23)


def item(kind: str, id: str, fields: dict[str, str] | None = None, **links: str) -> Item:
    """An item with its fields and, by role, its targets separated by blanks."""
    options = tuple(Option.placed(name, value, AT, AT) for name, value in {"id": id, **(fields or {})}.items())
    all_links = tuple(Link(id, role, target, AT) for role, targets in links.items() for target in targets.split())
    return Item(kind, id, "x", AT, options, all_links)


def programme(*events: Item, due: str = "", testability: str = "activity", **evidence: str) -> Programme:
    """A commitment C with the checks a and b; `a="E"` is evidence for a, `a_part="E"` part of it."""
    roles = {
        "a": ("a", "evidence"),
        "b": ("b", "evidence"),
        "a_part": ("a", "part_evidence"),
        "b_part": ("b", "part_evidence"),
    }
    links: dict[str, dict[str, str]] = {"a": {}, "b": {}}
    for name, targets in evidence.items():
        check, role = roles[name]
        links[check][role] = targets
    commitment = item("commitment", "C", {"testability": testability, **({"due": due} if due else {})})
    checks = (item("check", id, checks="C", **targets) for id, targets in links.items())
    return Programme((commitment, *checks, *events))


def event(id: str = "E", date: str = "2024-05-01", kind: str = "report") -> Item:
    return item("event", id, {"kind": kind, **({"date": date} if date else {})}, of="C")


def states(read: Programme, as_of: datetime.date = AS_OF) -> tuple[State, State, State]:
    """Of the commitment, of check a and of check b."""
    commitment, a, b = (read.by_id[id] for id in ("C", "a", "b"))
    return state.of_commitment(read, commitment, as_of), state.of_check(read, a, as_of), state.of_check(read, b, as_of)


SHOWN, PARTLY, LATE, NOT_DUE, UNKNOWN = State.SHOWN, State.PARTLY, State.LATE, State.NOT_DUE, State.UNKNOWN


def test_an_event_that_is_no_evidence_answers_nothing() -> None:
    assert states(programme(event())) == (UNKNOWN, UNKNOWN, UNKNOWN)


def test_evidence_for_every_check_shows_the_commitment() -> None:
    assert states(programme(event(), a="E", b="E")) == (SHOWN, SHOWN, SHOWN)


def test_evidence_for_one_check_of_two_shows_part() -> None:
    assert states(programme(event(), a="E")) == (PARTLY, SHOWN, UNKNOWN)


def test_evidence_for_part_of_a_question_shows_part() -> None:
    assert states(programme(event(), a_part="E", b_part="E")) == (PARTLY, PARTLY, PARTLY)


def test_shown_and_partly_make_partly() -> None:
    assert states(programme(event(), a="E", b_part="E")) == (PARTLY, SHOWN, PARTLY)


def test_complete_evidence_outweighs_partial() -> None:
    assert states(programme(event(), event("F"), a="E", a_part="F", b="E")) == (SHOWN, SHOWN, SHOWN)


def test_a_commitment_without_checks_is_unknown() -> None:
    read = Programme((item("commitment", "C", {"testability": "activity"}),))
    assert state.of_commitment(read, read.by_id["C"], AS_OF) is UNKNOWN


def test_a_principle_is_not_testable_whatever_happened() -> None:
    assert states(programme(event(), testability="principle", a="E", b="E")) == (State.UNTESTABLE,) * 3


@pytest.mark.parametrize(("kind", "expected"), [("withdrawal", State.WITHDRAWN), ("supersession", State.SUPERSEDED)])
def test_a_withdrawn_commitment_stays_withdrawn_despite_evidence(kind: str, expected: State) -> None:
    assert states(programme(event(), event("W", "2024-06-01", kind), a="E", b="E")) == (expected,) * 3


def test_withdrawal_comes_before_supersession() -> None:
    both = (event("S", "2024-05-01", "supersession"), event("W", "2024-06-01", "withdrawal"))
    assert states(programme(*both))[0] is State.WITHDRAWN


def test_a_withdrawal_that_lies_ahead_changes_nothing_yet() -> None:
    assert states(programme(event("W", "2026-11-24", "withdrawal")))[0] is UNKNOWN


@pytest.mark.parametrize(
    ("date", "expected"),
    [("2026-11-23", SHOWN), ("2026-11-24", UNKNOWN), ("2026-12", UNKNOWN), ("2026", SHOWN), ("", SHOWN)],
)
def test_only_what_had_happened_by_then_is_evidence(date: str, expected: State) -> None:
    assert states(programme(event(date=date), a="E"))[1] is expected


@pytest.mark.parametrize(
    ("due", "expected"),
    [("2026", NOT_DUE), ("2026-11", NOT_DUE), ("2026-11-23", NOT_DUE), ("2026-11-22", UNKNOWN), ("2025", UNKNOWN)],
)
def test_a_date_lies_ahead_until_its_last_day_has_passed(due: str, expected: State) -> None:
    assert states(programme(due=due)) == (expected,) * 3


def test_evidence_comes_before_the_due_date() -> None:
    assert states(programme(event(), due="2027", a="E", b="E")) == (SHOWN,) * 3


def test_one_check_shown_before_the_due_date_shows_part() -> None:
    assert states(programme(event(), due="2027", a="E")) == (PARTLY, SHOWN, NOT_DUE)


def test_a_passed_due_date_alone_is_not_late() -> None:
    assert states(programme(due="2024")) == (UNKNOWN,) * 3


def test_a_postponement_makes_it_late_once_it_was_due() -> None:
    postponed = event(date="2024-11-01", kind="postponement")
    assert states(programme(postponed, due="2024")) == (LATE,) * 3
    assert states(programme(postponed, due="2027")) == (NOT_DUE,) * 3


@pytest.mark.parametrize(
    ("date", "expected"), [("2025-01-01", LATE), ("2025", LATE), ("2024-12-31", UNKNOWN), ("2024", UNKNOWN)]
)
def test_a_report_after_the_due_date_makes_it_late(date: str, expected: State) -> None:
    assert states(programme(event(date=date), due="2024")) == (expected,) * 3


def test_a_letter_after_the_due_date_does_not_make_it_late() -> None:
    assert states(programme(event(date="2025-02-01", kind="letter"), due="2024")) == (UNKNOWN,) * 3


def test_the_same_programme_as_of_an_earlier_day_had_another_state() -> None:
    read = programme(event(date="2024-08-08"), due="2024", a="E", b="E")
    assert states(read, datetime.date(2024, 8, 7)) == (NOT_DUE,) * 3
    assert states(read, datetime.date(2024, 8, 8)) == (SHOWN,) * 3


PACKAGE = TOP / "ext" / "spoorboek"
SCHEMAS = [
    PACKAGE / name
    for name in ("exports/checklist.schema.json", "exports/item.schema.json", "analysis/numbers.schema.json")
]
STATIC = PACKAGE / "sphinxext" / "theme" / "static"


def enumerations(schema: object) -> Iterator[list[str]]:
    """The lists of names in a schema that contain a state: the values of an enum, and the names of properties."""
    if isinstance(schema, dict):
        for names in (schema.get("enum"), schema.get("required"), list(schema.get("properties", ()))):
            if names and State.NOT_DUE in names:
                yield [name for name in names if name is not None]
    for part in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from enumerations(part)


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda path: path.name)
def test_a_schema_has_every_state(schema: Path) -> None:
    found = list(enumerations(json.loads(schema.read_text(encoding="utf-8"))))
    assert found
    assert [sorted(names) for names in found] == [sorted(State)] * len(found)


@pytest.mark.parametrize(
    ("file", "pattern"),
    [
        (STATIC / "spoor.css", r"\.answer[.:(\w, -]*\b{name}\b"),
        (STATIC / "tally.css", r"\.tally [.:(\w, -]*\b{name}\b"),
        (PACKAGE / "exports" / "card.typ", r"^  {name}: "),
    ],
    ids=lambda value: value.name if isinstance(value, Path) else "",
)
def test_every_state_has_a_form_of_its_own(file: Path, pattern: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert [name for name in State if not re.search(pattern.format(name=name.value), text, re.MULTILINE)] == []


def test_every_station_has_a_form_of_its_own() -> None:
    text = (STATIC / "spoor.css").read_text(encoding="utf-8")
    for line in ("spoor", "spoortje"):
        known = "".join(re.findall(rf"^\.{line} [^{{]*::after", text, re.MULTILINE))
        without = [form for form in Form if not re.search(rf"\.{form.value}\b", known)]
        assert without == [Form.HAPPENED], line  # the form of a station without another


def test_only_as_of_today_and_accept_read_the_clock() -> None:
    sources = [path for path in Path(TOP / "ext").rglob("*.py") if path.name != "clock.py"]
    calls = (".today(", ".now(", "time.time(")
    assert sorted(path.name for path in sources if any(word in path.read_text("utf-8") for word in calls)) == [
        "accept.py",
        "new.py",  # the first year of a new handbook
        "parser.py",
    ]
