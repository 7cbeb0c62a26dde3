"""What is due as a calendar: the last days of commitments, and days on which a search is to be done again."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Final

from icalendar import Calendar, Event

from spoorboek.analysis.checklist import Due
from spoorboek.i18n.language import in_use, translate

_PRODUCT: Final = "-//Spoorboek//Spoorboek//{language}"


def calendar(title: str, days: Iterable[Due], as_of: datetime.date, publisher_note: str = "") -> bytes:
    """The file. Every entry is a whole day; `as_of` is when all was made, so that the same days give the same bytes."""
    file = Calendar()
    file.add("prodid", _PRODUCT.format(language=in_use().upper()))
    file.add("version", "2.0")
    file.add("x-wr-calname", title)
    if publisher_note:
        file.add("description", publisher_note)
    for due in days:
        file.add_component(_entry(due, as_of))
    return bytes(file.to_ical())


def _entry(due: Due, as_of: datetime.date) -> Event:
    entry = Event()
    entry.add("uid", f"{due.item.id}-{due.what}@spoorboek")
    entry.add("dtstamp", datetime.datetime.combine(as_of, datetime.time.min, datetime.UTC))
    entry.add("dtstart", due.day)
    entry.add("dtend", due.day + datetime.timedelta(days=1))
    entry.add("summary", f"{translate(due.label)}: {due.item.title} ({due.item.id})")
    entry.add("transp", "TRANSPARENT")
    return entry
