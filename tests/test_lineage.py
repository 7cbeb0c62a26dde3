"""What became of each commitment once there is a later edition, and who reports it where nobody knows."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from spoorboek import cli
from spoorboek.analysis import lineage, state
from spoorboek.analysis import years as through
from spoorboek.model.programme import Programme
from tests import breaks, years
from tests.handbooks import Handbook

AS_OF = datetime.date(2026, 11, 23)


@pytest.fixture
def town(tmp_path: Path) -> Handbook:
    return years.town(tmp_path)


def read(handbook: Handbook) -> Programme:
    return handbook.read()[0]


def findings(handbook: Handbook) -> list[str]:
    return [str(finding) for finding in handbook.judged().findings]


def fates(programme: Programme, as_of: datetime.date = AS_OF) -> dict[str, str]:
    edition = lineage.of(programme).edition_of
    items = (programme.by_id[id] for id in edition if id.startswith("TOWN"))
    return {item.id: str(lineage.outcome(programme, item, as_of).label) for item in items}


def test_each_commitment_has_one_fate_once_a_later_edition_is_there(town: Handbook) -> None:
    assert findings(town) == []
    programme = read(town)
    assert [(edition.name, edition.is_found) for edition in lineage.of(programme).editions if edition.sources] == [
        ("2021-2022", True),
        ("2023", True),
        ("2024", False),
        ("2025", True),
    ]
    assert fates(programme) == {
        "TOWN2021-C1": "goes on in a later edition",
        "TOWN2021-C2": "settled",
        "TOWN2021-C3": "not named in what we could read",
        "TOWN2023-C1": "goes on in a later edition",
        "TOWN2023-C2": "ended",
        "TOWN2025-C1": "no later edition yet",
    }


def test_a_commitment_of_a_news_item_has_a_state_once_a_check_or_an_event_gives_one(town: Handbook) -> None:
    programme = read(town)
    states = {id: state.of(programme, programme.by_id[id], AS_OF) for id in fates(programme)}
    assert {id: found and found.value for id, found in states.items()} == {
        "TOWN2021-C1": None,
        "TOWN2021-C2": "shown",
        "TOWN2021-C3": None,
        "TOWN2023-C1": None,
        "TOWN2023-C2": "withdrawn",
        "TOWN2025-C1": None,
    }


def test_a_fate_is_that_of_a_given_day(town: Handbook) -> None:
    by_2023 = fates(read(town), datetime.date(2023, 1, 1))
    assert by_2023["TOWN2021-C1"] == "goes on in a later edition"
    assert by_2023["TOWN2023-C1"] == "no later edition yet"
    assert set(fates(read(town), datetime.date(2021, 1, 1)).values()) == {"no later edition yet"}


def test_a_removed_succession_or_search_is_reported_as_missing(town: Handbook) -> None:
    town.write({"successions.md": "# From plan to plan\n" + years.succession("oaks", "TOWN2021-C1", "TOWN2023-C1")})
    town.write({"2021.md": years.PLAN_2021.replace(":for: TOWN2021-C3, SOURCE-2023", ":for: TOWN2021-C3")})
    assert [line.split(" S205 ")[1].split(":")[1].split()[0] for line in findings(town)] == [
        "TOWN2021-C3",
        "TOWN2023-C1",
    ]


def test_an_edition_added_makes_the_questions_appear_and_a_gap_does_not(town: Handbook) -> None:
    later = ":::{source} Plan of a town 2026\n:id: SOURCE-2026\n:publisher: A town\n:licence: unknown\n:edition: 2026\n"
    mention = "\nIt has a [plan](#SOURCE-2026).\n"
    town.write({"2026.md": f"# 2026\n\n{later}:read: not-found\n:::\n{mention}"})
    assert findings(town) == []
    town.write({"2026.md": f"# 2026\n\n{later}:published: 2025-10-06\n:read: part\n:::\n{mention}"})
    assert [line.partition("unsettled-fate: ")[2] for line in findings(town)] == [
        "TOWN2025-C1 neither goes on, nor is settled, nor ended, and no search is for both it and SOURCE-2026"
    ]


def test_a_year_within_an_edition_of_several_is_reported_and_makes_no_edition_of_its_own(town: Handbook) -> None:
    town.write({"2021.md": years.PLAN_2021.replace(":year: 2021\n", ":year: 2022\n", 1)})
    assert [line.partition("wrong-edition: ")[2] for line in findings(town)] == [
        "TOWN2021-C1 is of 2022 and rests on SOURCE-2021, which is of the edition 2021-2022"
    ]
    assert lineage.of(read(town)).named("2022") is None


def test_a_year_not_named_by_its_edition_shows_another_edition_that_covers_it(town: Handbook) -> None:
    source = ":::{source} Plan 2022\n:id: SOURCE-2022\n:publisher: A town\n:licence: unknown\n:edition: 2022\n:::\n"
    town.write({"2022.md": f"# 2022\n\n{source}" + years.commitment("TOWN2022-C1", 2022, "Oaks", "SOURCE-2022")})
    programme = read(town)
    found = {year.year: year for year in through.of(programme, programme.by_id["THM-roads"], AS_OF)}
    assert [
        (found[year].standing.value, [commitment.id for commitment in found[year].beside])
        for year in (2021, 2022, 2023)
    ] == [
        ("named", []),
        ("not-named", ["TOWN2021-C3"]),
        ("not-named", []),
    ]
    trees = {year.year: year for year in through.of(programme, programme.by_id["THM-trees"], AS_OF)}
    assert ([commitment.id for commitment in trees[2022].commitments], trees[2022].beside) == (["TOWN2022-C1"], ())


def test_the_events_of_a_year_are_in_the_order_of_their_dates_whoever_did_them(town: Handbook) -> None:
    event = ":::{event} Somebody asked\n:id: GEB-2022-03-asked\n:date: 2022-03\n:kind: request\n:of: TOWN2021-C2\n"
    town.write({"asked.md": f"# Asked\n\n{event}:by_note: Nobody says it.\n:documented_in: SOURCE-letter\n:::\n"})
    programme = read(town)
    (year,) = (year for year in through.of(programme, programme.by_id["THM-trees"], AS_OF) if year.year == 2022)
    assert [event.id for event in year.events] == ["GEB-2022-03-asked", "GEB-2022-05-04-count"]


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("2022", "'2022' is not an edition of this handbook, did you mean 2021-2022?"),
        ("2032", "'2032' is not an edition of this handbook, did you mean 2023?"),
        ("oaks", "'oaks' is not an edition of this handbook"),
        ("2024", None),
    ],
)
def test_an_edition_that_is_not_there_is_reported_in_one_line_with_the_nearest(
    typed: str, problem: str | None, town: Handbook, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    breaks.change(":edition: 2024\n:read: not-found", ":edition: 2029\n:read: not-found", "docs/plans.md")(town)
    monkeypatch.chdir(town.folder)
    assert cli.main(["checklist", "--edition", typed]) == (2 if problem else 0)
    message = f"error: {problem}; give one of 2021-2022, 2023, 2024, 2025\n" if problem else ""
    assert capsys.readouterr().err == message
    assert cli.main(["checklist", "--edition", "2029"]) == 2
    assert capsys.readouterr().err.startswith("error: the edition 2029 was looked for and not found; give one of ")


def test_only_the_misspelt_succession_is_reported_and_a_waiver_of_that_reports_what_follows(town: Handbook) -> None:
    town.write({"successions.md": years.SUCCESSIONS.replace(":earlier: TOWN2023-C1", ":earlier: TOWN2023-C11")})
    assert [line.split()[2] for line in findings(town)] == ["S501"]
    waiver = (
        '[[waive]]\nfinding = "S501 OPV-schoolyards earlier TOWN2023-C11"\nreason = "a test"\nowner = "tests"\n'
        "until = 2026-12-01\n"
    )
    (town.conf / "waivers.toml").write_text(waiver, encoding="utf-8")
    assert [line.split()[2] for line in findings(town)] == ["S205", "S505"]
