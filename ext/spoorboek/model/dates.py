"""Dates with the precision of their source: YYYY, YYYY-MM or YYYY-MM-DD."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from functools import lru_cache

from spoorboek.model.message import Message, ngettext

_SHAPE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_DURATION = re.compile(r"(\d{1,4}) (day|month|year)s?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Duration:
    """A number of days, months or years; `unit` is `day`, `month` or `year`."""

    count: int
    unit: str

    def __str__(self) -> str:
        return str(self.label)

    @property
    def label(self) -> Message:
        """`18 months`."""
        if self.unit == "day":
            return ngettext("{count} day", "{count} days", self.count)
        if self.unit == "month":
            return ngettext("{count} month", "{count} months", self.count)
        return ngettext("{count} year", "{count} years", self.count)

    def after(self, day: datetime.date) -> datetime.date:
        """The date this duration after `day`: the same day of the month, or its last day; at most `date.max`."""
        try:
            if self.unit == "day":
                return day + datetime.timedelta(days=self.count)
            months = self.count * (12 if self.unit == "year" else 1) + day.month - 1
            year, month = day.year + months // 12, months % 12 + 1
            return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
        except (ValueError, OverflowError):
            return datetime.date.max


def duration(text: str) -> Duration:
    """Parse `18 months`, `2 years` or `90 days`. Raises ValueError for any other text."""
    match = _DURATION.fullmatch(text)
    if match is None or not int(match[1]):
        raise ValueError(f"{text!r} is not a number of days, months or years")
    return Duration(int(match[1]), match[2])


@lru_cache(maxsize=10_000)  # a programme has few days and many dates
def first_day(text: str) -> datetime.date:
    """The first day that the date `text` covers. Raises ValueError if it is not a date."""
    year, month, day = _parts(text)
    return datetime.date(year, month or 1, day or 1)


@lru_cache(maxsize=10_000)
def last_day(text: str) -> datetime.date:
    """The last day that the date `text` covers. Raises ValueError if it is not a date."""
    year, month, day = _parts(text)
    month = month or 12
    return datetime.date(year, month, day or calendar.monthrange(year, month)[1])


@lru_cache(maxsize=10_000)
def is_date(text: str) -> bool:
    """Whether `text` is an existing date in one of the three forms."""
    try:
        first_day(text)
    except ValueError:
        return False
    return True


def _parts(text: str) -> tuple[int, int | None, int | None]:
    match = _SHAPE.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if month is not None and not 1 <= month <= 12:
        raise ValueError(f"{text!r} has no such month")
    if day == 0:
        raise ValueError(f"{text!r} has no such day")
    return year, month, day
