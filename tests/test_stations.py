"""The stations of a trace line are derived: every form."""

from __future__ import annotations

import datetime

import pytest

from spoorboek.analysis import trace_line
from spoorboek.analysis.trace_line import Form
from spoorboek.model.programme import Item, Programme
from tests.test_states import AS_OF, event, item


def line(read: Programme, id: str, as_of: datetime.date = AS_OF) -> list[str]:
    """Each station as `form date subject (more)`."""
    return [
        " ".join(
            part
            for part in (
                station.form,
                station.date,
                station.subject.id,
                *(f"({stop.id})" for stop in station.announced_by),
                "(partly)" if station.answer == "partly" else "",
            )
            if part
        )
        for station in trace_line.of(read, read.by_id[id], as_of)
    ]


def programme(*events: Item, due: str = "", testability: str = "activity", **evidence: str) -> Programme:
    """A commitment C, said on 18 September 2023, with one check, which may have `evidence` and `part_evidence`."""
    commitment = item(
        "commitment",
        "C",
        {"testability": testability, **({"due": due} if due else {})},
        grounded_in="S",
    )
    source = item("source", "B", {"published": "2023-09-18"})
    sentence = item("sentence", "S", part_of="B")
    return Programme((source, sentence, commitment, item("check", "C-a", checks="C", **evidence), *events))


def related() -> Programme:
    """Two commitments and an investigation under one theme, with one report on all their lines."""
    roles = {"grounded_in": "S", "theme": "T"}
    return Programme(
        (
            item("source", "B", {"published": "2023-09-18"}),
            item("sentence", "S", part_of="B"),
            item("theme", "T", grounded_in="S"),
            item("chain", "K", grounded_in="S"),
            item("commitment", "C", {"testability": "activity"}, **roles),
            item("commitment", "D", {"testability": "activity"}, **roles),
            item("investigation", "I", fulfils="C", **roles),
            item("check", "C-a", checks="C", evidence="E"),
            item("check", "D-a", checks="D"),
            item("event", "E", {"kind": "report", "date": "2024-05-01"}, of="C D I"),
            item("event", "F", {"kind": "letter", "date": "2024-06-01"}, of="D"),
        )
    )


def test_an_investigation_has_the_line_of_what_it_fulfils_and_its_own_report_is_followed_up() -> None:
    assert line(related(), "I") == line(related(), "C") == ["stated 2023-09-18 S", "happened 2024-05-01 E", "missing E"]


def test_a_stop_that_is_on_several_lines_is_one_stop_of_a_theme() -> None:
    read = related()
    found = trace_line.of(read, read.by_id["T"], AS_OF)
    (report,) = (stop for stop in found if stop.form is Form.HAPPENED and stop.subject.field("kind") == "report")
    assert [of.id for of in report.of] == ["C", "D", "I"]
    assert len({(stop.form, stop.subject.id) for stop in found}) == len(found)


def test_a_theme_misses_nothing_that_one_of_its_commitments_has() -> None:
    read = related()
    assert {member.id for member in trace_line.under(read, read.by_id["T"])} == {"C", "D", "I"}
    assert set(line(read, "T")) == {stop for member in "CDI" for stop in line(read, member)}


def test_a_chain_that_nothing_was_promised_about_has_the_sentence_that_names_it() -> None:
    assert line(related(), "K") == ["stated 2023-09-18 S"]


def test_a_statement_comes_first_among_events_of_that_day() -> None:
    assert line(programme(event(date="2023-09-18")), "C")[:2] == ["stated 2023-09-18 S", "happened 2023-09-18 E"]


def test_a_statement_of_a_year_comes_before_other_events_of_that_year() -> None:
    source = item("source", "B", {"published": "2024"})
    read = Programme((source, item("commitment", "C", {"testability": "activity"}, grounded_in="B"), event()))
    assert line(read, "C") == ["stated 2024 B", "happened 2024-05-01 E"]


def announcement(**changed: str) -> Item:
    fields = {"kind": "announcement", "date": "2023-09-18", **changed}
    return item("event", "E", {name: fields[name] for name in ("kind", "date")}, of="C", documented_in="B")


def test_an_announcement_by_the_source_itself_on_its_day_is_no_second_stop() -> None:
    assert line(programme(announcement()), "C") == ["stated 2023-09-18 S (E)", "missing C-a"]


@pytest.mark.parametrize("changed", [{"date": "2023-09-19"}, {"date": "2023-09"}, {"kind": "statement"}])
def test_an_event_that_may_differ_stays_a_station_of_its_own(changed: dict[str, str]) -> None:
    assert len(line(programme(announcement(**changed)), "C")) == 3


def test_what_has_no_date_comes_after_what_has_one_and_before_what_is_due() -> None:
    read = programme(event(date=""), event("F", "2024-05"), due="2027")
    assert line(read, "C") == ["stated 2023-09-18 S", "happened 2024-05 F", "happened E", "due 2027 C"]


def test_a_day_that_lies_ahead_is_due_and_nothing_is_missing_yet() -> None:
    assert line(programme(due="2027"), "C") == ["stated 2023-09-18 S", "due 2027 C"]


def test_an_event_that_lies_ahead_is_due() -> None:
    read = programme(event(date="2027-03-01", kind="debate"))
    assert line(read, "C") == ["stated 2023-09-18 S", "due 2027-03-01 E", "missing C-a"]


def test_what_is_evidenced_before_its_due_date_is_no_longer_due() -> None:
    read = programme(event(kind="letter"), due="2027", evidence="E")
    assert line(read, "C") == ["stated 2023-09-18 S", "happened 2024-05-01 E"]


def test_a_report_after_its_day_is_late_and_so_is_the_day() -> None:
    read = programme(event(date="2025-03-01"), due="2024")
    assert line(read, "C") == ["stated 2023-09-18 S", "late 2024 C", "late 2025-03-01 E"]


def test_a_late_report_that_answers_stays_late() -> None:
    read = programme(event(date="2025-03-01"), due="2024", evidence="E")
    assert line(read, "C") == ["stated 2023-09-18 S", "late 2025-03-01 E", "missing E"]


def test_a_postponement_is_late_once_its_day_has_passed() -> None:
    postponed = event(kind="postponement")
    assert line(programme(postponed, due="2024"), "C")[1:] == ["late 2024-05-01 E", "late 2024 C"]
    assert line(programme(postponed, due="2027"), "C")[1:] == ["happened 2024-05-01 E", "due 2027 C"]


@pytest.mark.parametrize(("kind", "form"), [("withdrawal", "withdrawn"), ("supersession", "superseded")])
def test_after_a_withdrawal_nothing_is_missing(kind: str, form: str) -> None:
    assert line(programme(event(kind=kind)), "C") == ["stated 2023-09-18 S", f"{form} 2024-05-01 E"]


def test_the_line_of_a_principle_ends_at_its_statement() -> None:
    assert line(programme(testability="principle"), "C") == ["stated 2023-09-18 S", "untestable C"]


def test_a_report_that_is_evidence_needs_a_followup() -> None:
    assert line(programme(event(), evidence="E"), "C")[-1] == "missing E"
    followed = programme(event(), event("F", "2025-01-01", "followup"), evidence="E")
    assert line(followed, "C")[-1] == "happened 2025-01-01 F"


def test_a_report_of_others_needs_no_followup() -> None:
    assert line(programme(event()), "C")[-1] == "missing C-a"


def test_missing_evidence_shows_its_searches() -> None:
    fields = {"Z02": {"on": "2026-11-02", "place": "papers"}, "Z01": {"on": "2026-11-01", "place": "papers"}}
    read = programme(*(item("search", id, of_search, **{"for": "C-a"}) for id, of_search in fields.items()))
    (missing,) = (stop for stop in trace_line.of(read, read.by_id["C"], AS_OF) if stop.form is Form.MISSING)
    assert [search.id for search in missing.searches] == ["Z01", "Z02"]


def test_the_line_of_an_earlier_day_is_that_of_what_was_known_then() -> None:
    read = programme(event("E", "2024-08-08"), event("F", "2024-10-09", "response"), due="2024", evidence="E")
    assert line(read, "C", datetime.date(2024, 8, 7)) == [
        "stated 2023-09-18 S",
        "due 2024-08-08 E",
        "due 2024-10-09 F",
        "due 2024 C",
    ]
