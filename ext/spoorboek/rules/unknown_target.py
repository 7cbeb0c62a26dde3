"""S501."""

from __future__ import annotations

from spoorboek.config.settings import Settings
from spoorboek.model.message import Message, _
from spoorboek.model.programme import Programme
from spoorboek.rules.engine.rule import Flaw, Flaws, rule


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
                message = _(
                    "{item} links by {role!r} to {target}, which {why}",
                    item=item.name,
                    role=link.role,
                    target=link.target,
                    why=_why(link.target, programme, settings),
                )
                yield Flaw(item, message, link.at, (item.name, link.role, link.target))
    for mention in programme.mentions:
        if mention.to_item and not nameless and mention.target not in programme.by_id:
            why = _why(mention.target, programme, settings)
            message = _("the text refers to {target}, which {why}", target=mention.target, why=why)
            yield Flaw(mention, message, about=(mention.page, mention.target))
    for gone in settings.retired.values():
        if gone.successor and gone.successor not in programme.by_id and gone.successor not in settings.retired:
            message = _(
                "{item}, retired, has successor {successor}, which {why}",
                item=gone.id,
                successor=gone.successor,
                why=_no_item(gone.successor, programme),
            )
            yield Flaw(gone, message, gone.successor_at, (gone.id, "successor", gone.successor))


def _why(target: str, programme: Programme, settings: Settings) -> Message:
    gone = settings.retired.get(target)
    if gone is None:
        return _no_item(target, programme)
    if gone.successor:
        return _("was retired on {day}; its successor is {successor}", day=gone.date, successor=gone.successor)
    return _("was retired on {day}", day=gone.date)


def _no_item(target: str, programme: Programme) -> Message:
    return _("is no item{meant}", meant=programme.names.did_you_mean(target))
