"""What the evidence of a check is held to: its commitment, the year of that, and who is responsible for it."""

from __future__ import annotations

from collections.abc import Iterator

from spoorboek.config.names import EVIDENCE_ROLES, Roles, Types
from spoorboek.model import dates
from spoorboek.model.programme import Item, Link, Programme


def links(programme: Programme, check: Item) -> Iterator[tuple[Link, Item]]:
    """The links of a check to events that answer it, or part of it, each with the event."""
    for link in check.links:
        event = programme.by_id.get(link.target)
        if link.role in EVIDENCE_ROLES and link.sound and event and event.type == Types.EVENT:
            yield link, event


def counts_for(programme: Programme, event: Item) -> tuple[Item, ...]:
    """The commitments whose checks count an event as evidence, wholly or in part: each once, in order."""
    checks = (check for role in EVIDENCE_ROLES for check in programme.followed_back(event, role))
    found = {item.id: item for check in checks for item in programme.followed(check, Roles.CHECKS)}
    return tuple(found[id] for id in sorted(found))


def belongs(programme: Programme, event: Item, commitment: Item) -> bool:
    """Is it an event of the commitment, or of an investigation that fulfils it?"""
    return any(
        about.id == commitment.id
        or (about.type == Types.INVESTIGATION and commitment in programme.followed(about, Roles.FULFILS))
        for about in programme.followed(event, Roles.OF)
    )


def lies_in(event: Item, year: str) -> bool:
    """Does it lie in this year, from its first day to its last? What has no date lies in none."""
    date, until = event.field("date"), event.field("until") or event.field("date")
    if not (dates.is_date(date) and dates.is_date(until)):
        return False
    return str(dates.first_day(date).year) == str(dates.last_day(until).year) == year


def is_by_who_is_responsible(programme: Programme, event: Item, commitment: Item) -> bool:
    """Is one of its actors responsible for the commitment?"""
    return not set(event.targets(Roles.BY)).isdisjoint(commitment.targets(Roles.RESPONSIBLE))
