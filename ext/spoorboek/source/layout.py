"""Turns pages of positioned words into blocks in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from spoorboek.config.spelling import NO_SPELLING, Spelling
from spoorboek.model.message import Message
from spoorboek.source import columns, doubts, sentences
from spoorboek.source.blocks import BULLET, Block, Kind, split
from spoorboek.source.columns import Column
from spoorboek.source.margins import Margins, margins
from spoorboek.source.sheets import Row, Sheet, Word, commonest_size

_NOTE_SIZE: Final = 0.93
_TITLE_SIZE: Final = 1.12
_PITCH: Final = 1.3
"""Lines this many usual distances apart are in two paragraphs."""
_INDENT: Final = 0.8
_NUMBER: Final = re.compile(r"\d{1,3}")


@dataclass(frozen=True)
class _Note:
    """A note at the foot of a column; number 0 continues the note before."""

    number: int
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class _Part:
    """A column without its notes, and the notes at its foot."""

    side: str
    rows: tuple[Row, ...]
    notes: tuple[_Note, ...]


@dataclass(frozen=True)
class Layout:
    """All blocks of a document; per page: heads, text, notes, feet, page number.

    `doubts` has a message for each page whose reading order is uncertain.
    """

    blocks: tuple[Block, ...]
    doubts: tuple[Message, ...]


def read(sheets: Sequence[Sheet], spelling: Spelling = NO_SPELLING) -> Layout:
    """The blocks of the pages of a document."""
    size = commonest_size([word for sheet in sheets for word in sheet.words if not word.is_turned])
    pages = margins(sheets, size, spelling)
    gutter = columns.gutter(page.text for page in pages)
    layouts = [columns.columns(page.text, gutter) for page in pages]
    blocks: list[Block] = []
    for sheet, page, page_columns in zip(sheets, pages, layouts, strict=True):
        blocks += _page(sheet, page, [_part(column, size) for column in page_columns], size, spelling)
    return Layout(tuple(blocks), tuple(doubts.doubts(sheets, pages, layouts, size)))


def _page(sheet: Sheet, page: Margins, parts: Sequence[_Part], size: float, spelling: Spelling) -> Iterator[Block]:
    number = page.number
    yield from (Block(Kind.HEADER, (row.text,), number) for row in page.heads)
    yield from (Block(Kind.HEADER, (word.text,), number) for word in sheet.turned)
    for part in parts:
        for rows in _paragraphs(part.rows, spelling):
            lines = tuple(row.text for row in rows)
            yield Block(_kind(rows, lines, size, spelling), lines, number, part.side)
    for part in parts:
        for note in part.notes:
            yield Block(Kind.NOTE, tuple(row.text for row in note.rows), number, part.side, note.number)
    yield from (Block(Kind.HEADER, (row.text,), number) for row in page.feet)
    if page.printed:
        yield Block(Kind.PAGE, (page.printed.text,), number)


def _kind(rows: Sequence[Row], lines: Sequence[str], size: float, spelling: Spelling) -> Kind:
    """The kind of a paragraph: a title is larger than the text, or bold and does not end a sentence."""
    words = [word for row in rows for word in row.words]
    is_bold = all(word.is_bold for word in words) and not lines[0][0].islower()
    is_bold = is_bold and not sentences.is_whole(lines[-1], spelling)
    return Kind.TITLE if is_bold or commonest_size(words) >= _TITLE_SIZE * size else Kind.TEXT


def _part(column: Column, size: float) -> _Part:
    """Separate the notes of a column: the lines in small letters at its foot, if the first begins with a number."""
    start = len(column.rows)
    while start and column.rows[start - 1].size <= _NOTE_SIZE * size:
        start -= 1
    small = column.rows[start:]
    if not small or not _numbered(small[0]):
        return _Part(column.side, column.rows, ())
    return _Part(column.side, column.rows[:start], tuple(_notes(small)))


def _notes(rows: Sequence[Row]) -> Iterator[_Note]:
    """Split notes: each begins with the next number, raised if the first one's is."""
    number, lines = 0, list[Row]()
    is_raised = rows[0].words[0].is_mark
    for row in rows:
        begun = _numbered(row) if row.words[0].is_mark == is_raised else 0
        if begun and (not number or begun == number + 1):
            if lines:
                yield _Note(number, tuple(lines))
            number, lines = begun, []
        lines.append(Row(row.words[1:]) if begun == number and not lines else row)
    yield _Note(number, tuple(lines))


def _numbered(row: Row) -> int:
    """The number at the beginning of a line; 0 if there is none."""
    first: Word = row.words[0]
    is_number = _NUMBER.fullmatch(first.text) and len(row.words) > 1
    return int(first.text) if is_number else 0


def _paragraphs(rows: Sequence[Row], spelling: Spelling) -> Iterator[list[Row]]:
    """The lines of a column grouped in paragraphs."""
    pitch = _pitch(rows)
    left = min((row.left for row in rows), default=0.0)
    return split(rows, lambda before, row: _begins(before, row, pitch, left, spelling))


def _pitch(rows: Sequence[Row]) -> float:
    """The usual distance of lines in this column, in letter sizes."""
    apart = [(after.y - before.y) / after.size for before, after in pairwise(rows) if after.size == before.size]
    return min(median(apart), 1.35) if apart else 1.3


def _begins(before: Row, row: Row, pitch: float, left: float, spelling: Spelling) -> bool:
    """Whether a line begins another paragraph than the one above it."""
    if abs(row.size - before.size) > 0.1 * before.size or (row.is_bold != before.is_bold and not _runs_on(before)):
        return True
    if row.y - before.y > _PITCH * pitch * row.size or BULLET.match(row.text):
        return True
    is_indented = row.left - left > _INDENT * row.size and before.left - left < _INDENT * row.size
    return is_indented and sentences.is_whole(before.text, spelling)


def _runs_on(row: Row) -> bool:
    """Whether only a part of the line is bold."""
    return len({word.is_bold for word in row.words}) > 1
