from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Final

from spoorboek.config.names import Kinds, Roles, Types
from spoorboek.config.settings import Type
from spoorboek.model import dates
from spoorboek.model.fingerprint import has_visible_words
from spoorboek.model.programme import Link
from spoorboek.rules.engine import Causes, Flaw, Flaws, Item, Message, Programme, Settings, _, identity, rule, together

_MAY_LIE_AHEAD: Final = ("due", "valid_from", "valid_until")
_BEGINS: Final = {
    "until": ("date",),
    "valid_until": ("valid_from", "published"),
    "consulted": ("published",),
    "due": ("year",),
}
"""By field, the fields whose dates it may not precede."""
_ESTABLISHED: Final = ("accepted_on", "done_on")
_LENGTHS: Final = (10, 7, 4)
"""The lengths of dates, the longest first."""


@rule("S603")
def impossible_date(programme: Programme, settings: Settings) -> Flaws:
    """Every date can be: it lies behind us, fits its id, ends after it begins and follows what it answers."""
    last = max(filter(None, (settings.as_of, settings.own_as_of)), default=datetime.date.max)
    names = frozenset(settings.dates)
    for item in programme.of_type(*settings.types):
        yield from _of_item(item, settings.types[item.type], last, names)
    yield from _undated(programme, settings)
    yield from _before_what_they_follow(programme)
    yield from _recorded(settings, last)


def _of_item(item: Item, item_type: Type, last: datetime.date, names: frozenset[str]) -> Flaws:
    """The first flaw of each date of an item, compared with `last`, with its id and with its other dates."""
    for name in dict.fromkeys(option.name for option in item.options if option.name in names):
        value = item.field(name)
        if name in item_type.fields and dates.is_date(value):
            message = _matter(item, name, value, item_type.prefix, last)
            if message:
                yield Flaw.of_option(item, name, message)


def _matter(item: Item, name: str, value: str, prefix: str, last: datetime.date) -> Message | None:
    values = {"item": item.name, "option": name, "value": value}
    if name not in _MAY_LIE_AHEAD and dates.first_day(value) > last:
        return _("{item} has {option!r} {value!r}, after {last}, the day of every state here", **values, last=last)
    in_id = _date_in_id(item.id, prefix) if name == "date" else ""
    if not (value.startswith(in_id) or in_id.startswith(value)):
        return _("{item} has {option!r} {value!r}, but {other!r} in its id", **values, other=in_id)
    for begin in _BEGINS.get(name, ()):
        other = item.date(begin)
        if other and dates.last_day(value) < dates.first_day(other):
            values |= {"begin": begin, "other": other}
            return _("{item} has {option!r} {value!r}, before its {begin!r} {other!r}", **values)
    return None


def _date_in_id(id: str, prefix: str) -> str:
    """The longest valid date after the prefix of an id (YYYY, YYYY-MM or YYYY-MM-DD); empty if there is none."""
    rest = id.removeprefix(prefix) if id.startswith(prefix) else ""
    starts = (rest[:length] for length in _LENGTHS if rest[length : length + 1] in ("", "-"))
    return next(filter(dates.is_date, starts), "")


def _undated(programme: Programme, settings: Settings) -> Flaws:
    """Flaws of items with neither a date nor a note that says why."""
    causes = Causes(programme, settings)
    names = ("date", "date_note")
    types = [item_type.name for item_type in settings.types.values() if item_type.fields.keys() >= set(names)]
    for item in programme.of_type(*types):
        if not any(has_visible_words(item.field(name)) for name in names):
            message = _("{item} has no 'date', and no 'date_note' that explains why", item=item.name)
            lost = together(causes.of_value(item, name) for name in names)
            yield Flaw(item, message, about=(item.name, "date"), follows_from=lost)


def _before_what_they_follow(programme: Programme) -> Flaws:
    """Flaws of events before what they respond to, and of follow-up dates before their recommendation was made."""
    for event in programme.of_type(Types.EVENT):
        for link, question in _linked(programme, event, Roles.RESPONDS_TO):
            if _is_before(_end(event), question):
                values = {"item": event.name, "date": _end(event), "event": question.id}
                message = _(
                    "{item} of {date} responds to {event}, which is of {other}", **values, other=question.field("date")
                )
                yield Flaw.of_link(event, link, message, _flaws_of(event, question))
        if event.field("kind") != Kinds.AGENDA:
            yield from _recorded_before(event, programme)
    for recommendation in programme.of_type(Types.RECOMMENDATION):
        for name in _ESTABLISHED:
            for event in programme.followed(recommendation, Roles.MADE_IN):
                if _is_before(recommendation.field(name), event):
                    values = {"item": recommendation.name, "option": name, "value": recommendation.field(name)}
                    values |= {"event": event.id, "other": event.field("date")}
                    message = _(
                        "{item} has {option!r} {value!r}, before {event} of {other} that it was made in", **values
                    )
                    yield Flaw.of_option(recommendation, name, message, _flaws_of(event))


def _linked(programme: Programme, item: Item, role: str) -> Iterator[tuple[Link, Item]]:
    """The sound links of a role that lead to an item, each with that item."""
    links = (link for link in item.links if link.role == role and link.sound)
    return ((link, programme.by_id[link.target]) for link in links if link.target in programme.by_id)


def _recorded_before(event: Item, programme: Programme) -> Flaws:
    """Flaws of sources that record an event and were last consulted before it began."""
    for link, source in _linked(programme, event, Roles.DOCUMENTED_IN):
        consulted = source.field("consulted")
        if _is_before(consulted, event):
            message = _(
                "{item} of {date} is recorded in {source}, which was last consulted on {day}",
                item=event.name,
                date=event.field("date"),
                source=source.id,
                day=consulted,
            )
            follows_from = (*_flaws_of(event), identity("S603", source.name, "consulted"))
            yield Flaw.of_link(event, link, message, follows_from)


def _end(event: Item) -> str:
    return event.field("until") or event.field("date")


def _is_before(date: str, event: Item) -> bool:
    """Whether the last day of a date precedes the first day of an event; False if either has no valid date."""
    begin = event.field("date")
    return dates.is_date(date) and dates.is_date(begin) and dates.last_day(date) < dates.first_day(begin)


def _flaws_of(*events: Item) -> tuple[str, ...]:
    """The identities of the findings of this rule about the dates of the events themselves."""
    return tuple(identity("S603", event.name, name) for event in events for name in ("date", "until"))


def _recorded(settings: Settings, last: datetime.date) -> Flaws:
    """Flaws of stamps and retired ids with a day in the future."""
    for stamp in settings.stamps or ():
        if stamp.on > last:
            message = _("the stamp of {name} is of {on}, after {last}", name=stamp.name, on=stamp.on, last=last)
            yield Flaw(stamp, message, about=("stamp", str(stamp.kind), stamp.name))
    for retired in settings.retired.values():
        if retired.date > last:
            message = _("{name} is retired as of {on}, after {last}", name=retired.id, on=retired.date, last=last)
            yield Flaw(retired, message, about=("retired", retired.id))
