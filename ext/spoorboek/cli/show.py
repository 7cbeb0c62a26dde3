"""`spoorboek show ID`: show an item with its state, fields, links in both directions, and events."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from spoorboek.analysis import actors, state
from spoorboek.cli import judge, screen
from spoorboek.config.names import EVIDENCE_ROLES, Roles
from spoorboek.config.settings import Settings
from spoorboek.model.message import Message, _
from spoorboek.model.programme import Item, Link, Programme


def run(options: argparse.Namespace) -> int:
    programme, settings = judge.programme(options)
    item = judge.item(programme, options.id)
    screen.put_messages(*_lines(programme, settings, item))
    return 0


def _lines(programme: Programme, settings: Settings, item: Item) -> Iterator[str]:
    item_type = settings.types.get(item.type)
    label = f" ({item_type.label})" if item_type else ""
    yield f"{item.id}  {item.title}"
    yield f"{item.type}{label}, {item.at}"
    for other in programme.items:
        if other.id == item.id and other is not item:
            yield _("{title!r} at {place} has the same id", title=other.title, place=other.at)
    item_state = state.of(programme, item, settings.as_of) if settings.as_of else None
    if item_state:
        yield _("state: {state}, as of {day}", state=item_state.label, day=settings.as_of)
    to_item = sorted((link.role, link.at, link) for link in programme.links if link.target == item.id)
    yield from _section(_("fields"), _fields(settings, item))
    yield from _section(_("links"), [_outgoing(programme, settings, item, link) for link in item.links])
    yield from _section(_("linked from"), [_incoming(programme, settings, link) for _role, _at, link in to_item])
    yield from _section(_("what happened"), [_event(programme, event) for event in _events(programme, item)])


def _section(title: Message, rows: list[tuple[str, ...]]) -> Iterator[str]:
    """A title with aligned rows; nothing if there are no rows."""
    if rows:
        yield ""
        yield title
        yield from (f"  {line}" for line in screen.aligned(rows))


def _fields(settings: Settings, item: Item) -> list[tuple[str, ...]]:
    roles = {link.role for link in item.links}
    item_type = settings.types.get(item.type)
    names = [option.name for option in item.options if option.name not in {"id", *roles}]
    labels = {name: field.label for name, field in item_type.fields.items()} if item_type else {}
    return [
        (labels.get(name, name), settings.label_of(name, item.field(name)), str(item.location_of(name)))
        for name in names
    ]


def _outgoing(programme: Programme, settings: Settings, item: Item, link: Link) -> tuple[str, ...]:
    role = settings.role(item.type, link.role)
    target = programme.by_id.get(link.target)
    title = target.title if target else _("no such item")
    return role.outgoing if role else link.role, f">{link.role}", link.target, title, str(link.at)


def _incoming(programme: Programme, settings: Settings, link: Link) -> tuple[str, ...]:
    source = programme.by_id.get(link.item)
    role = settings.role(source.type, link.role) if source else None
    title = source.title if source else ""
    return role.incoming if role else link.role, f"<{link.role}", link.item, title, str(link.at)


def _events(programme: Programme, item: Item) -> list[Item]:
    """The events of the item and, for a check, its evidence, sorted by date."""
    answers = [event for role in EVIDENCE_ROLES for event in programme.followed(item, role)]
    return state.in_order([*state.events(programme, item), *answers])


def _event(programme: Programme, event: Item) -> tuple[str, ...]:
    date = event.field("date") or _("undated")
    until = event.field("until")
    senders = ", ".join(actors.names(programme, event)) or _("sender not confirmed")
    sources = ", ".join(source.id for source in programme.followed(event, Roles.DOCUMENTED_IN))
    span = _("{begin} to {end}", begin=date, end=until) if until else date
    return span, event.id, event.title, senders, sources
