"""Where each token of an item stands in its file: line and column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from myst_parser.parsers.options import TokenizeError, options_to_tokens

from spoorboek.model import Item, Link, Location, Lost, Option
from spoorboek.near import nearest
from spoorboek.settings import Settings, Type

_TARGET = re.compile(r"[^,;|\s][^,;|]*")
_OPTION = re.compile(r"(?P<quote>[\s>]*):(?P<name>[A-Za-z][\w-]*):(?:\s+(?P<value>.*))?$")
_FENCE = re.compile(r"(`{3,}|~{3,}|:{3,})(.*)")
_CORE = ("status", "tags", "links", "style", "layout", "hide", "collapse", "template", "constraints")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a block as its parser sees it: number in the file, column of its first character, text."""

    line: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A directive as it is written: its opening line, the rows of its options and those of its body."""

    name_at: Location
    options: tuple[Option, ...]
    body: tuple[Row, ...]
    touching: bool
    """The body begins right below the last option, without a blank line."""


def block(file: str, lines: Sequence[str], first: int, name: str, length: int) -> Block:
    """The directive `name` that opens on line `first` and holds `length` lines up to its closing fence."""
    opening = lines[first - 1] if first <= len(lines) else ""
    column = opening.find("{" + name + "}")
    depth = opening[: max(column, 0)].count(">")
    rows = [_row(lines[n - 1], n, depth) for n in range(first + 1, first + 1 + length) if n <= len(lines)]
    options, taken = _options(file, rows)
    body = rows[taken:]
    touching = bool(options and body and body[0].text.strip())
    return Block(Location(file, first, column + 2 if column >= 0 else 1), options, tuple(body), touching)


def _row(line: str, number: int, depth: int) -> Row:
    found = re.match(r"(?:[ \t]*>){0,%d} ?" % depth, line) if depth else None
    start = found.end() if found else 0
    return Row(number, start + 1, line[start:])


def _is_option(row: Row) -> bool:
    text = row.text.lstrip()
    return text.startswith(":") and not text.startswith(":::")


def _options(file: str, rows: Sequence[Row]) -> tuple[tuple[Option, ...], int]:
    """The options at the head of `rows`, as MyST reads them, and how many rows they take."""
    if rows and rows[0].text.lstrip().startswith("---"):
        end = next((n for n, row in enumerate(rows[1:], 1) if row.text.lstrip().startswith("---")), len(rows))
        return tuple(_tokens(file, [(row, 0) for row in rows[1:end]])), min(end + 1, len(rows))
    taken = next((n for n, row in enumerate(rows) if not _is_option(row)), len(rows))
    return tuple(_tokens(file, [(row, 1) for row in rows[:taken]])), taken


def _tokens(file: str, rows: Sequence[tuple[Row, int]]) -> Iterable[Option]:
    """Options from rows whose first `skip` characters (a colon) are no part of their text."""
    texts = []
    starts = []
    for row, skip in rows:
        stripped = row.text.lstrip() if skip else row.text
        texts.append(stripped[skip:])
        starts.append((row.line, row.column + len(row.text) - len(stripped) + skip))
    try:
        tokens, _ = options_to_tokens("\n".join(texts))
    except TokenizeError:
        return
    for key, value in tokens:
        line, column = starts[key.start.line]
        at = Location(file, line, column + key.start.column)
        value_at = at
        if value is not None:
            value_line, value_column = starts[value.start.line]
            value_at = Location(file, value_line, value_column + value.start.column)
        yield Option(key.value, value.value if value else "", at, value_at)


def item(written: Block, name: str, title: str, page: str, settings: Settings) -> Item:
    """The item that a block makes. A type that is unknown reads as the nearest one, so that one slip stays one."""
    type_name = name if name in settings.types else nearest(name, settings.types) or name
    declared = settings.types.get(type_name)
    options = {option.name: option for option in written.options}
    id = options["id"].value if "id" in options else ""
    lost = tuple(_lost(written, declared)) if declared else ()
    links = [
        *(link for option in options.values() for link in _links(id, option, declared)),
        *(link for gone in lost for link in _links(id, gone.option, declared, sound=False)),
    ]
    body = "\n".join(row.text for row in written.body).strip()
    return Item(type_name, title, page, written.name_at, written.options, tuple(links), lost, body, name)


def _links(id: str, option: Option, declared: Type | None, sound: bool = True) -> Iterable[Link]:
    if declared is None:
        return
    role = option.name
    if role not in declared.roles:
        if role in declared.options or (role := nearest(role, declared.options) or "") not in declared.roles:
            return
        sound = False
    for found in _TARGET.finditer(option.value):
        at = Location(option.value_at.file, option.value_at.line, option.value_at.column + found.start())
        yield Link(id, role, found[0].rstrip(), at, sound)


def _lost(written: Block, declared: Type) -> Iterable[Lost]:
    seen: dict[str, Option] = {}
    for option in written.options:
        if option.name in seen:
            yield Lost(seen[option.name], f"is given again on line {option.at.line}, and the last one wins")
        seen[option.name] = option
    if written.touching:
        yield from _continued(written)
    for row in _outside_fences(written.body):
        found = _OPTION.match(row.text)
        if found and (found["name"] in _CORE or nearest(found["name"], declared.options)):
            file = written.name_at.file
            at = Location(file, row.line, row.column + found.end("quote"))
            value_at = Location(file, row.line, row.column + max(found.start("value"), 0))
            option = Option(found["name"], (found["value"] or "").strip(), at, value_at)
            yield Lost(option, "stands in the text, where it is no option")


def _continued(written: Block) -> Iterable[Lost]:
    """An option's value does not run on to a next line: what stands there is text."""
    last, row = written.options[-1], written.body[0]
    indented = row.text[:1].isspace()
    text = row.text.strip()
    if not _OPTION.match(row.text) and (indented or last.value.rstrip().endswith((",", ";", "|"))):
        at = Location(written.name_at.file, row.line, row.column + len(row.text) - len(row.text.lstrip()))
        yield Lost(Option(last.name, text, at, at), "runs on to a second line, which is text and no option")


def _outside_fences(rows: Iterable[Row]) -> Iterable[Row]:
    fence = ""
    for row in rows:
        found = _FENCE.match(row.text.strip())
        if fence:
            if found and found[1].startswith(fence) and not found[2].strip():
                fence = ""
        elif found:
            fence = found[1]
        else:
            yield row
