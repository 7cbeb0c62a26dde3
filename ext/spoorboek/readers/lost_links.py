"""Finds links that are written in a file but that no item has, in a project whose items sphinx-needs makes."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Final

from spoorboek.model.message import _
from spoorboek.model.programme import Location, Lost, Option
from spoorboek.readers.items import outside_fences
from spoorboek.readers.written_directive import Row, WrittenDirective

_OPTION: Final = re.compile(r"(?P<before>[\s>]*):(?P<name>[^:\s]+):(?:[ \t]+(?P<value>.*))?")
_BETWEEN: Final = re.compile(r"[,;|]")


def lost(
    written: WrittenDirective, lines: Sequence[str], body: str, roles: Collection[str], is_item: Callable[[str], bool]
) -> Iterator[Lost]:
    """The links of a directive that MyST reads as text or replaces by a later one; `body` is the text it reads.

    In reStructuredText (`written.is_rst`) a field list is text too: there only fields that name an item count as links.
    """
    if not written.is_rst:
        yield from _repeated(written, roles)
        yield from _continued(written, body, roles, is_item)
    if ":" in body:
        yield from _in_text(written, lines, body, roles, is_item)


def _repeated(written: WrittenDirective, roles: Collection[str]) -> Iterator[Lost]:
    by_name: dict[str, Option] = {}
    for option in written.options:
        before = by_name.get(option.name)
        if before and option.name in roles:
            yield Lost(before, _("is given again on line {line}, and the last one wins", line=option.at.line))
        by_name[option.name] = option


def _continued(
    written: WrittenDirective, body: str, roles: Collection[str], is_item: Callable[[str], bool]
) -> Iterator[Lost]:
    """A row of ids right below the last option: a continuation to its author, text to MyST."""
    if not (written.touching and written.options[-1].name in roles):
        return
    last, row = written.options[-1], written.body[0]
    text = row.text.strip()
    names = [name.strip() for name in _BETWEEN.split(text) if name.strip()]
    if text != body.split("\n", 1)[0].strip() or not names or any(" " in name for name in names):
        return
    if last.value.rstrip().endswith((",", ";", "|")) or any(map(is_item, names)):
        at = Location(written.name_at.file, row.line, row.column + len(row.text) - len(row.text.lstrip()))
        yield Lost(Option.placed(last.name, text, at, at), _("runs on to a second line, which is text and no option"))


def _in_text(
    written: WrittenDirective, lines: Sequence[str], body: str, roles: Collection[str], is_item: Callable[[str], bool]
) -> Iterator[Lost]:
    rows = [Row(number, 1, text) for number, text in enumerate(body.split("\n"))]
    start = max((option.value_at.line for option in written.options), default=written.name_at.line)
    for row in outside_fences(rows):
        match = _OPTION.fullmatch(row.text)
        if match is None or match["name"] not in roles or (written.is_rst and match["before"]):
            continue
        value = (match["value"] or "").strip()
        if written.is_rst and not any(is_item(name.strip()) for name in _BETWEEN.split(value)):
            continue
        text = row.text.strip()
        number = next((n for n in range(start + 1, len(lines) + 1) if lines[n - 1].rstrip().endswith(text)), 0)
        if number:
            at = Location(written.name_at.file, number, lines[number - 1].index(f":{match['name']}:") + 1)
            yield Lost(Option.placed(match["name"], value, at, at), _("stands in the text, where it is no option"))
