"""S501."""

from __future__ import annotations

from spoorboek.model import Programme
from spoorboek.rule import Flaw, Flaws, rule
from spoorboek.settings import Settings


@rule("S501")
def unknown_target(programme: Programme, settings: Settings) -> Flaws:
    """Every link points at an item that exists."""
    nameless = {item.type for item in programme.items if not item.id}
    known = programme.by_id
    for item in programme.items:
        for link in item.links:
            if link.sound and link.target not in known:
                role = settings.role(item.type, link.role)
                if role and not nameless.isdisjoint(role.targets):
                    continue  # it may have meant the item without an id, which S505 reports
                why = _why(link.target, programme, settings)
                message = f"{item.name} links by {link.role!r} to {link.target}, which {why}"
                yield Flaw(item, message, link.at, (item.name, link.role, link.target))
    for mention in programme.mentions:
        if mention.to_item and not nameless and mention.target not in programme.by_id:
            message = f"the text refers to {mention.target}, which {_why(mention.target, programme, settings)}"
            yield Flaw(mention, message, about=(mention.page, mention.target))
    for gone in settings.retired.values():
        if gone.successor and gone.successor not in programme.by_id and gone.successor not in settings.retired:
            message = f"{gone.id}, retired, has successor {gone.successor}, which {_no_item(gone.successor, programme)}"
            yield Flaw(gone, message, gone.successor_at, (gone.id, "successor", gone.successor))


def _why(target: str, programme: Programme, settings: Settings) -> str:
    gone = settings.retired.get(target)
    if gone is None:
        return _no_item(target, programme)
    return f"was retired on {gone.date}" + (f"; its successor is {gone.successor}" if gone.successor else "")


def _no_item(target: str, programme: Programme) -> str:
    return f"is no item{programme.names.did_you_mean(target)}"
