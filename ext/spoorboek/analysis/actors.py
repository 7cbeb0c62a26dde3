"""The actors of an event, as far as a source names them."""

from __future__ import annotations

from spoorboek.config.names import Kinds, Roles, Types
from spoorboek.model.grouping import grouped
from spoorboek.model.programme import Item, Programme


def names(programme: Programme, event: Item) -> tuple[str, ...]:
    """The titles of the organisations that acted, else the publishers of a press report; empty if none is confirmed."""
    organisations = programme.followed(event, Roles.BY)
    return tuple(organisation.title for organisation in organisations) or publishers(programme, event)


def publishers(programme: Programme, event: Item) -> tuple[str, ...]:
    """The publishers of a press report, each once; empty for any other kind of event."""
    if event.field("kind") != Kinds.PRESS:
        return ()
    sources = programme.followed(event, Roles.DOCUMENTED_IN)
    return tuple(dict.fromkeys(source.field("publisher") for source in sources if source.field("publisher")))


def unconfirmed(programme: Programme) -> dict[str, list[Item]]:
    """The events without a confirmed actor, by the id of each item that they are about."""
    events = (event for event in programme.of_type(Types.EVENT) if not names(programme, event))
    return grouped((about.id, event) for event in events for about in programme.followed(event, Roles.OF))
