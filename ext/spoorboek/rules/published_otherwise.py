from __future__ import annotations

from spoorboek.model.programme import Location, Programme, Published
from spoorboek.rules.engine import Causes, Flaw, Flaws, Identities, Message, Settings, _, identity, rule, together


@rule("S804")
def published_otherwise(programme: Programme, settings: Settings) -> Flaws:
    """What sphinx-needs publishes is what is written."""
    causes = Causes(programme, settings)
    for published in programme.published:
        target = published.written or published.published if _is_role(published, settings) else ""
        about = tuple(filter(None, (published.item.name, published.part, target)))
        yield Flaw(
            published.item,
            _message(published, settings),
            _location(published),
            about,
            follows_from=_causes(published, causes),
        )


def _causes(published: Published, causes: Causes) -> Identities:
    """The findings that may explain it: sphinx-needs makes no item from invalid values, and drops invalid links."""
    item = published.item
    if published.part:
        return together((causes.of_link(item, published.part), causes.of_value(item, published.part)))
    item_type = causes.settings.types.get(item.type)
    values = (causes.of_value(item, name) for name in ("title", "id", *(item_type.options if item_type else ())))
    return together((causes.of_item(item), (identity("S503", item.id),), *values))


def _is_role(published: Published, settings: Settings) -> bool:
    return settings.role(published.item.type, published.part) is not None


def _location(published: Published) -> Location:
    """The location of the target, the option or the item."""
    item, role = published.item, published.part
    return next(
        (link.at for link in item.links if (link.role, link.target) == (role, published.written)),
        item.location_of(role),
    )


def _message(published: Published, settings: Settings) -> Message:
    if not published.part:
        return _("{item} is not published: sphinx-needs did not make it", item=published.item.name)
    values = {
        "item": published.item.name,
        "part": published.part,
        "written": published.written,
        "published": published.published,
    }
    if not _is_role(published, settings):
        return _("{item} is published with {part!r} {published!r}, expected {written!r}", **values)
    if published.written:
        return _("{item} is published without its link by {part!r} to {written}", **values)
    return _("{item} is published with a link by {part!r} to {published}, which it does not have", **values)
