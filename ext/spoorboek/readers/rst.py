"""Reads reStructuredText: the options of directives, and regions of code, comments and hidden content."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from typing import Final

from spoorboek.model.errors import unreadable
from spoorboek.model.grouping import grouped
from spoorboek.model.message import _
from spoorboek.model.programme import Item, Link, Location, Option
from spoorboek.readers import written_directive
from spoorboek.readers.directives import DEEPEST, HIDE, SHOW_CODE
from spoorboek.readers.source_file import Kind, Region
from spoorboek.readers.written_directive import Row, WrittenDirective

_MARKER: Final = re.compile(r":(?P<name>(?![: ])(?:[^:\\]|\\.|:(?![ `]|$))*(?<! )):(?:\s+(?P<value>.*))?$")


def opens(line: str, name: str) -> int:
    """The 1-based column at which a line opens the directive `name`; 0 if it does not."""
    match = re.search(rf"\.\. +{re.escape(name)} ?::(?=\s|$)", line)
    return match.start() + 1 if match else 0


def directive(file: str, lines: Sequence[str], first: int, name: str) -> WrittenDirective:
    """The directive `name` that opens on the 1-based line `first`; its options are above the first blank line."""
    start = opens(lines[first - 1], name)
    rows = list(inside(lines, first, lines[first - 1][: start - 1]))
    if lines[first - 1].rstrip().endswith("::") and rows and not rows[0].text:
        del rows[0]  # without a title, one blank line may precede the options
    head = list(takewhile(lambda row: row.text, rows))
    above = len(list(takewhile(lambda row: not _MARKER.match(row.text), head)))  # a title on several lines
    at = Location(file, first, lines[first - 1].find(name, start) + 1)
    body = tuple(row for row in rows[len(head) :] if not row.text[:1].isspace())
    return WrittenDirective(at, tuple(options(file, head[above:])), tuple(head), body, touching=False, is_rst=True)


def inside(lines: Sequence[str], first: int, before: str) -> Iterator[Row]:
    """The rows indented below the opening line, dedented by the indentation of the first."""
    outer = len(before.expandtabs(8))
    indent: int | None = None
    for number in range(first + 1, len(lines) + 1):
        line = lines[number - 1].rstrip()
        stripped = line.lstrip()
        if stripped and len(line.expandtabs(8)) - len(stripped.expandtabs(8)) <= outer:
            return
        own = len(line) - len(stripped)
        if stripped and indent is None:
            indent = own
        removed = min(own, indent or 0)
        yield Row(number, removed + 1, line[removed:])


def options(file: str, rows: Sequence[Row]) -> Iterator[Option]:
    """The options of these rows; a row without a field marker continues the one above."""
    starts = [n for n, row in enumerate(rows) if _MARKER.match(row.text)]
    for start, end in pairwise([*starts, len(rows)]):
        match = _MARKER.match(rows[start].text)
        assert match is not None
        first, more = rows[start], rows[start + 1 : end]
        at = Location(file, first.line, first.column + 1)
        values = [Row(first.line, first.column + match.start("value"), match["value"])] if match["value"] else []
        values += [Row(row.line, row.column + _indent(row.text), row.text.strip()) for row in more]
        value_at = Location(file, values[0].line, values[0].column) if values else at
        yield Option.placed(match["name"], "\n".join(row.text for row in values), at, value_at)


DIRECTIVE: Final = re.compile(r"\.\. +(?:\|[^|]+\| +)?(?P<name>\w[\w:+.-]*) ?::(?:\s+(?P<rest>.*))?$")
_COMMENT: Final = re.compile(r"\.\.(?:\s+(?!_|\[|\|)|$)")


def regions(lines: Sequence[str], above: int) -> Iterator[Region]:
    """The regions of code and comments in reStructuredText: the lines indented below the one that begins them.

    `above` is the number of lines in the file above these.
    """
    around: tuple[int, int, Kind] | None = None  # the first line, its indentation, the kind of region
    for number, line in enumerate([*lines, "."]):
        stripped = line.strip()
        indent = indentation(line)
        if not stripped or (around and indent > around[1]):
            continue
        if around:
            yield Region(above + around[0] + 1, above + number, around[2])
        kind = _kind_below(stripped)
        around = (number, indent, kind) if kind else None


def check_depth(file: str, lines: Sequence[str], above: int) -> None:
    """Raise SpoorboekError if lines are nested deeper than docutils can parse.

    `above` is the number of lines in the file above these.
    """
    indents: list[int] = []
    for number, line in enumerate(lines, above + 1):
        if line[:1].isspace() and (stripped := line.strip()):
            indent = indentation(line)
            while indents and indents[-1] >= indent:
                indents.pop()
            indents.append(indent)
            if len(indents) > DEEPEST:
                problem = _("lines are indented {depth} levels deep", depth=len(indents))
                location = Location(file, number, line.index(stripped[0]) + 1)
                raise unreadable(location, problem, _("nest them at most {most} deep", most=DEEPEST))
        elif line.strip():
            indents.clear()


def hiding(lines: Sequence[str], above: int) -> Iterator[Region]:
    """The regions that not every site shows."""
    around: list[tuple[int, int, str]] = []  # the first line, its indentation, the directive
    for number, line in enumerate([*lines, "."]):
        indent = indentation(line)
        while line.strip() and around and indent <= around[-1][1]:
            first, _, name = around.pop()
            yield Region(above + first + 1, above + number, Kind.HIDDEN, name)
        match = DIRECTIVE.match(line.strip())
        if match and match[1].lower() in HIDE:
            around.append((number, indent, match[1]))


def _kind_below(line: str) -> Kind | None:
    """The kind of region that a line makes of those indented below it; None if they are text."""
    directive = DIRECTIVE.match(line)
    if directive:
        return Kind.EXAMPLE if directive[1].lower() in SHOW_CODE else None
    if _COMMENT.match(line):
        return Kind.COMMENT
    return Kind.EXAMPLE if line.endswith("::") else None


def indentation(line: str) -> int:
    """The indentation of a line in columns, with tabs as docutils expands them."""
    return _indent(line.expandtabs(8))


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def placed(item: Item, lines: Sequence[str]) -> Item:
    """The item with the location of each link, where the value of a role continues over several lines."""
    options = {option.name: option for option in item.options}
    by_role = grouped((link.role, link) for link in item.links)
    located = {id(old): new for role, links in by_role.items() for old, new in _placed(links, options.get(role), lines)}
    return replace(item, links=tuple(located[id(link)] for link in item.links))


def _placed(links: Sequence[Link], option: Option | None, lines: Sequence[str]) -> Iterator[tuple[Link, Link]]:
    """Each link with its located copy: most are after the one before."""
    if option is None:
        yield from ((link, link) for link in links)
        return
    start = behind = option.value_at
    last = start.line + option.value.count("\n")
    for link in links:
        at = written_directive.target(link.target, behind, last, lines)
        if at == behind != start:
            at = written_directive.target(link.target, start, last, lines)
        behind = at._replace(column=at.column + len(link.target)) if at != start else behind
        yield link, link._replace(at=at)
