"""Separates the text of a page from running heads, running feet and the page number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from spoorboek.config.spelling import Spelling
from spoorboek.source import sentences
from spoorboek.source.sheets import Row, Sheet

_DEEP: Final = 2
"""The most lines of heads and of feet on a page."""
_NEAR: Final = 4.0
"""In points: lines of two pages within this distance are at the same height."""
_MARGIN: Final = 0.12
_APART: Final = 1.8
_NUMBER: Final = re.compile(r"(?:([^\W\d_]+)\.?\s*)?[-–|]?\s*(\d{1,4})\s*[-–|]?(?:\s*([^\W\d_]+|/)\s*\d{1,4})?")


@dataclass(frozen=True)
class Margins:
    """A page split in text, heads and feet; `number` is the printed one, else its ordinal."""

    heads: tuple[Row, ...]
    text: tuple[Row, ...]
    feet: tuple[Row, ...]
    printed: Row | None
    number: int


def margins(sheets: Sequence[Sheet], size: float, spelling: Spelling) -> list[Margins]:
    """The margins of each page; `size` is that of the text, in points.

    A line is a running head or foot if another page has the same words, digits aside, at the same height; at the top
    also if it is in the margin, well apart from the text, not larger than it, and does not end a sentence. The
    outermost line that is only a number is the page number.
    """
    returning = pages_by_line((*sheet.rows[:_DEEP], *sheet.rows[-_DEEP:]) for sheet in sheets)
    return [_margins(sheet, size, returning, spelling) for sheet in sheets]


def pages_by_line(pages: Iterable[Iterable[Row]]) -> Counter[tuple[str, int]]:
    """On how many of these pages each line is, by its key."""
    return Counter(line for rows in pages for line in {key(row) for row in rows})


def key(row: Row) -> tuple[str, int]:
    """The key of a running head or foot on all its pages: its words without digits, and its height."""
    return re.sub(r"\d+", "#", row.text), round(row.y / _NEAR)


def _margins(sheet: Sheet, size: float, returning: Counter[tuple[str, int]], spelling: Spelling) -> Margins:
    rows = list(sheet.rows)
    heads: list[Row] = []
    feet: list[Row] = []
    printed: Row | None = None
    for margin, at in ((heads, 0), (feet, -1)):
        for _ in range(_DEEP):
            if not rows:
                break
            if printed is None and printed_number(rows[at].text, spelling):
                printed = rows.pop(at)
            elif returning[key(rows[at])] > 1 or (at == 0 and _stands_apart(rows, sheet, size, spelling)):
                margin.append(rows.pop(at))
            else:
                break
    number = printed_number(printed.text, spelling) if printed else ""
    ordinal = _counted([*heads, *feet], sheet.ordinal)
    return Margins(tuple(heads), tuple(rows), tuple(feet[::-1]), printed, int(number) if number else ordinal)


def printed_number(text: str, spelling: Spelling) -> str:
    """The digits of a page number such as `7`, `page 7` or `7 of 12`; "" for any other line."""
    match = _NUMBER.fullmatch(text)
    if not match:
        return ""
    before, number, between = match.groups()
    is_known = before is None or before.casefold() in spelling.page_words
    return number if is_known and (between in (None, "/") or between.casefold() in spelling.of_words) else ""


def _stands_apart(rows: Sequence[Row], sheet: Sheet, size: float, spelling: Spelling) -> bool:
    if len(rows) < _DEEP or rows[0].y > _MARGIN * sheet.height:
        return False
    is_apart = rows[1].y - rows[0].y > _APART * size
    return is_apart and rows[0].size <= size and not sentences.is_whole(rows[0].text, spelling)


def _counted(rows: Sequence[Row], ordinal: int) -> int:
    """The page number at the beginning or end of a running head or foot, else the ordinal."""
    for row in rows:
        match = re.search(r"^(\d{1,4})\s*\||\|\s*(\d{1,4})$", row.text)
        if match:
            return int(match[1] or match[2])
    return ordinal
