"""One item as JSON and as Markdown, to copy or to download."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from typing import Final

from spoorboek.analysis import state
from spoorboek.config.settings import Settings
from spoorboek.exports.markdown import plain
from spoorboek.i18n.language import _, translate
from spoorboek.model.programme import Item, Programme

SCHEMA: Final = "item.schema.json"


def text(item: Item, programme: Programme, settings: Settings) -> str:
    """The item as JSON, in the form of SCHEMA: fields as values of their type, links in both directions as ids."""
    item_type = settings.types[item.type]
    item_state = state.of(programme, item, settings.as_of or datetime.date.max)
    document = {
        "$schema": SCHEMA,
        "id": item.id,
        "type": item.type,
        "title": item.title,
        "page": item.page,
        "asOf": settings.as_of.isoformat() if settings.as_of else None,
        "state": item_state.value if item_state else None,
        "fields": {name: item_type.scalar(name, item.field(name)) for name in item_type.fields if item.field(name)},
        "links": {
            name: [target.id for target in ends] for name in item_type.roles if (ends := programme.followed(item, name))
        },
        "linkedFrom": {
            name: [source.id for source in ends] for name, ends in sorted(programme.all_followed_back(item).items())
        },
        "text": item.body.strip(),
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def collection(documents: Iterable[str]) -> str:
    """One JSON document of those of all items, which are not made again: JSON has line ends only between values."""
    items = ",\n    ".join(document.rstrip("\n").replace("\n", "\n    ") for document in documents)
    return f'{{\n  "items": [\n    {items}\n  ]\n}}\n' if items else '{\n  "items": []\n}\n'


def markdown(item: Item, programme: Programme, settings: Settings) -> str:
    """The item as a page of Markdown: type, state, text, fields and outgoing links."""
    item_type = settings.types[item.type]
    item_state = state.of(programme, item, settings.as_of or datetime.date.max)
    about = [f"{item_type.label} `{item.id}`", *([translate(item_state.label)] if item_state else [])]
    if settings.as_of:
        about.append(_("as of {date}", date=settings.as_of.isoformat()))
    lines = [f"# {plain(item.title)}", "", ", ".join(about), ""]
    if item.body.strip():
        lines += [item.body.strip(), ""]
    for field in item_type.fields.values():
        if item.field(field.name):
            lines.append(f"- {field.label}: {plain(settings.label_of(field.name, item.field(field.name)))}")
    for role in item_type.roles.values():
        if ends := programme.followed(item, role.name):
            lines.append(f"- {role.outgoing}: {'; '.join(f'{plain(target.title)} (`{target.id}`)' for target in ends)}")
    return "\n".join(lines).rstrip() + "\n"
