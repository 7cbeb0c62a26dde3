"""The evidence of a check: whether an event belongs to its commitment, its year and its responsible actors."""

from __future__ import annotations

from collections.abc import Iterator

from spoorboek.config.names import EVIDENCE_ROLES, Roles, Types
from spoorboek.model.programme import Item, Link, Programme


def links(programme: Programme, check: Item) -> Iterator[tuple[Link, Item]]:
    """The sound links of a check to events by a role of evidence, each with the event."""
    for link in check.links:
        event = programme.by_id.get(link.target)
        if link.role in EVIDENCE_ROLES and link.sound and event and event.type == Types.EVENT:
            yield link, event


def counts_for(programme: Programme, event: Item) -> tuple[Item, ...]:
    """The commitments whose checks have this event as evidence or part evidence, each once, sorted by id."""
    checks = (check for role in EVIDENCE_ROLES for check in programme.followed_back(event, role, Types.CHECK))
    commitments = {item.id: item for check in checks for item in programme.followed(check, Roles.CHECKS)}
    return tuple(commitments[id] for id in sorted(commitments))


def belongs(programme: Programme, event: Item, commitment: Item) -> bool:
    """Whether it is an event of the commitment, or of an investigation that fulfils it."""
    return any(
        about.id == commitment.id
        or (about.type == Types.INVESTIGATION and commitment in programme.followed(about, Roles.FULFILS))
        for about in programme.followed(event, Roles.OF)
    )


def lies_in(event: Item, year: str) -> bool:
    """Whether an event begins and ends in this year (YYYY); False for an undated event."""
    date = event.date("date")
    until = event.date("until") if event.field("until") else date
    return bool(date and until) and date[:4] == until[:4] == year


def is_by_who_is_responsible(event: Item, commitment: Item) -> bool:
    return not set(event.targets(Roles.BY)).isdisjoint(commitment.targets(Roles.RESPONSIBLE))
