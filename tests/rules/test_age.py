"""A search that found nothing expires after a set time; late commitments are reported."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from spoorboek.model import dates
from spoorboek.model.errors import SpoorboekError
from tests import breaks
from tests.handbooks import Handbook, ground, searches

CHECK = """\
:::{check} Was it counted?
:id: GR-C1-b
:question: Was it counted?
:settles: A count.
:checks: GR-C1
:::
"""
LATE = """\
:::{commitment} The authority reports
:id: GR-C2
:year: 2024
:due: 2024
:testability: dated-product
:grounded_in: GR-P1-S1
:theme: THM-grond
:responsible: ORG-grond
:::

:::{check} Did the authority report?
:id: GR-C2-a
:question: Did the authority report?
:settles: A report.
:checks: GR-C2
:::

:::{event} The authority reports after all
:id: GEB-after
:date: 2025-01
:kind: report
:of: GR-C2
:by: ORG-grond
:documented_in: BRN-grond
:::
"""


def looked(folder: Path, day: str, setting: str = 'evidence-valid-for = "18 months"') -> list[str]:
    handbook = ground(folder).write({"example.md": CHECK + searches("GR-C1-b", day)})
    return [line.partition("stale-look: ")[2] for line in set_to(handbook, setting).quick()[1]]


def set_to(handbook: Handbook, setting: str) -> Handbook:
    breaks.change('evidence-valid-for = "18 months"', setting, breaks.SETTINGS)(handbook)
    return handbook


@pytest.mark.parametrize(
    ("day", "stale"),
    [
        ("2025-05-23", False),
        ("2025-05-22", True),
        ("2025-05", False),
        ("2025-04", True),
        ("2025", False),
        ("2024", True),
    ],
)
def test_a_search_is_valid_from_the_last_day_its_date_allows(day: str, stale: bool, tmp_path: Path) -> None:
    assert bool(looked(tmp_path, day)) is stale


def test_without_the_setting_no_search_ages(tmp_path: Path) -> None:
    assert looked(tmp_path, "1999", "#") == []


def test_a_late_commitment_is_information_and_its_search_does_not_age(tmp_path: Path) -> None:
    verdict, lines = ground(tmp_path).write({"example.md": LATE + searches("GR-C2-a", "2020-01-01")}).quick()
    assert lines == ["docs/example.md:4:7: information S403 late-commitment: GR-C2 was due 2024, and is late"]
    assert not verdict.fails


def test_a_late_commitment_fails_where_the_settings_say_so(tmp_path: Path) -> None:
    handbook = ground(tmp_path).write({"example.md": LATE + searches("GR-C2-a", "2020-01-01")})
    breaks.change("late-fails = false", "late-fails = true", breaks.SETTINGS)(handbook)
    verdict, lines = handbook.quick()
    assert lines == ["docs/example.md:4:7: warning S403 late-commitment: GR-C2 was due 2024, and is late"]
    assert verdict.fails


@pytest.mark.parametrize(
    ("written", "day", "later"),
    [
        ("18 months", "2025-05-23", "2026-11-23"),
        ("1 month", "2024-01-31", "2024-02-29"),
        ("1 year", "2024-02-29", "2025-02-28"),
        ("90 days", "2024-01-01", "2024-03-31"),
        ("12 months", "2024-12-31", "2025-12-31"),
        ("9999 years", "2024-01-01", "9999-12-31"),
    ],
)
def test_durations_are_added_as_a_calendar_does(written: str, day: str, later: str) -> None:
    found = dates.duration(written)
    assert str(found) == written
    assert found.after(datetime.date.fromisoformat(day)) == datetime.date.fromisoformat(later)


@pytest.mark.parametrize("written", ['"soon"', "18", '"18"', '"0 months"', '"18 weeks"', '"P18M"', "true"])
def test_an_invalid_duration_is_reported_in_one_line(written: str, tmp_path: Path) -> None:
    with pytest.raises(
        SpoorboekError,
        match=r"evidence-valid-for is .*, expected (a number of days, months or years|text between quotes)",
    ):
        set_to(ground(tmp_path), f"evidence-valid-for = {written}").quick()
