"""The stations of a line are derived: those of this handbook as text, and every form of a stop."""

from __future__ import annotations

import datetime

import pytest

from spoorboek.analysis import trace_line
from spoorboek.analysis.trace_line import Form
from spoorboek.model.programme import Item, Programme
from tests.test_content import READ
from tests.test_states import AS_OF, event, item

EXPECTED = """
WP2024-C1
  said 2023-09-18 WP2024-P2-S3
  happened 2024-04-23 GEB-2024-04-23-jaarbericht-2023
  missing WP2024-C1-a
WP2024-C2
  happened 2023-06-15 GEB-2023-06-15-plan-wachtlijsten
  said 2023-09-18 WP2024-P2-S5
  happened 2024-04-22 GEB-2024-04-22-brief-streeftermijnen
  happened 2024-10 GEB-2024-10-uitvraag-gecertificeerde-instellingen
  happened 2025-03 GEB-2025-03-eerste-beeld-gecertificeerde-instellingen
  happened 2025-05-20 GEB-2025-05-20-reactie-pedagogisch-uitgangspunt
  happened GEB-zonder-datum-kinderen-zonder-jeugdbeschermer
  missing WP2024-C2-a (partly)
WP2024-C3
  happened 2023-06-15 GEB-2023-06-15-plan-wachtlijsten
  said 2023-09-18 WP2024-P2-S6
  happened 2024-04-22 GEB-2024-04-22-brief-streeftermijnen
  happened 2025-05-20 GEB-2025-05-20-reactie-pedagogisch-uitgangspunt
  happened 2025-10-09 GEB-2025-10-09-vervolg-jeugdstrafrechtketen
  happened GEB-zonder-datum-kinderen-zonder-jeugdbeschermer
  missing WP2024-C3-a
WP2024-C4
  happened 2022-09 GEB-2022-09-intensief-toezicht-ter-apel
  happened 2023-05 GEB-2023-05-brieven-vier-inspecties
  said 2023-09-18 WP2024-P3-S3
  happened 2023-11-01 GEB-2023-11-01-brief-ter-apel
  happened 2024-05 GEB-2024-05-bezoeken-ter-apel
  happened 2024-12-16 GEB-2024-12-16-brief-ter-apel
  happened 2025-01-15 GEB-2025-01-15-antwoord-ter-apel
  happened 2025-04-23 GEB-2025-04-23-brief-kinderen-in-opvang
  missing WP2024-C4-a (partly)
  missing WP2024-C4-b
  missing WP2024-C4-c
  missing WP2024-C4-d
WP2024-C5
  said 2023-09-18 WP2024-P3-S4
  untestable WP2024-C5
WP2024-C6
  said 2023-09-18 WP2024-P4-S3
  happened 2024-08-08 GEB-2024-08-08-rapport-vroegsignalering
  happened 2024-10-09 GEB-2024-10-09-beleidsreactie-vroegsignalering
  happened 2025-10-09 GEB-2025-10-09-toezicht-bewaken-en-beveiligen
  happened 2025-10-09 GEB-2025-10-09-vervolg-nctv
  missing WP2024-C6-a (partly)
  missing WP2024-C6-b
  missing GEB-2024-08-08-rapport-vroegsignalering
WP2024-C7
  said 2023-09-18 WP2024-P4-S4
  happened 2024-08-08 GEB-2024-08-08-rapport-vroegsignalering
  happened 2024-10-09 GEB-2024-10-09-beleidsreactie-vroegsignalering
  happened 2025-10-09 GEB-2025-10-09-vervolg-nctv
  missing WP2024-C7-a (partly)
  missing GEB-2024-08-08-rapport-vroegsignalering
WP2024-C8
  happened 2023-03 GEB-2023-03-rapport-bewaken-en-beveiligen
  said 2023-09-18 WP2024-P4-S5
  happened 2023-10-26 GEB-2023-10-26-transitieplan
  happened 2024-12-20 GEB-2024-12-20-voortgangsbrief
  happened 2025-10-09 GEB-2025-10-09-toezicht-bewaken-en-beveiligen
  missing WP2024-C8-a
  missing WP2024-C8-b
WP2024-C9
  happened 2023-01-19 GEB-2023-01-19-plan-vroegsignalering
  said 2023-09-18 WP2024-P4-S6 (GEB-2023-09-18-aankondiging-vroegsignalering)
  happened 2024-08-08 GEB-2024-08-08-rapport-vroegsignalering
  happened 2024-08 GEB-2024-08-bevindingen-in-de-pers
  happened 2024-10-09 GEB-2024-10-09-beleidsreactie-vroegsignalering
  happened 2024-12-17 GEB-2024-12-17-debat
  missing GEB-2024-08-08-rapport-vroegsignalering
"""


def line(read: Programme, id: str, as_of: datetime.date = AS_OF) -> list[str]:
    """Each station as `form date subject (more)`."""
    return [
        " ".join(
            part
            for part in (
                station.form,
                station.date,
                station.subject.id,
                *(f"({one.id})" for one in station.announced_by),
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
        {"testability": testability, "looked_on": "2026-11-01", "looked_in": "papers", **({"due": due} if due else {})},
        grounded_in="S",
    )
    source = item("source", "B", {"published": "2023-09-18"})
    sentence = item("sentence", "S", part_of="B")
    return Programme((source, sentence, commitment, item("check", "C-a", checks="C", **evidence), *events))


def test_the_lines_of_this_handbook() -> None:
    told = [
        text
        for commitment in READ.of_type("commitment")
        for text in (commitment.id, *(f"  {stop}" for stop in line(READ, commitment.id)))
    ]
    assert "\n".join(told) == EXPECTED.strip()


def test_an_investigation_has_the_line_of_what_it_fulfils_and_its_own_report_is_followed_up() -> None:
    assert line(READ, "OND-vroegsignalering") == line(READ, "WP2024-C9")


def test_a_stop_that_stands_on_several_lines_is_one_stop_of_a_theme() -> None:
    found = trace_line.of(READ, READ.by_id["THM-cter"], AS_OF)
    (report,) = (one for one in found if one.form is Form.HAPPENED and one.subject.field("kind") == "report")
    assert [of.id for of in report.of] == ["WP2024-C6", "WP2024-C7", "WP2024-C9", "OND-vroegsignalering"]
    assert len({(one.form, one.subject.id) for one in found}) == len(found)


def test_a_theme_misses_nothing_that_one_of_its_commitments_has() -> None:
    for theme in READ.of_type("theme", "chain"):
        merged = set(line(READ, theme.id))
        for member in trace_line.under(READ, theme):
            assert merged >= set(line(READ, member.id)), theme.id


def test_a_chain_that_nothing_was_promised_about_has_the_sentence_that_names_it() -> None:
    assert line(READ, "KTN-strafrecht") == ["said 2023-09-18 WP2024-P2-S1"]


def test_what_was_said_comes_first_among_what_happened_that_day() -> None:
    assert line(programme(event(date="2023-09-18")), "C")[:2] == ["said 2023-09-18 S", "happened 2023-09-18 E"]


def test_what_was_said_some_time_in_a_year_comes_before_what_became_of_it_that_year() -> None:
    said = item("source", "B", {"published": "2024"})
    read = Programme((said, item("commitment", "C", {"testability": "activity"}, grounded_in="B"), event()))
    assert line(read, "C") == ["said 2024 B", "happened 2024-05-01 E"]


def announcement(**changed: str) -> Item:
    fields = {"kind": "announcement", "date": "2023-09-18", **changed}
    return item("event", "E", {name: fields[name] for name in ("kind", "date")}, of="C", documented_in="B")


def test_an_announcement_by_the_source_itself_on_its_day_is_no_second_stop() -> None:
    assert line(programme(announcement()), "C") == ["said 2023-09-18 S (E)", "missing C-a"]


@pytest.mark.parametrize("changed", [{"date": "2023-09-19"}, {"date": "2023-09"}, {"kind": "statement"}])
def test_what_may_be_something_else_stays_a_stop_of_its_own(changed: dict[str, str]) -> None:
    assert len(line(programme(announcement(**changed)), "C")) == 3


def test_what_has_no_date_comes_after_what_has_one_and_before_what_is_due() -> None:
    read = programme(event(date=""), event("F", "2024-05"), due="2027")
    assert line(read, "C") == ["said 2023-09-18 S", "happened 2024-05 F", "happened E", "due 2027 C"]


def test_a_day_that_lies_ahead_is_due_and_nothing_is_missing_yet() -> None:
    assert line(programme(due="2027"), "C") == ["said 2023-09-18 S", "due 2027 C"]


def test_an_event_that_lies_ahead_is_due() -> None:
    read = programme(event(date="2027-03-01", kind="debate"))
    assert line(read, "C") == ["said 2023-09-18 S", "due 2027-03-01 E", "missing C-a"]


def test_what_was_shown_before_its_day_is_due_no_more() -> None:
    read = programme(event(kind="letter"), due="2027", evidence="E")
    assert line(read, "C") == ["said 2023-09-18 S", "happened 2024-05-01 E"]


def test_a_report_after_its_day_is_late_and_so_is_the_day() -> None:
    read = programme(event(date="2025-03-01"), due="2024")
    assert line(read, "C") == ["said 2023-09-18 S", "late 2024 C", "late 2025-03-01 E"]


def test_a_late_report_that_answers_stays_late() -> None:
    read = programme(event(date="2025-03-01"), due="2024", evidence="E")
    assert line(read, "C") == ["said 2023-09-18 S", "late 2025-03-01 E", "missing E"]


def test_a_postponement_is_late_once_its_day_has_passed() -> None:
    postponed = event(kind="postponement")
    assert line(programme(postponed, due="2024"), "C")[1:] == ["late 2024-05-01 E", "late 2024 C"]
    assert line(programme(postponed, due="2027"), "C")[1:] == ["happened 2024-05-01 E", "due 2027 C"]


@pytest.mark.parametrize(("kind", "form"), [("withdrawal", "withdrawn"), ("supersession", "superseded")])
def test_after_what_was_taken_back_nothing_is_missing(kind: str, form: str) -> None:
    assert line(programme(event(kind=kind)), "C") == ["said 2023-09-18 S", f"{form} 2024-05-01 E"]


def test_a_principle_ends_where_it_was_said() -> None:
    assert line(programme(testability="principle"), "C") == ["said 2023-09-18 S", "untestable C"]


def test_a_report_that_answers_wants_a_followup_until_there_is_one() -> None:
    assert line(programme(event(), evidence="E"), "C")[-1] == "missing E"
    followed = programme(event(), event("F", "2025-01-01", "followup"), evidence="E")
    assert line(followed, "C")[-1] == "happened 2025-01-01 F"


def test_a_report_of_others_wants_no_followup_here() -> None:
    assert line(programme(event()), "C")[-1] == "missing C-a"


def test_what_is_missing_says_when_and_where_it_was_sought() -> None:
    read = programme()
    (missing,) = (one for one in trace_line.of(read, read.by_id["C"], AS_OF) if one.form is Form.MISSING)
    assert (missing.looked_on, missing.looked_in) == ("2026-11-01", "papers")


def test_the_line_of_an_earlier_day_is_that_of_what_was_known_then() -> None:
    before = line(READ, "WP2024-C9", datetime.date(2024, 8, 7))
    assert before[3:] == [
        "due 2024-08-08 GEB-2024-08-08-rapport-vroegsignalering",
        "due 2024-10-09 GEB-2024-10-09-beleidsreactie-vroegsignalering",
        "due 2024-12-17 GEB-2024-12-17-debat",
        "due 2024 WP2024-C9",
    ]
