"""`spoorboek items`: the programme as it is read, with the place of every option and link."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, Final

from spoorboek.cli import judge, screen
from spoorboek.i18n.language import translate
from spoorboek.model.lines import printable
from spoorboek.model.message import _
from spoorboek.model.programme import Item, Option, Programme

_HEAD: Final = (_("place"), _("item"), _("what"), _("value"))


def run(options: argparse.Namespace) -> int:
    programme, _ = judge.programme(options)
    if options.format == "json":
        screen.put(_document(programme), "utf-8")
    else:
        screen.put_lines(_table(list(_rows(programme)), options.lang))
    return 0


def _document(programme: Programme) -> str:
    """Everything that was read, with the names of model/programme.py; an item has its id beside its options."""
    document = _plain(programme)
    document["items"] = [{"id": item.id} | _plain(item) for item in programme.items]
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _plain(value: Any) -> Any:
    """The value as JSON has it: objects by the names of their fields, lists, strings and numbers."""
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Option):
        return {name: _plain(getattr(value, name)) for name in ("name", "value", "at", "value_at")}
    if isinstance(value, frozenset):
        value = tuple(sorted(value))
    if isinstance(value, tuple):
        named = getattr(value, "_asdict", None)
        return {name: _plain(each) for name, each in named().items()} if named else [_plain(each) for each in value]
    return value


def _rows(programme: Programme) -> Iterator[tuple[str, str, str, str]]:
    """A row for each item, and one for each of its options and links: `>theme` leads to the value."""
    yield _HEAD
    for item in programme.items:
        yield str(item.at), item.name, item.type, item.title
        yield from _tokens(item)


def _tokens(item: Item) -> Iterator[tuple[str, str, str, str]]:
    roles = {link.role for link in item.links}
    tokens = [(option.at, option.name, option.value) for option in item.options if option.name not in roles]
    tokens += [(link.at, f">{link.role}" if link.sound else f"?{link.role}", link.target) for link in item.links]
    tokens += [(lost.option.at, _("lost {option}", option=lost.option.name), lost.option.value) for lost in item.lost]
    for at, what, value in sorted(tokens):
        yield str(at), item.name, what, value


def _table(rows: list[tuple[str, str, str, str]], language: str) -> Iterator[str]:
    shown = [tuple(printable(translate(cell, language)) for cell in row) for row in rows]
    widths = [max(map(len, column)) for column in zip(*shown, strict=True)]
    for row in shown:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
