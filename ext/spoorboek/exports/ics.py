"""An iCalendar file: the due dates of commitments, the days to repeat a search, open recommendations as tasks."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Final

from icalendar import Calendar, Event, Todo

from spoorboek.analysis.checklist import Due, OpenRecommendation
from spoorboek.i18n.language import _, in_use, translate
from spoorboek.model.programme import Item

_PRODUCT: Final = "-//Spoorboek//Spoorboek//{language}"


def calendar(
    title: str,
    days: Iterable[Due],
    as_of: datetime.date,
    publisher_note: str = "",
    recommendations: Iterable[OpenRecommendation] = (),
) -> bytes:
    """The file. Entries are all-day events; `as_of` is their DTSTAMP, so that the same input gives the same bytes.

    The open `recommendations` have no date and become tasks (VTODO).
    """
    file = Calendar()
    file.add("prodid", _PRODUCT.format(language=in_use().upper()))
    file.add("version", "2.0")
    file.add("x-wr-calname", title)
    if publisher_note:
        file.add("description", publisher_note)
    for due in days:
        file.add_component(_entry(due, as_of))
    for recommendation in recommendations:
        file.add_component(_task(recommendation.item, as_of))
    return bytes(file.to_ical())


def _task(item: Item, as_of: datetime.date) -> Todo:
    task = Todo()
    task.add("uid", f"{item.id}-recommendation@spoorboek")
    task.add("dtstamp", datetime.datetime.combine(as_of, datetime.time.min, datetime.UTC))
    label = _("Recommendation that is open")
    task.add("summary", f"{label}: {item.title} ({item.id})")
    task.add("status", "NEEDS-ACTION")
    return task


def _entry(due: Due, as_of: datetime.date) -> Event:
    entry = Event()
    entry.add("uid", f"{due.item.id}-{due.kind}@spoorboek")
    entry.add("dtstamp", datetime.datetime.combine(as_of, datetime.time.min, datetime.UTC))
    entry.add("dtstart", due.day)
    entry.add("dtend", due.day + datetime.timedelta(days=1))
    entry.add("summary", f"{translate(due.label)}: {due.item.title} ({due.item.id})")
    entry.add("transp", "TRANSPARENT")
    return entry
