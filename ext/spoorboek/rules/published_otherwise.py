"""S804."""

from __future__ import annotations

from spoorboek.config.settings import Settings
from spoorboek.model.finding import identity
from spoorboek.model.message import Message, _
from spoorboek.model.programme import Location, Programme, Published
from spoorboek.rules.engine.causes import Causes, Identities, together
from spoorboek.rules.engine.rule import Flaw, Flaws, rule


@rule("S804")
def published_otherwise(programme: Programme, settings: Settings) -> Flaws:
    """What sphinx-needs publishes is what is written."""
    causes = Causes(programme, settings)
    for each in programme.published:
        target = each.written or each.published if _is_role(each, settings) else ""
        about = tuple(filter(None, (each.item.name, each.part, target)))
        yield Flaw(each.item, _message(each, settings), _place(each), about, follows_from=_why(each, causes))


def _why(each: Published, causes: Causes) -> Identities:
    """What may explain it: sphinx-needs makes no item without a title or with a bad value, and drops bad links."""
    item = each.item
    if each.part:
        return together((causes.of_link(item, each.part), causes.of_value(item, each.part)))
    declared = causes.settings.types.get(item.type)
    values = (causes.of_value(item, name) for name in ("title", "id", *(declared.options if declared else ())))
    return together((causes.of_item(item), (identity("S503", item.id),), *values))


def _is_role(published: Published, settings: Settings) -> bool:
    return settings.role(published.item.type, published.part) is not None


def _place(published: Published) -> Location:
    """Where the target, the value or the item is written."""
    item, role = published.item, published.part
    return next(
        (link.at for link in item.links if (link.role, link.target) == (role, published.written)), item.place_of(role)
    )


def _message(each: Published, settings: Settings) -> Message:
    if not each.part:
        return _("{item} is not published: sphinx-needs did not make it", item=each.item.name)
    told = {"item": each.item.name, "part": each.part, "written": each.written, "published": each.published}
    if not _is_role(each, settings):
        return _("{item} is published with {part!r} {published!r}, expected {written!r}", **told)
    if each.written:
        return _("{item} is published without its link by {part!r} to {written}", **told)
    return _("{item} is published with a link by {part!r} to {published}, which it does not have", **told)
