"""Where each token of an item stands in its file: line and column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from myst_parser.parsers.options import TokenizeError, options_to_tokens

from spoorboek.model import Location, Option


class Row(NamedTuple):
    """A line of a block as its parser sees it: number in the file, column of its first character, text."""

    line: int
    column: int
    text: str


# A row that options_to_tokens reads as one key and one plain value on the same line, whatever stands around it.
_SIMPLE: Final = re.compile(r"(\s*:)([A-Za-z_][\w-]*):(?: +([^\s'\"|>#]\S*(?: +[^\s#]\S*)*))?[ ]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Block:
    """A directive as it is written: its opening line, the rows of its options and those of its body."""

    name_at: Location
    options: tuple[Option, ...]
    body: tuple[Row, ...]
    touching: bool
    """The body begins right below the last option, without a blank line."""
    taken: int = 0
    """How many rows the options take."""


def block(file: str, lines: Sequence[str], first: int, name: str, length: int) -> Block:
    """The directive `name` that opens on line `first` and holds `length` lines up to its closing fence."""
    opening = lines[first - 1] if first <= len(lines) else ""
    column = opening.find("{" + name + "}")
    depth = opening[: max(column, 0)].count(">")
    last = min(first + length, len(lines))
    if depth:
        rows = [_row(lines[n], n + 1, depth) for n in range(first, last)]
    else:
        rows = [Row(n + 1, 1, lines[n]) for n in range(first, last)]
    options, taken = _options(file, rows)
    body = rows[taken:]
    touching = bool(options and body and body[0].text.strip())
    return Block(Location(file, first, column + 2 if column >= 0 else 1), options, tuple(body), touching, taken)


def _row(line: str, number: int, depth: int) -> Row:
    found = re.match(rf"(?:[ \t]*>){{0,{depth}}} ?", line) if depth else None
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
    simple = [_SIMPLE.fullmatch(row.text) for row in rows[:taken]]
    if all(simple):
        return tuple(_simple(file, row, found) for row, found in zip(rows, simple) if found), taken
    return tuple(_tokens(file, [(row, 1) for row in rows[:taken]])), taken


def _simple(file: str, row: Row, found: re.Match[str]) -> Option:
    at = Location(file, row.line, row.column + found.start(2))
    if found[3] is None:
        return Option(found[2], "", at, at)
    return Option(found[2], found[3], at, Location(file, row.line, row.column + found.start(3)))


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
    except TokenizeError:  # MyST says so and drops every option; read alone, the others still say what was meant
        yield from (option for row in rows if len(rows) > 1 for option in _tokens(file, [row]))
        return
    for key, value in tokens:
        line, column = starts[key.start.line]
        at = Location(file, line, column + key.start.column)
        value_at = at
        if value is not None:
            value_line, value_column = starts[value.start.line]
            value_at = Location(file, value_line, value_column + value.start.column)
        yield Option(key.value, value.value if value else "", at, value_at)


def target(word: str, start: Location, last: int, lines: Sequence[str]) -> Location:
    """Where a target stands in a value that begins at `start` and runs on to line `last`; `start` where it does not."""
    whole = re.compile(rf"(?<![^\s,;|\"'\[]){re.escape(word)}(?![^\s,;|\[\"'\]])")
    for number in range(start.line, min(last, len(lines)) + 1):
        found = whole.search(lines[number - 1], start.column - 1 if number == start.line else 0)
        if found:
            return Location(start.file, number, found.start() + 1)
    return start
