"""Reads a needs.json of sphinx-needs as a programme: items and links only."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from spoorboek.model import files
from spoorboek.model.errors import SpoorboekError, unreadable
from spoorboek.model.message import Message, _
from spoorboek.model.printable import brief
from spoorboek.model.programme import Item, Link, Location, Option, Programme

_OF_THE_AUTHOR: Final = frozenset({"status", "tags"})
"""Core fields of sphinx-needs that an author writes."""
_STRUCTURE: Final = frozenset({"parent_needs"})
"""Links that sphinx-needs derives from nesting."""
_REMEDY: Final = _("name a needs.json as sphinx-needs writes it")


def read(path: Path, shown_as: str) -> Programme:
    """The items of the current version in a needs.json, sorted by page and line.

    Field values are text; lists are joined with commas. Raises SpoorboekError if the file cannot be read, is not JSON,
    or is not as sphinx-needs writes it.
    """
    content = files.read_required(path, shown_as, _REMEDY)
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise unreadable(Location(shown_as, 1), _("it is not UTF-8"), _REMEDY) from None
    except json.JSONDecodeError as error:
        location = Location(shown_as, error.lineno, error.colno)
        raise unreadable(location, _("invalid JSON: {reason}", reason=error.msg), _REMEDY) from None
    except (RecursionError, ValueError):
        raise unreadable(Location(shown_as, 1), _("invalid JSON: nested too deep"), _REMEDY) from None
    version = _current(document, shown_as)
    kinds = _kinds(version, shown_as)
    needs = _table(version, "needs", shown_as)
    items = [_item(id, _need(id, need, shown_as), kinds, shown_as) for id, need in needs.items()]
    return Programme(tuple(sorted(items, key=lambda item: (item.page, item.at.line, item.order))), files=1)


def _current(document: Any, shown_as: str) -> Mapping[str, Any]:
    if not isinstance(document, dict):
        raise _wrong(shown_as, _("it contains no table"))
    versions, current = _table(document, "versions", shown_as), document.get("current_version")
    if not isinstance(current, str) or not isinstance(versions.get(current), dict):
        raise _wrong(shown_as, _("its current_version is {version}, which it does not contain", version=brief(current)))
    table: dict[str, Any] = versions[current]
    return table


def _table(value: Mapping[str, Any], name: str, shown_as: str) -> Mapping[str, Any]:
    table = value.get(name)
    if not isinstance(table, dict):
        raise _wrong(shown_as, _("it has no table {name!r}", name=name))
    return table


def _kinds(version: Mapping[str, Any], shown_as: str) -> dict[str, str]:
    """The field type of each property in the schema: "links", "extra" (a field) or another."""
    properties = _table(_table(version, "needs_schema", shown_as), "properties", shown_as)
    return {name: str(schema.get("field_type")) for name, schema in properties.items() if isinstance(schema, dict)}


def _need(id: str, need: Any, shown_as: str) -> Mapping[str, Any]:
    if isinstance(need, dict) and isinstance(need.get("type"), str) and isinstance(need.get("title"), str):
        return need
    raise _wrong(shown_as, _("{item} has no type or no title", item=brief(id)))


def _item(id: str, need: Mapping[str, Any], kinds: Mapping[str, str], shown_as: str) -> Item:
    page, line = str(need.get("docname") or ""), need.get("lineno")
    at = Location(f"{shown_as}:{page}" if page else shown_as, line if isinstance(line, int) else 1)
    values = [
        (name, _text(value))
        for name, value in need.items()
        if (kinds.get(name) == "extra" or name in _OF_THE_AUTHOR) and _text(value) and value is not False
    ]
    return Item(
        need["type"],
        need["title"],
        page,
        at,
        tuple(Option.placed(name, text, at, at) for name, text in (("id", id), *values)),
        tuple(_links(id, need, kinds, at)),
        body=_text(need.get("content")),
    )


def _links(id: str, need: Mapping[str, Any], kinds: Mapping[str, str], at: Location) -> Iterator[Link]:
    for name, targets in need.items():
        if kinds.get(name) == "links" and name not in _STRUCTURE and isinstance(targets, list):
            yield from (Link(id, name, str(target), at) for target in targets)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else ", ".join(map(_text, value)) if isinstance(value, list) else str(value)


def _wrong(shown_as: str, problem: Message) -> SpoorboekError:
    return unreadable(Location(shown_as, 1), problem, _REMEDY)
