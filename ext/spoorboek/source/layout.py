"""Turns pages of positioned words into blocks in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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


def read(sheets: Sequence[Sheet], spelling: Spelling = NO_SPELLING) -> tuple[list[Block], list[Message]]:
    """The blocks of the pages of a document, and a message for each page whose reading order is uncertain.

    The order of the blocks of a page: heads, text, notes, feet, page number.
    """
    size = commonest_size([word for sheet in sheets for word in sheet.words if not word.is_turned])
    pages = margins(sheets, size, spelling)
    gutter = columns.gutter(page.text for page in pages)
    layouts = [columns.columns(page.text, gutter) for page in pages]
    blocks: list[Block] = []
    for sheet, page, page_columns in zip(sheets, pages, layouts, strict=True):
        blocks += _page(sheet, page, page_columns, size, spelling)
    return blocks, list(doubts.doubts(sheets, pages, layouts, size))


def _page(
    sheet: Sheet, page: Margins, page_columns: Sequence[Column], size: float, spelling: Spelling
) -> Iterator[Block]:
    number = page.number
    parts = [(column.side, *_without_notes(column.rows, size)) for column in page_columns]
    yield from (Block(Kind.HEADER, (row.text,), number) for row in page.heads)
    yield from (Block(Kind.HEADER, (word.text,), number) for word in sheet.turned)
    for side, text, _small in parts:
        for rows in _paragraphs(text, spelling):
            lines = tuple(row.text for row in rows)
            yield Block(_kind(rows, lines, size, spelling), lines, number, side)
    for side, _text, small in parts:
        for note, rows in _notes(small):
            yield Block(Kind.NOTE, tuple(row.text for row in rows), number, side, note)
    yield from (Block(Kind.HEADER, (row.text,), number) for row in page.feet)
    if page.printed:
        yield Block(Kind.PAGE, (page.printed.text,), number)


def _kind(rows: Sequence[Row], lines: Sequence[str], size: float, spelling: Spelling) -> Kind:
    """The kind of a paragraph: a title is larger than the text, or bold and does not end a sentence."""
    words = [word for row in rows for word in row.words]
    is_bold = all(word.is_bold for word in words) and not lines[0][0].islower()
    is_bold = is_bold and not sentences.is_whole(lines[-1], spelling)
    return Kind.TITLE if is_bold or commonest_size(words) >= _TITLE_SIZE * size else Kind.TEXT


def _without_notes(rows: Sequence[Row], size: float) -> tuple[Sequence[Row], Sequence[Row]]:
    """The lines of a column, and its notes: lines in small letters at its foot, if the first begins with a number."""
    start = len(rows)
    while start and rows[start - 1].size <= _NOTE_SIZE * size:
        start -= 1
    return (rows[:start], rows[start:]) if start < len(rows) and _numbered(rows[start]) else (rows, ())


def _notes(rows: Sequence[Row]) -> Iterator[tuple[int, list[Row]]]:
    """The number and the lines of each note: it begins with the next number, raised if that of the first one is."""
    number, lines = 0, list[Row]()
    for row in rows:
        begun = _numbered(row) if row.words[0].is_mark == rows[0].words[0].is_mark else 0
        if not number or begun == number + 1:
            if lines:
                yield number, lines
            number, lines = begun, [Row(row.words[1:])]
        else:
            lines.append(row)
    if lines:
        yield number, lines


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
