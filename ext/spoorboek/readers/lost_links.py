"""Finds links that are written in a file but that no item has, in a project whose items sphinx-needs makes."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Final

from spoorboek.model.message import _
from spoorboek.model.programme import Location, Lost, Option, listed
from spoorboek.readers import items
from spoorboek.readers.written_directive import Row, WrittenDirective

_OPTION: Final = re.compile(r"(?P<before>[\s>]*):(?P<name>[^:\s]+):(?:[ \t]+(?P<value>.*))?")


def lost(
    written: WrittenDirective, lines: Sequence[str], body: str, roles: Collection[str], is_item: Callable[[str], bool]
) -> Iterator[Lost]:
    """The links of a directive that MyST reads as text or replaces by a later one; `body` is the text it reads.

    In reStructuredText (`written.is_rst`) a field list is text too: there only fields that name an item count as links.
    """
    if not written.is_rst:
        yield from (lost for lost in items.repeated(written) if lost.option.name in roles)
        yield from _continued(written, body, roles, is_item)
    if ":" in body:
        yield from _in_text(written, lines, body, roles, is_item)


def _continued(
    written: WrittenDirective, body: str, roles: Collection[str], is_item: Callable[[str], bool]
) -> Iterator[Lost]:
    """A row of ids right below the last option: a continuation to its author, text to MyST."""
    if not (written.touching and written.options[-1].name in roles):
        return
    text = written.body[0].text.strip()
    names = listed(text)
    if text != body.split("\n", 1)[0].strip() or not names or any(" " in name for name in names):
        return
    if items.ends_open(written.options[-1]) or any(map(is_item, names)):
        yield items.second_line(written)


def _in_text(
    written: WrittenDirective, lines: Sequence[str], body: str, roles: Collection[str], is_item: Callable[[str], bool]
) -> Iterator[Lost]:
    rows = [Row(number, 1, text) for number, text in enumerate(body.split("\n"))]
    start = max((option.value_at.line for option in written.options), default=written.name_at.line)
    for row in items.outside_fences(rows):
        match = _OPTION.fullmatch(row.text)
        if match is None or match["name"] not in roles or (written.is_rst and match["before"]):
            continue
        value = (match["value"] or "").strip()
        if written.is_rst and not any(map(is_item, listed(value))):
            continue
        text = row.text.strip()
        number = next((n for n in range(start + 1, len(lines) + 1) if lines[n - 1].rstrip().endswith(text)), 0)
        if number:
            at = Location(written.name_at.file, number, lines[number - 1].index(f":{match['name']}:") + 1)
            yield Lost(Option.placed(match["name"], value, at, at), _("is in the text, where it is not an option"))
