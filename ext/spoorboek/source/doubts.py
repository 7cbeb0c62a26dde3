"""Detects page layouts that the PDF reader does not know, so that the word order may be wrong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median_high
from typing import Final

from spoorboek.model.message import Message, _
from spoorboek.source import columns
from spoorboek.source.blocks import BULLET
from spoorboek.source.columns import Column
from spoorboek.source.margins import Margins, key, pages_by_line
from spoorboek.source.sheets import WIDE, Row, Sheet, Word

_FAR: Final = 3.0
"""A gap this wide separates cells if the line does not fill its column."""
_SAME: Final = 1.5
"""In points: the most difference between left edges of aligned cells."""
_LEAST: Final = 2
_NARROW: Final = 0.6
"""A column narrower than this part of the other's width is not running text."""
_TURNED: Final = 0.1
_NEAR: Final = 1.2
"""Lines at most this many usual distances apart may be in one paragraph."""
_DROP: Final = 1.5
_GRID: Final = 3
"""Vertical rules side by side: two are a box, three a table."""
_HANGING: Final = re.compile(r"\(?[\w§]{1,4}[.):]?(?:\d[.)]?)*")
"""What may be in the margin of text: a bullet, a letter, a paragraph number."""


def doubts(
    sheets: Sequence[Sheet],
    pages: Sequence[Margins],
    layouts: Sequence[Sequence[Column]],
    size: float,
) -> Iterator[Message]:
    """A message for each page with an unknown layout; `layouts` are the columns of each page."""
    returning = pages_by_line(page.text for page in pages)
    for sheet, page, page_columns in zip(sheets, pages, layouts, strict=True):
        if first := next(_of_page(sheet, page, page_columns, size, returning), None):
            values = {"page": page.number, "what": first[0], "words": first[1].text[:60]}
            yield _("page {page} has {what}, at “{words}”: its reading order is uncertain", **values)


def _of_page(
    sheet: Sheet,
    page: Margins,
    page_columns: Sequence[Column],
    size: float,
    returning: Counter[tuple[str, int]],
) -> Iterator[tuple[Message, Row]]:
    if len(sheet.turned) > _TURNED * len(sheet.words):
        yield _("text along its side"), Row(sheet.turned)
    yield from _of_lines(page.text, size, returning)
    if gridded := _in_grid(sheet, page.text):
        yield _("a table"), gridded
    for column in page_columns:
        if cells := _in_cells(column):
            yield _("text side by side, as in a table or in more than two columns"), cells
        if beside := _in_margin(column.rows, size):
            yield _("text in the margin"), beside
    if wrapped := _around_a_box(page_columns):
        yield _("text that runs around a box"), wrapped
    for left, right in pairwise(page_columns):
        if (left.side, right.side) == ("left", "right") and _is_unequal(left, right):
            yield _("columns of unequal width, as headings in the margin"), left.rows[0]


def _of_lines(rows: Sequence[Row], size: float, returning: Counter[tuple[str, int]]) -> Iterator[tuple[Message, Row]]:
    for row in rows:
        if returning[key(row)] > 1 and len(row.text) > 8:
            yield _("a running head or foot within its text"), row
        if _is_drop(row, size):
            yield _("a letter as high as several lines"), row


def _is_unequal(*pair: Column) -> bool:
    narrow, wide = sorted(
        max(row.right for row in column.rows) - min(row.left for row in column.rows) for column in pair
    )
    return narrow < _NARROW * wide


def _around_a_box(page_columns: Sequence[Column]) -> Row | None:
    """The first line that continues a sentence right below another where two columns begin or end."""
    apart = [below.y - above.y for column in page_columns for above, below in pairwise(column.rows)]
    near = _NEAR * median_high(apart) if apart else 0.0
    parts = [list(group) for _, group in groupby(page_columns, key=lambda column: bool(column.side))]
    for above, below in pairwise(parts):
        for first in (column.rows[0] for column in below):
            if first.text[:1].islower() and any(0 < first.y - column.rows[-1].y <= near for column in above):
                return first
    return None


def _is_drop(row: Row, size: float) -> bool:
    first, *rest = row.words
    return len(first.text) == 1 and first.size > _DROP * size and any(word.size <= _DROP * size for word in rest)


def _in_grid(sheet: Sheet, rows: Sequence[Row]) -> Row | None:
    """The first line at the height of three or more vertical rules side by side."""
    for row in rows:
        beside = sorted(x for x, top, bottom in sheet.rules if top <= row.y <= bottom)
        apart = [x for before, x in pairwise([-10.0, *beside]) if x - before > 2]
        if len(apart) >= _GRID:
            return row
    return None


def _in_cells(column: Column) -> Row | None:
    """The first line whose words are in cells: far apart, or aligned with those of the lines below.

    The gaps of a line that fills its column may be justified text: then three lines must share one gap.
    """
    rows = column.rows
    if column.side and columns.gutter([rows]) is not None:
        return rows[0]
    right = max(row.right for row in rows)
    is_full = [row.right >= right - _SAME for row in rows]
    cells = [[after.left for _before, after in _cells(row)] for row in rows]
    for n, row in enumerate(rows):
        far = any(after.left - before.right > _FAR * row.size for before, after in _cells(row))
        same = [x for x in cells[n] if n + 1 < len(rows) and _is_near(cells[n + 1], x)]
        thrice = any(n + 2 < len(rows) and _is_near(cells[n + 2], x) for x in same)
        if (far and not is_full[n]) or thrice or (same and not (is_full[n] and is_full[n + 1])):
            return row
    return None


def _is_near(edges: Sequence[float], x: float) -> bool:
    return any(abs(edge - x) <= _SAME for edge in edges)


def _cells(row: Row) -> Iterator[tuple[Word, Word]]:
    """The words on both sides of each wide gap in a line, except the gap after a bullet or number."""
    for before, after in row.gaps:
        hangs = before is row.words[0] and (BULLET.match(before.text) or _HANGING.fullmatch(before.text))
        if not hangs and not before.is_mark:
            yield before, after


def _in_margin(rows: Sequence[Row], size: float) -> Row | None:
    """The first line with words left of the text block, separated from it."""
    text = [row for row in rows if abs(row.size - size) < 0.1 * size]
    edges = Counter(round(word.left) for row in text for word in _begins(row))
    if not edges:
        return None
    left, count = edges.most_common(1)[0]
    for row in rows:
        first = row.words[0]
        if count <= _LEAST or first.left > left - size or _HANGING.fullmatch(first.text) or BULLET.match(first.text):
            continue
        outside = [word for word in row.words if word.left < left - 1]
        inside = row.words[len(outside) :]
        if outside[-1].right < left and (not inside or inside[0].left - outside[-1].right > WIDE * size):
            return row
    return None


def _begins(row: Row) -> Iterator[Word]:
    yield row.words[0]
    yield from (after for _, after in _cells(row))
