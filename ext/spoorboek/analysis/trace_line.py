"""The stations of a trace line: the sentences of the programme, events, due dates, and missing evidence."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spoorboek.analysis import searches, state
from spoorboek.analysis.state import State
from spoorboek.config.names import EVIDENCE_ROLES, Kinds, Roles, Types
from spoorboek.model import dates
from spoorboek.model.programme import Item, Programme


class Form(enum.StrEnum):
    """The kind of a station, which decides its drawing and its text for screen readers."""

    STATED = "stated"
    HAPPENED = "happened"
    LATE = "late"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    DUE = "due"
    UNTESTABLE = "untestable"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Station:
    """One station of a trace line. `date` is as precise as its source, empty if unknown.

    `subject` is the item that the station shows: a sentence or source, an event, a commitment that is due or
    untestable, a check without full evidence, or a report without follow-up. `of` are the items on whose lines it
    stands; `announced_by` the announcements that coincide with the sentence; `searches` those for what is missing.
    """

    form: Form
    subject: Item
    of: tuple[Item, ...]
    date: str = ""
    announced_by: tuple[Item, ...] = ()
    answer: State | None = None
    searches: tuple[Item, ...] = ()


_ENDS = {State.WITHDRAWN, State.SUPERSEDED, State.UNTESTABLE}
_KINDS = {Kinds.WITHDRAWAL: Form.WITHDRAWN, Kinds.SUPERSESSION: Form.SUPERSEDED}


def of(programme: Programme, item: Item, as_of: datetime.date) -> tuple[Station, ...]:
    """The line of an item, in order; for a theme or chain, the lines of its members merged into one."""
    if item.type in (Types.COMMITMENT, Types.INVESTIGATION):
        return _in_order(_of_one(programme, item, as_of))
    members = under(programme, item)
    if not members:
        return _in_order(_stated(programme, item))
    stations = [station for member in members for station in _of_one(programme, member, as_of)]
    return _in_order(_merged(stations))


def under(programme: Programme, item: Item) -> tuple[Item, ...]:
    """The members of a theme or chain: its commitments, then its investigations; empty for other items."""
    items = programme.followed_back(item, item.type) if item.type in (Types.THEME, Types.CHAIN) else ()
    return tuple(sorted(items, key=lambda member: member.type != Types.COMMITMENT))


def _of_one(programme: Programme, item: Item, as_of: datetime.date) -> Iterator[Station]:
    stated = tuple(_stated(programme, item))
    announced = {event.id for station in stated for event in station.announced_by}
    yield from stated
    for event in state.events(programme, item):
        if event.id not in announced:
            yield Station(_form(event, item, as_of), event, (item,), event.field("date"))
    yield from _due(programme, item, as_of)
    if state.of(programme, item, as_of) not in _ENDS:
        yield from _missing(programme, item, as_of)


def _stated(programme: Programme, item: Item) -> Iterator[Station]:
    """A station for each sentence or source that the item rests on, dated by the publication of the source.

    An announcement that the same source records on the same date is merged into that station.
    """
    events = [event for event in state.events(programme, item) if event.field("kind") == Kinds.ANNOUNCEMENT]
    for ground in programme.followed(item, Roles.GROUNDED_IN):
        source = next(iter(programme.followed(ground, Roles.PART_OF)), ground)
        date = source.field("published")
        same = (
            event
            for event in events
            if date and event.field("date") == date and source in programme.followed(event, Roles.DOCUMENTED_IN)
        )
        yield Station(Form.STATED, ground, (item,), date, tuple(same))


def _form(event: Item, item: Item, as_of: datetime.date) -> Form:
    if not state.has_happened(event, as_of):
        return Form.DUE
    if due := item.date("due"):
        has_passed = dates.last_day(due) < as_of
        if state.is_after(event, due) or (has_passed and event.field("kind") == Kinds.POSTPONEMENT):
            return Form.LATE
    return _KINDS.get(event.field("kind"), Form.HAPPENED)


def _due(programme: Programme, item: Item, as_of: datetime.date) -> Iterator[Station]:
    """The station of the due date if it lies ahead or was missed, or the station of an untestable commitment."""
    derived = state.of(programme, item, as_of)
    due = item.date("due")
    if derived is State.UNTESTABLE:
        yield Station(Form.UNTESTABLE, item, (item,))
    elif derived is State.LATE:
        yield Station(Form.LATE, item, (item,), due)
    elif derived in (State.PARTLY, State.NOT_DUE) and due and dates.last_day(due) >= as_of:
        yield Station(Form.DUE, item, (item,), due)


def _missing(programme: Programme, item: Item, as_of: datetime.date) -> Iterator[Station]:
    """The stations of what is missing: evidence for a check, and the follow-up of a report."""
    checks = state.checks(programme, item)
    for check in checks:
        answer = state.of_check(programme, check, as_of)
        if answer in (State.UNKNOWN, State.PARTLY):
            yield Station(Form.MISSING, check, (item,), answer=answer, searches=searches.of(programme, check))
    events = [event for event in state.events(programme, item) if state.has_happened(event, as_of)]
    if any(event.field("kind") == Kinds.FOLLOWUP for event in events):
        return
    for report in _own_reports(programme, item, checks, events):
        yield Station(Form.MISSING, report, (item,), searches=searches.of(programme, report))


def _own_reports(programme: Programme, item: Item, checks: Iterable[Item], events: Iterable[Item]) -> Iterator[Item]:
    """The reports of an investigation, or those that are evidence of a check of the item."""
    answering = {event.id for check in checks for role in EVIDENCE_ROLES for event in programme.followed(check, role)}
    for event in events:
        if event.field("kind") == Kinds.REPORT and (item.type == Types.INVESTIGATION or event.id in answering):
            yield event


def _merged(stations: Iterable[Station]) -> list[Station]:
    """The stations with equal form and subject merged into one, with the items of all."""
    merged: dict[tuple[Form, str], Station] = {}
    for station in stations:
        key = station.form, station.subject.id
        first = merged.get(key)
        merged[key] = replace(first, of=(*first.of, *station.of)) if first else station
    return list(merged.values())


def _in_order(stations: Iterable[Station]) -> tuple[Station, ...]:
    """Sort: dated events, undated events, then due, untestable and missing stations.

    A month sorts after its days, but a sentence sorts by the first day of its date, since events follow from it.
    """
    rank = {Form.DUE: 2, Form.UNTESTABLE: 3, Form.MISSING: 4}

    def order(station: Station) -> tuple[int, datetime.date, bool, str]:
        known = dates.is_date(station.date)
        day = dates.first_day if station.form is Form.STATED else dates.last_day
        date = day(station.date) if known else datetime.date.max
        if station.form in rank:
            return rank[station.form], date, station.subject.type != Types.CHECK, ""
        return 0 if known else 1, date, station.form is not Form.STATED, station.subject.id

    return tuple(sorted(stations, key=order))
