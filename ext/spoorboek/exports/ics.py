"""An iCalendar file: the due dates of commitments, the days to repeat a search, open recommendations as tasks."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Final

from icalendar import Calendar, Component, Event, Todo

from spoorboek.analysis.checklist import Due, OpenRecommendation
from spoorboek.config.names import Types
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
        event = _component(Event(), due.item, due.kind, translate(due.label), as_of)
        event.add("dtstart", due.day)
        event.add("dtend", due.day + datetime.timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        file.add_component(event)
    for recommendation in recommendations:
        task = _component(Todo(), recommendation.item, Types.RECOMMENDATION, _("Recommendation that is open"), as_of)
        task.add("status", "NEEDS-ACTION")
        file.add_component(task)
    return bytes(file.to_ical())


def _component(component: Component, item: Item, kind: str, label: str, as_of: datetime.date) -> Component:
    component.add("uid", f"{item.id}-{kind}@spoorboek")
    component.add("dtstamp", datetime.datetime.combine(as_of, datetime.time.min, datetime.UTC))
    component.add("summary", f"{label}: {item.title} ({item.id})")
    return component
