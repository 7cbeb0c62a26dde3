"""Filters of a register of items: by a field, by state, or by the items at the end of a path of roles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx

from spoorboek.analysis.state import DISPLAY_ORDER
from spoorboek.config.names import Roles, Types
from spoorboek.config.settings import Role, Settings, Step
from spoorboek.i18n.language import _, translate
from spoorboek.model import dates
from spoorboek.model.near_matches import did_you_mean
from spoorboek.model.programme import Item, Programme
from spoorboek.sphinxext.pages import draw
from spoorboek.sphinxext.pages.draw import COLUMNS
from spoorboek.sphinxext.pages.register import Choice

_STEP: Final = re.compile(r"([<>]?)(\w+)")
_ACTORS: Final = ((Step(Roles.BY, back=False),),)


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter, with its name in the URL and its label; without paths, of the field of that name or the state."""

    name: str
    label: str
    paths: tuple[tuple[Step, ...], ...] = ()


def read(written: str, type_name: str, settings: Settings) -> Facet:
    """Return the facet that `state`, `kind`, `theme` or `>of>theme|>chain` (alternative paths) describes.

    Raises ValueError if it names an unknown field or role.
    """
    item_type = settings.types[type_name]
    if written == "state" or written in item_type.fields:
        label = _("State") if written == "state" else item_type.fields[written].label
        return Facet(written, label)
    roles = settings.roles
    paths = tuple(_path(path, roles, type_name, settings) for path in written.split("|"))
    last = paths[0][-1]
    role = roles[last.role]
    if not last.back and len(role.targets) == 1:
        return Facet(role.targets[0], settings.types[role.targets[0]].label, paths)
    return Facet(last.role, draw.capital(role.incoming if last.back else role.outgoing), paths)


def _path(written: str, roles: Mapping[str, Role], type_name: str, settings: Settings) -> tuple[Step, ...]:
    steps = tuple(Step(match[2], match[1] == "<") for match in _STEP.finditer(written))
    for step in steps:
        if step.role not in roles:
            known = (*COLUMNS, *settings.types[type_name].options)
            raise ValueError(f"{written!r} is not a filter of {type_name}{did_you_mean(step.role, (*known, *roles))}")
    if not steps:
        raise ValueError("a filter has no name")
    return steps


def choices(facet: Facet, item: Item, app: Sphinx) -> list[Choice]:
    """Return the values by which an item can be filtered."""
    if facet.paths:
        programme = draw.programme(app)
        targets = {target.id: target for path in facet.paths for target in _ends(path, item, programme)}
        if not targets and item.type == Types.EVENT and facet.paths == _ACTORS:
            sender = draw.sender(app, item)
            return [Choice.of_text(sender)]
        return [Choice(id, target.title) for id, target in targets.items()]
    if facet.name == "state":
        state = draw.state_of(item, app)
        return [Choice(state, translate(state.label), _order(state, DISPLAY_ORDER))] if state else []
    value = item.field(facet.name)
    return [_of_field(facet.name, value, item, app)] if value else []


def _ends(path: Iterable[Step], item: Item, programme: Programme) -> Iterable[Item]:
    reached: list[Item] = [item]
    for step in path:
        follow = programme.followed_back if step.back else programme.followed
        reached = [target for start in reached for target in follow(start, step.role)]
    return reached


def _of_field(name: str, value: str, item: Item, app: Sphinx) -> Choice:
    """Return the value of a field; for dates, the year."""
    settings = draw.settings(app)
    if name in settings.dates and dates.is_date(value):
        return Choice(value[:4], value[:4])
    shown = "".join(node.astext() for node in draw.value(item, name, app))
    enum = settings.types[item.type].fields[name].schema.get("enum", ())
    return Choice(value, shown, _order(value, enum)) if value in enum else Choice(nodes.make_id(value) or value, shown)


def _order(value: str, values: Iterable[str]) -> str:
    return f"{list(values).index(value):03}"
