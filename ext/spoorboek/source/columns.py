"""Divides a page into columns: full-width lines, and lines in a left and a right column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from spoorboek.source.sheets import WIDE, Row, Word

_LEAST: Final = 3
"""The least number of lines in a column."""


@dataclass(frozen=True)
class Column:
    """Consecutive lines of a column; `side` is left or right, "" for the full width."""

    side: str
    rows: tuple[Row, ...]


def gutter(pages: Iterable[Sequence[Row]]) -> float | None:
    """The x of the gap between columns with the most words in columns on one page; None if no page has columns."""
    candidates = (_rated(x, _in_columns(rows, x)) for rows in pages for x in _candidates(rows))
    count, _, x = max(candidates, default=(0, 0.0, 0.0))
    return x if count else None


def columns(rows: Sequence[Row], document_gutter: float | None = None) -> list[Column]:
    """The columns of a page in reading order; `document_gutter` is the x of the document's gutter.

    Full-width lines separate pairs of columns. A page without a clear gutter is one column.
    """
    if not rows:
        return []
    if document_gutter is not None and not any(_crosses(row, document_gutter) for row in rows):
        return _pair(rows, document_gutter)
    x = document_gutter if document_gutter is not None and _in_columns(rows, document_gutter) else gutter([rows])
    if x is None:
        return [Column("", tuple(rows))]
    bands = (_pair(band, x) if is_pair else [Column("", tuple(band))] for is_pair, band in _bands(rows, x))
    return [column for band in bands for column in band]


def _candidates(rows: Sequence[Row]) -> set[float]:
    """Candidate x positions of a gutter: in the middle of a wide gap, or just before a line that starts far right."""
    positions: set[float] = set()
    if rows:
        start, end = min(row.left for row in rows), max(row.right for row in rows)
        middle = start + 0.25 * (end - start), start + 0.75 * (end - start)
        for row in rows:
            centres = ((before.right + after.left) / 2 for before, after in row.gaps)
            positions.update(x for x in centres if middle[0] < x < middle[1])
            if middle[0] < row.left < middle[1]:
                positions.add(row.left - 1)
    return {round(x, 1) for x in positions}


def _crosses(row: Row, x: float) -> bool:
    """Whether the line has text across x."""
    left = [word for word in row.words if word.left < x]
    right = [word for word in row.words if word.left >= x]
    if not left or left[-1].right > x:
        return bool(left)
    return bool(right) and right[0].left - left[-1].right <= WIDE * max(left[-1].size, right[0].size)


def _bands(rows: Sequence[Row], x: float) -> Iterator[tuple[bool, list[Row]]]:
    """Runs of lines, each with whether it is two columns separated at x."""
    runs = (list(run) for _crossing, run in groupby(rows, lambda row: _crosses(row, x)))
    for is_pair, band in groupby(runs, lambda run: not _crosses(run[0], x) and _is_pair(run, x)):
        yield is_pair, [row for run in band for row in run]


def _is_pair(rows: Sequence[Row], x: float) -> bool:
    """Whether these lines are two columns side by side, the right one with a left edge of its own."""
    left = [row.y for row in rows if row.left < x]
    right = [row.y for row in rows if row.right > x]
    if min(len(left), len(right)) < _LEAST or max(left[0], right[0]) >= min(left[-1], right[-1]):
        return False
    edges = Counter(round(next(word.left for word in row.words if word.left >= x)) for row in rows if row.right > x)
    aligned = edges.most_common(1)[0][1]
    return aligned >= _LEAST and 2 * aligned >= len(right)


def _in_columns(rows: Sequence[Row], x: float) -> list[Row]:
    """The lines that are two columns separated at x."""
    return [row for is_pair, band in _bands(rows, x) if is_pair for row in band]


def _rated(x: float, rows: Sequence[Row]) -> tuple[int, float, float]:
    """The number of words in these columns separated at x, the least width of the gutter, and x."""
    words = [word for row in rows for word in row.words]
    left = max((word.right for word in words if word.left < x), default=x)
    right = min((word.left for word in words if word.left >= x), default=x)
    return len(words), right - left, x


def _pair(rows: Sequence[Row], x: float) -> list[Column]:
    """The left and right column separated at x, without an empty one."""
    left = _part(tuple(word for word in row.words if word.left < x) for row in rows)
    right = _part(tuple(word for word in row.words if word.left >= x) for row in rows)
    return [Column(side, part) for side, part in (("left", left), ("right", right)) if part]


def _part(rows: Iterable[tuple[Word, ...]]) -> tuple[Row, ...]:
    return tuple(Row(row) for row in rows if row)
