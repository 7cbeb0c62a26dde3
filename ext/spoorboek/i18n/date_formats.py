"""Dates for display: as precise as written, in the format of the language in use."""

from __future__ import annotations

import datetime
from typing import Final

from babel.dates import format_date

from spoorboek.i18n.language import locale, translate
from spoorboek.model import dates
from spoorboek.model.message import pgettext

_LONG: Final[dict[int, str]] = {
    4: "y",
    7: pgettext("date pattern of Unicode CLDR", "MMMM y"),
    10: pgettext("date pattern of Unicode CLDR", "d MMMM y"),
}
_SHORT: Final[dict[int, str]] = {
    **_LONG,
    7: pgettext("date pattern of Unicode CLDR", "MMM y"),
    10: pgettext("date pattern of Unicode CLDR", "d MMM y"),
}
"""CLDR patterns by the length of the written date: YYYY, YYYY-MM or YYYY-MM-DD."""


def shown(date: str | datetime.date, *, short: bool = False) -> str:
    """`8 August 2024`, or `8 Aug 2024` if short; a text that is no date is unchanged."""
    text = str(date)
    if not dates.is_date(text):
        return text
    pattern = (_SHORT if short else _LONG)[len(text)]
    return format_date(dates.first_day(text), translate(pattern), locale=locale())
