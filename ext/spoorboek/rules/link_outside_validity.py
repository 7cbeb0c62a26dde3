from __future__ import annotations

import datetime
from typing import Final, NamedTuple

from spoorboek.config.names import Roles
from spoorboek.model import dates
from spoorboek.rules.engine import Flaw, Flaws, Item, Message, Programme, Settings, _, rule

_ROLES: Final = (Roles.RESPONSIBLE, Roles.SUPERVISED, Roles.ADDRESSED, Roles.BY, Roles.WHO, Roles.INVOLVED_IN)


@rule("S601")
def link_outside_validity(programme: Programme, settings: Settings) -> Flaws:
    """Every organisation was there, in its role, at the time of what it is linked to."""
    spans: dict[str, _Span | None] = {}
    for item in programme.items:
        for link in item.links:
            if link.role in _ROLES and link.sound and (target := programme.by_id.get(link.target)):
                if target.id not in spans:
                    spans[target.id] = _span(target)
                other = spans[target.id]
                own = _span(item) if other else None
                if own and other and not own.meets(other):
                    message = _(
                        "{item}, {span}, links by {role!r} to {target}, {other_span}",
                        item=item.name,
                        span=_in_words(item),
                        role=link.role,
                        target=link.target,
                        other_span=_in_words(target),
                    )
                    yield Flaw.of_link(item, link, message)


class _Span(NamedTuple):
    """A period from its first possible day to its last, inclusive."""

    first: datetime.date
    last: datetime.date

    def meets(self, other: _Span) -> bool:
        return self.first <= other.last and other.first <= self.last


def _span(item: Item) -> _Span | None:
    """The period of an item; None if it has no dates, or invalid ones, which S506 reports."""
    begin, end, _is_validity = _dates(item)
    if not (begin or end) or not all(dates.is_date(text) for text in (begin, end) if text):
        return None
    first = dates.first_day(begin) if begin else datetime.date.min
    last = dates.last_day(end) if end else datetime.date.max
    return _Span(first, last) if first <= last else None


def _dates(item: Item) -> tuple[str, str, bool]:
    """The first and the last date of an item, either may be empty, and whether they are those of its validity."""
    begin, end = item.field("valid_from"), item.field("valid_until")
    if begin or end:
        return begin, end, True
    begin = item.field("date") or item.field("year")
    return begin, item.field("until") or begin, False


def _in_words(item: Item) -> Message:
    """The message part that describes the period of an item."""
    begin, end, is_validity = _dates(item)
    if not is_validity:
        return _("of {begin}", begin=begin) if end == begin else _("of {begin} to {end}", begin=begin, end=end)
    if begin and end:
        return _("valid from {begin} until {end}", begin=begin, end=end)
    return _("valid from {begin}", begin=begin) if begin else _("valid until {end}", end=end)
