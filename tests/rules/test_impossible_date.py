"""Impossible dates: after as-of, in the wrong order, different from the id, or absent without a note."""

from __future__ import annotations

from pathlib import Path

import pytest

from spoorboek import cli
from spoorboek.config import stamps_file
from tests import breaks
from tests.breaks import Breaking, change
from tests.handbooks import Handbook, as_of, ground
from tests.repositories import read_repository
from tests.rules.test_changed_unread import failing

RULE = "error S603 impossible-date: "


def messages(folder: Path, *changes: Breaking) -> list[str]:
    handbook = ground(folder)
    for do in changes:
        do(handbook)
    return [line.split(": ", 1)[1] for line in failing(handbook)]


def event(id: str, *options: str) -> Breaking:
    lines = (":of: GR-C1", ":by: ORG-grond", ":documented_in: BRN-grond", ":kind: letter")
    return breaks.add("\n".join((":::{event} A letter", f":id: {id}", *lines, *options, ":::")))


AHEAD: dict[str, Breaking] = {
    "an event": event("GEB-x", ":date: 2026-11-24"),
    "an event of a month": event("GEB-x", ":date: 2026-12"),
    "an event of a year": event("GEB-x", ":date: 2027"),
    "the end of an event": event("GEB-x", ":date: 2026-11-20", ":until: 2026-11-24"),
    "a source": change(":published: 2024", ":published: 2026-11-24"),
    "the day on which a source was read": change(":published: 2024", ":published: 2024\n:consulted: 2030"),
    "a search": breaks.add(
        ":::{search} A search\n:id: ZOEK-x\n:on: 2030-01-01\n:place: all\n:query: x\n:result: nothing\n"
        ":for: GR-C1-a\n:::"
    ),
}


@pytest.mark.parametrize("name", AHEAD)
def test_a_date_after_as_of_is_reported(name: str, tmp_path: Path) -> None:
    (line,) = [line for line in messages(tmp_path, AHEAD[name]) if "S603" in line]
    assert line.startswith(RULE)
    assert line.endswith(", after 2026-11-23, the day of every state here")


BEFORE = {
    ":consulted: 2023-12-31": "BRN-grond has 'consulted' '2023-12-31', before its 'published' '2024'",
    ":valid_until: 2023": "BRN-grond has 'valid_until' '2023', before its 'published' '2024'",
}


@pytest.mark.parametrize("option", BEFORE)
def test_a_source_neither_ends_nor_is_read_before_it_was_published(option: str, tmp_path: Path) -> None:
    lines = messages(tmp_path, change(":published: 2024", f":published: 2024\n{option}"))
    assert f"{RULE}{BEFORE[option]}" in lines


def test_nothing_is_due_before_its_year(tmp_path: Path) -> None:
    (line,) = messages(tmp_path, change(":year: 2024", ":year: 2024\n:due: 2023-12"))
    assert line == f"{RULE}GR-C1 has 'due' '2023-12', before its 'year' '2024'"


def test_no_source_records_what_happened_since_it_was_read(tmp_path: Path) -> None:
    consulted = change(":published: 2024", ":published: 2024\n:consulted: 2026-03")
    agenda = event("GEB-agenda", ":date: 2026-09")
    on_agenda = change(":kind: letter\n:date: 2026-09", ":kind: agenda\n:date: 2026-09", "docs/other.md")
    later, same = event("GEB-later", ":date: 2026-04"), event("GEB-same", ":date: 2026-03-31")
    assert messages(tmp_path, consulted, agenda, on_agenda, later, same) == [
        f"{RULE}GEB-later of 2026-04 is recorded in BRN-grond, which was last consulted on 2026-03"
    ]


def test_due_dates_and_validity_may_be_in_the_future(tmp_path: Path) -> None:
    due = change(":year: 2024", ":year: 2024\n:due: 2030")
    valid = change(":id: ORG-grond\n", ":id: ORG-grond\n:valid_until: 2040\n")
    assert messages(tmp_path, due, valid) == []


def test_a_stamp_and_a_retired_id_that_lie_ahead_are_reported(tmp_path: Path) -> None:
    repository = read_repository(tmp_path)
    stamps = repository.conf / stamps_file.FILE
    text = stamps.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if '"GR-C1 theme THM-grond"' in line)
    stamps.write_text(text.replace(line, line.replace("2026-11-23", "2099-01-01")), encoding="utf-8")
    retired = '[[retired]]\nid = "GR-C0"\ndate = 2099-01-01\nreason = "x"\n'
    (repository.conf / "retired.toml").write_text(retired, encoding="utf-8")
    assert [line.split(": ", 1)[1] for line in failing(repository)] == [
        f"{RULE}GR-C0 is retired as of 2099-01-01, after 2026-11-23",
        f"{RULE}the stamp of GR-C1 theme THM-grond is of 2099-01-01, after 2026-11-23",
    ]


def test_an_as_of_before_a_stamp_is_reported_at_each_stamp(tmp_path: Path) -> None:
    repository = read_repository(tmp_path)
    as_of(repository.conf, "2026-11-22")
    lines = [line for line in failing(repository) if "S603" in line]
    assert len(lines) == len(stamps_file.read(repository.conf / stamps_file.FILE, "x") or ())


def test_a_check_as_of_an_earlier_day_calls_nothing_impossible(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    handbook = ground(tmp_path)
    options = ("--docs", str(handbook.docs), "--conf", str(handbook.conf))
    assert cli.main(["check", "--as-of", "2024-01-01", *options]) == 0
    event("GEB-x", ":date: 2026-11-24")(handbook)
    assert cli.main(["check", "--as-of", "2024-01-01", *options]) == 1
    assert cli.main(["check", "--as-of", "2026-12-01", *options]) == 0
    capsys.readouterr()


OF_GROUND = ":responds_to: GEB-grond"
# The id and options of an event, and the end of what is found of it.
REPORTED = [
    ("GEB-x", (":date: 2024-06-03", ":until: 2024-06-02"), "has 'until' '2024-06-02', before its 'date' '2024-06-03'"),
    ("GEB-x", (":date: 2024-06", ":until: 2024-05"), "has 'until' '2024-05', before its 'date' '2024-06'"),
    ("GEB-x", (":date: 2024-06-01", ":until: 2024-05"), "has 'until' '2024-05', before its 'date' '2024-06-01'"),
    ("GEB-x", (":date: 2024-05-13", OF_GROUND), "of 2024-05-13 responds to GEB-grond, which is of 2024-05-14"),
    ("GEB-x", (":date: 2024-04", OF_GROUND), "of 2024-04 responds to GEB-grond, which is of 2024-05-14"),
    ("GEB-x", (":date: 2023", OF_GROUND), "of 2023 responds to GEB-grond, which is of 2024-05-14"),
    ("GEB-2024-10-visit", (":date: 2024-09-10",), "has 'date' '2024-09-10', but '2024-10' in its id"),
    ("GEB-2024-10-visit", (":date: 2023",), "has 'date' '2023', but '2024-10' in its id"),
    ("GEB-2024-10-09-visit", (":date: 2024-10-08",), "has 'date' '2024-10-08', but '2024-10-09' in its id"),
    ("GEB-2024-visit", (":date: 2023-12",), "has 'date' '2023-12', but '2024' in its id"),
    ("GEB-2024-13-gemeenten", (":date: 2023",), "has 'date' '2023', but '2024' in its id"),
    ("GEB-2024-10", (":date: 2024-11",), "has 'date' '2024-11', but '2024-10' in its id"),
]


@pytest.mark.parametrize(("id", "options", "expected"), REPORTED)
def test_a_date_that_cannot_be_is_reported(id: str, options: tuple[str, ...], expected: str, tmp_path: Path) -> None:
    assert messages(tmp_path, event(id, *options)) == [f"{RULE}{id} {expected}"]


ACCEPTED = {
    "GEB-x": [
        *[(f":date: {date}",) for date in ("2026-11-23", "2026-11", "2026", "1900")],
        *[(f":date: {date}", OF_GROUND) for date in ("2024-05-14", "2024-05", "2024", "2025-01")],
        (":date: 2024-06-03", ":until: 2024-06"),
        (":date: 2024-06", ":until: 2024-06-01"),
        (":date_note: No source says.",),
    ],
    "GEB-2024-10-visit": [(":date: 2024-10-09",)],
    "GEB-2024-10-09-visit": [(":date: 2024-10",), (":date: 2024",)],
    "GEB-2024-13-gemeenten": [(":date: 2024-05",)],
    "GEB-visit-2024-10": [(":date: 2023",)],
    "GEB-zonder-datum-visit": [(":date: 2023",)],
    "GEB-20241009": [(":date: 2023",)],
}


@pytest.mark.parametrize(("id", "options"), [(id, options) for id in ACCEPTED for options in ACCEPTED[id]])
def test_a_date_that_may_be_is_not(id: str, options: tuple[str, ...], tmp_path: Path) -> None:
    assert messages(tmp_path, event(id, *options)) == []


def test_an_organisation_that_ended_before_it_began_is_reported(tmp_path: Path) -> None:
    span = ":id: ORG-grond\n:valid_from: 2024-01-01\n:valid_until: 2023\n"
    lines = messages(tmp_path, change(":id: ORG-grond\n", span))
    assert f"{RULE}ORG-grond has 'valid_until' '2023', before its 'valid_from' '2024-01-01'" in lines


def test_an_answer_during_the_period_of_its_question_is_accepted(tmp_path: Path) -> None:
    long = change(":date: 2024-05-14", ":date: 2024-05-01\n:until: 2024-08")
    assert messages(tmp_path, long, event("GEB-x", ":date: 2024-05-10", ":responds_to: GEB-grond")) == []


def test_a_question_that_lies_ahead_is_reported_and_not_its_answer_too(tmp_path: Path) -> None:
    ahead = change(":date: 2024-05-14", ":date: 2030-05-14")
    lines = messages(tmp_path, ahead, event("GEB-x", ":date: 2024-05-10", ":responds_to: GEB-grond"))
    assert [line for line in lines if "S603" in line] == [
        f"{RULE}GEB-grond has 'date' '2030-05-14', after 2026-11-23, the day of every state here"
    ]


@pytest.mark.parametrize("name", ["accepted", "done"])
def test_a_recommendation_that_was_taken_up_before_it_was_made_is_reported(name: str, tmp_path: Path) -> None:
    value = {"accepted": "promised", "done": "done"}[name]
    lines = (f":{name}: {value}", f":{name}_by: ORG", f":{name}_in: BRN-grond", f":{name}_on: 2024-05-13")
    taken_up = change(":id: AANB-count\n", "\n".join((":id: AANB-count", *lines, "")), "docs/types.md")
    assert messages(tmp_path, taken_up) == [
        f"{RULE}AANB-count has '{name}_on' '2024-05-13', before GEB-grond of 2024-05-14 that it was made in"
    ]


def test_a_missing_date_needs_a_note_and_an_error_in_either_is_reported_once(tmp_path: Path) -> None:
    assert messages(tmp_path / "none", event("GEB-x")) == [
        f"{RULE}GEB-x has no 'date', and no 'date_note' that explains why"
    ]
    assert messages(tmp_path / "blank", event("GEB-x", ":date_note:"))[0].startswith(RULE)
    for slip in (":dat: 2024", ":date_not: No source says."):
        lines = messages(tmp_path / slip.split(":")[1], event("GEB-x", slip))
        assert [line.split()[1] for line in lines] == ["S504"]


def test_an_invalid_date_is_reported_as_invalid(tmp_path: Path) -> None:
    (line,) = messages(tmp_path, event("GEB-2024-05-x", ":date: 31 May"))
    assert " S506 " in line


def test_without_as_of_no_date_is_in_the_future(tmp_path: Path) -> None:
    handbook = Handbook(ground(tmp_path).folder)
    change("as-of = 2026-11-23", "#", breaks.SETTINGS)(handbook)
    event("GEB-x", ":date: 2030")(handbook)
    assert [line for line in failing(handbook) if "S603" in line] == []
