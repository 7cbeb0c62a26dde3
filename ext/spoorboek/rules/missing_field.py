"""S505."""

from __future__ import annotations

from spoorboek.config.settings import Role, Settings, Type
from spoorboek.model.message import _
from spoorboek.model.near_matches import nearest
from spoorboek.model.programme import Item, Programme
from spoorboek.rules.engine.rule import Flaw, Flaws, rule


@rule("S505")
def missing_field(programme: Programme, settings: Settings) -> Flaws:
    """Every item has a title, an id, the fields its type requires, and neither too few links nor too many."""
    asked = {(entry.start, entry.only_role) for entry in settings.require}
    for item in programme.items:
        declared = settings.types.get(item.type)
        if declared is None:
            continue
        if not item.title:
            yield Flaw(item, _("{item} has no title", item=item.name), about=(item.name, "title"))
        yield from _fields(item, declared)
        for role in declared.limited:
            yield from _links(item, role, asked_elsewhere=(item.type, role.name) in asked)


def _fields(item: Item, declared: Type) -> Flaws:
    given = {option.name: option.value for option in item.options}
    missing = [name for name in declared.required if not given.get(name)]
    if not missing:
        return
    meant = {nearest(option.name, declared.options) for option in item.options}
    meant |= {lost.option.name for lost in item.lost}
    for name in missing:
        if name not in meant or name in given:
            message = _("{item} has no {option!r}, which every {type} has", item=item.name, option=name, type=item.type)
            yield Flaw(item, message, item.place_of(name), (item.name, name))


def _links(item: Item, role: Role, asked_elsewhere: bool) -> Flaws:
    links = [link for link in item.links if link.role == role.name]
    told = {"item": item.name, "count": len(links), "role": role.name}
    if len(links) < role.least and not asked_elsewhere:
        message = _("{item} has {count} links by {role!r}, expected at least {least}", **told, least=role.least)
        yield Flaw(item, message, item.place_of(role.name), (item.name, role.name))
    if role.most is not None and len(links) > role.most:
        message = _("{item} has {count} links by {role!r}, expected at most {most}", **told, most=role.most)
        yield Flaw(item, message, links[role.most].at, (item.name, role.name))
