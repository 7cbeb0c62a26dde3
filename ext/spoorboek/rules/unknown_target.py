"""S501."""

from __future__ import annotations

from spoorboek.model import Programme
from spoorboek.rule import Flaw, Flaws, rule
from spoorboek.settings import Settings


@rule("S501")
def unknown_target(programme: Programme, settings: Settings) -> Flaws:
    """Every link points at an item that exists."""
    nameless = {item.type for item in programme.items if not item.id}
    for item in programme.items:
        for link in item.links:
            role = settings.role(item.type, link.role)
            if role and not nameless.isdisjoint(role.targets):
                continue  # it may have meant the item without an id, which S505 reports
            if link.sound and link.target not in programme.by_id:
                meant = programme.names.did_you_mean(link.target)
                message = f"{item.name} links by {link.role!r} to {link.target}, which is no item{meant}"
                yield Flaw(item, message, link.at, (item.name, link.role, link.target))
    for mention in programme.mentions:
        if mention.to_item and not nameless and mention.target not in programme.by_id:
            meant = programme.names.did_you_mean(mention.target)
            message = f"the text refers to {mention.target}, which is no item{meant}"
            yield Flaw(mention, message, about=(mention.page, mention.target))
