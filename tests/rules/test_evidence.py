"""Evidence must belong to its commitment, its year and who is responsible, or the check explains why it counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import breaks
from tests.breaks import Breaking, change
from tests.handbooks import ground
from tests.rules.test_changed_unread import failing

OTHER = """\
:::{source} A letter
:id: BRN-letter
:publisher: A council
:published: 2024
:licence: unknown
:::

:::{sentence} The authority will visit parks
:id: LETTER-P1-S1
:passage: P1
:page: 1
:number: 1
:kind: commitment
:fingerprint: 1111111111111111111111111111111111111111111111111111111111111111
:part_of: BRN-letter
:::

:::{commitment} The authority visits parks
:id: GR-C2
:year: 2025
:testability: activity
:grounded_in: LETTER-P1-S1
:theme: THM-grond
:responsible: ORG-court
:::

:::{check} Did the authority visit parks?
:id: GR-C2-a
:question: Did the authority visit parks?
:settles: A report.
:checks: GR-C2
:evidence: GEB-visit
:::

:::{organisation} A court
:id: ORG-court
:grounded_in: GR-P1-S1
:::

:::{event} A visit
:id: GEB-visit
:date: 2025-03
:until: 2025-12-31
:kind: visit
:of: GR-C2
:by: ORG-court
:documented_in: BRN-grond
:::
"""


def messages(folder: Path, *changes: Breaking) -> list[str]:
    """The failing findings, but those of the other commitment and S205."""
    handbook = ground(folder)
    for do in (breaks.add(OTHER), *changes):
        do(handbook)
    return [line.split(": ", 1)[1] for line in failing(handbook) if " S205 " not in line]


def in_year(date: str) -> Breaking:
    return change(":date: 2024-05-14", f":date: {date}".replace(" until ", "\n:until: "))


def test_evidence_of_its_year_by_the_responsible_organisation_needs_no_reason(tmp_path: Path) -> None:
    assert messages(tmp_path) == []


@pytest.mark.parametrize("role", ["evidence", "part_evidence"])
def test_evidence_of_another_commitment_is_reported_once(role: str, tmp_path: Path) -> None:
    do = change(":evidence: GEB-grond", f":{role}: GEB-visit")
    assert messages(tmp_path, do) == [
        f"error S406 foreign-evidence: GR-C1-a rests by {role!r} on GEB-visit, which is of GR-C2 and not of GR-C1"
    ]


def test_a_weighing_makes_no_event_one_of_the_commitment(tmp_path: Path) -> None:
    do = change(":evidence: GEB-grond", ":evidence: GEB-visit\n:weighed: It counts.")
    assert [line.split()[1] for line in messages(tmp_path, do)] == ["S406"]


def test_each_event_is_judged_separately(tmp_path: Path) -> None:
    do = change(":evidence: GEB-grond", ":evidence: GEB-grond, GEB-visit")
    assert [line.split()[1] for line in messages(tmp_path, do)] == ["S406"]


def test_an_event_of_an_investigation_that_fulfils_it_belongs_and_of_another_does_not(tmp_path: Path) -> None:
    investigation = change(":of: GR-C1", ":of: OND-families")
    assert messages(tmp_path / "own", investigation) == []
    elsewhere = change(":fulfils: GR-C1", ":fulfils: GR-C2", "docs/types.md")
    (line,) = messages(tmp_path / "other", investigation, elsewhere)
    assert line.endswith("on GEB-grond, which is of OND-families and not of GR-C1")


@pytest.mark.parametrize(
    ("date", "reason"),
    [
        ("2025-01-01", "is of 2025-01-01, not of 2024"),
        ("2023-12", "is of 2023-12, not of 2024"),
        ("2023", "is of 2023, not of 2024"),
        ("2024-12-31 until 2025-01-02", "is of 2024-12-31 – 2025-01-02, not of 2024"),
        ("2023-12-31 until 2024-02", "is of 2023-12-31 – 2024-02, not of 2024"),
    ],
)
def test_evidence_partly_outside_the_year_needs_a_reason(date: str, reason: str, tmp_path: Path) -> None:
    (line,) = messages(tmp_path / "not", in_year(date))
    assert line == (
        "error S407 unweighed-evidence: GR-C1-a rests by 'evidence' on GEB-grond, "
        f"which {reason}, and has no 'weighed' that explains why it counts"
    )
    assert (
        messages(tmp_path / "weighed", in_year(date), change(":checks: GR-C1\n", ":checks: GR-C1\n:weighed: So.\n"))
        == []
    )


@pytest.mark.parametrize("date", ["2024", "2024-01", "2024-12-31", "2024-01-01 until 2024-12-31"])
def test_evidence_within_the_year_needs_no_reason(date: str, tmp_path: Path) -> None:
    assert messages(tmp_path, in_year(date)) == []


def test_undated_evidence_is_in_no_year(tmp_path: Path) -> None:
    (line,) = messages(tmp_path, change(":date: 2024-05-14", ":date_note: No source says."))
    assert "on GEB-grond, which has no date, and has no 'weighed'" in line


def test_evidence_that_no_source_records_that_was_found_is_weighed(tmp_path: Path) -> None:
    not_found = change(":licence: unknown", ":licence: unknown\n:read: not-found")
    lines = [line for line in messages(tmp_path, not_found) if " S407 " in line]
    assert [line.split(" on ")[1] for line in lines] == [
        f"{event}, which is recorded in no source that was found, and has no 'weighed' that explains why it counts"
        for event in ("GEB-grond", "GEB-visit")
    ]


def test_evidence_by_another_is_weighed_and_by_several_of_whom_one_is_responsible_is_not(tmp_path: Path) -> None:
    (line,) = messages(tmp_path / "other", change(":by: ORG-grond", ":by: ORG-court"))
    assert "which is by somebody who is not responsible for GR-C1, and has no 'weighed'" in line
    (line,) = messages(tmp_path / "nobody", change(":by: ORG-grond", ":by_note: No source says."))
    assert "which is by somebody who is not responsible for GR-C1, and has no 'weighed'" in line
    assert messages(tmp_path / "both", change(":by: ORG-grond", ":by: ORG-court, ORG-grond")) == []


# One flaw is one finding.
SLIPS: dict[str, tuple[Breaking, str]] = {
    "of nothing": (change(":of: GR-C1\n", ""), "S505"),
    "of what is not there": (change(":of: GR-C1", ":of: GR-C9"), "S501"),
    "a slip in the name of the link": (change(":of: GR-C1", ":off: GR-C1"), "S504"),
    "a slip in the name of the actor": (change(":by: ORG-grond\n:doc", ":by: ORG-grund\n:doc"), "S501"),
    "no date of the calendar": (change(":date: 2024-05-14", ":date: 2024-02-31"), "S506"),
    "a slip in the name of the date": (change(":date: 2024-05-14", ":dat: 2024-05-14"), "S504"),
    "a slip in the year": (change(":year: 2024", ":year: two"), "S506"),
    "a check of nothing": (change(":checks: GR-C1\n", ":checks: GR-C1x\n"), "S501"),
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_that_hides_what_the_evidence_is_of_is_reported_once(name: str, tmp_path: Path) -> None:
    do, number = SLIPS[name]
    lines = messages(tmp_path / "slip", do)
    assert [line.split()[1] for line in lines] == [number]


def test_a_misspelt_weighing_is_reported_once(tmp_path: Path) -> None:
    slip = change(":checks: GR-C1\n", ":checks: GR-C1\n:weighd: So.\n")
    assert [line.split()[1] for line in messages(tmp_path, in_year("2025"), slip)] == ["S504"]
