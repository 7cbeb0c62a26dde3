"""Periods that surely do not overlap, and periods that may."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.handbooks import ground

PAGE = """\
:::{{organisation}} A ministry
:id: ORG-ministry
:grounded_in: GR-P1-S1
:{bound}: {day}
:::

:::{{event}} The ministry answers
:id: GEB-answer
:date: {date}
:until: {until}
:kind: response
:of: GR-C1
:by: ORG-ministry
:documented_in: BRN-grond
:::
"""
YEAR = """\
:::{{organisation}} A ministry
:id: ORG-ministry
:grounded_in: GR-P1-S1
:{bound}: {day}
:::

:::{{commitment}} The ministry answers
:id: GR-C2
:year: 2024
:testability: principle
:grounded_in: GR-P1-S1
:theme: THM-grond
:responsible: ORG-grond
:{role}: ORG-ministry
:::
"""


def findings(folder: Path, page: str, **options: str) -> list[str]:
    lines = ground(folder).write({"example.md": page.format(**options)}).quick()[1]
    return [line.partition("link-outside-validity: ")[2] for line in lines if " S601 " in line]


@pytest.mark.parametrize(
    ("bound", "day", "date", "until", "meet"),
    [
        ("valid_from", "2024-07-02", "2024-07-01", "", False),
        ("valid_from", "2024-07-02", "2024-07-02", "", True),
        ("valid_from", "2024-07-02", "2024-06", "", False),
        ("valid_from", "2024-07-02", "2024-07", "", True),
        ("valid_from", "2024-07-02", "2024", "", True),
        ("valid_from", "2024-07", "2024-06-30", "", False),
        ("valid_from", "2024-07", "2024-07-01", "", True),
        ("valid_from", "2024-07-02", "2024-05", "2024-08", True),
        ("valid_from", "2024-07-02", "2024-05", "2024-06", False),
        ("valid_until", "2023", "2024-01-01", "", False),
        ("valid_until", "2023", "2023-12-31", "", True),
        ("valid_until", "2024-01", "2024", "", True),
        ("valid_until", "2023-06", "2023-05", "2024", True),
        ("valid_until", "2020", "", "", True),
        ("valid_until", "2020", "2024-08", "2024-05", True),  # a span that runs back says nothing sure
    ],
)
def test_only_times_that_surely_do_not_meet_are_reported(
    bound: str, day: str, date: str, until: str, meet: bool, tmp_path: Path
) -> None:
    assert (findings(tmp_path, PAGE, bound=bound, day=day, date=date, until=until) == []) is meet


@pytest.mark.parametrize("role", ["supervised", "addressed"])
def test_a_commitment_has_its_whole_year(role: str, tmp_path: Path) -> None:
    assert findings(tmp_path / "in", YEAR, role=role, bound="valid_until", day="2024-01-01") == []
    assert findings(tmp_path / "before", YEAR, role=role, bound="valid_until", day="2023-12-31") == [
        f"GR-C2, of 2024, links by '{role}' to ORG-ministry, valid until 2023-12-31"
    ]


def test_a_date_that_is_none_is_one_finding(tmp_path: Path) -> None:
    options = {"bound": "valid_until", "day": "20-20", "date": "2024", "until": ""}
    (line,) = ground(tmp_path).write({"example.md": PAGE.format(**options)}).quick()[1]
    assert "S506" in line
