"""Reads a text file in reading order: tagged blocks, or paragraphs separated by blank lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby, pairwise
from pathlib import Path
from typing import Final

from spoorboek.config.spelling import NO_SPELLING, Spelling
from spoorboek.model import files
from spoorboek.model.errors import unreadable
from spoorboek.model.message import _
from spoorboek.source import sentences
from spoorboek.source.blocks import Block, Kind, split

_TAG: Final = re.compile(r"\[(?:(HEADER|PAGE|TITLE)|(FN)(\d{1,4})|([LRT])\d+)\](?:\s+|$)")
_LIKE_A_TAG: Final = re.compile(r"\[[A-Z]+\d*\](?:\s|$)")
_NUMBER: Final = re.compile(r"\d{1,4}")
_NOTE: Final = re.compile(r"\{(\d{1,4})\}\s*")
_COLUMNS: Final = {"L": "left", "R": "right", "T": ""}
_KINDS: Final = {"HEADER": Kind.HEADER, "PAGE": Kind.PAGE, "TITLE": Kind.TITLE}


def text(path: Path) -> str:
    """The text of a file. Raises SpoorboekError if it cannot be read or is not UTF-8 text."""
    content = files.read_required(path, path, _("name a PDF, or a text in reading order"))
    try:
        decoded = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        problem = _("byte {byte} is not UTF-8", byte=f"{content[error.start]:#04x}")
        remedy = _("save the text as UTF-8, or name a PDF")
        raise unreadable(f"{path}:{line}:{column}", problem, remedy) from None
    if "\0" in decoded:
        raise unreadable(f"{path}:1:1", _("it is neither a text nor a PDF"), _("name a PDF, or a text in UTF-8"))
    return decoded


def read(path: Path, spelling: Spelling = NO_SPELLING) -> tuple[Block, ...]:
    """The blocks of a text file in reading order.

    A tag begins a block: [HEADER], [TITLE], [FN5], [PAGE] at the end of its page, and [L1], [R1], [T1] for a paragraph
    in the left column, the right column, or text of one column. A line without a tag continues the block above.
    In a text without tags, blank lines separate blocks and form feeds pages; a single number at the end of a page is
    its number, a block that begins with `{5}` is note 5, and a single line that does not end a sentence is a title.

    Raises SpoorboekError if it cannot be read or has an unknown tag.
    """
    rows = [row.strip(" \t\r") for row in text(path).replace("\f", "\n\f\n").split("\n")]
    tagged = any(_TAG.match(row) for row in rows)
    pages = split(_tagged(path, rows), _is_end_of_page) if tagged else _untagged(rows, spelling)
    return tuple(_numbered(pages))


def _numbered(pages: Iterable[list[Block]]) -> Iterator[Block]:
    """The blocks with the printed number of their page, else one more than that of the page before."""
    number = 0
    for blocks in pages:
        printed = [block.lines[0] for block in blocks if block.kind is Kind.PAGE]
        number = int(printed[0]) if printed and _NUMBER.fullmatch(printed[0]) else number + 1
        yield from (replace(block, page=number) for block in blocks)


def _is_end_of_page(before: Block, _after: Block) -> bool:
    return before.kind is Kind.PAGE


def _tagged(path: Path, rows: list[str]) -> Iterator[Block]:
    numbered = enumerate(rows, 1)
    for (number, opening), *others in split(numbered, lambda _before, row: _TAG.match(row[1]) is not None):
        tag = _TAG.match(opening)
        untagged = others if tag else [(number, opening), *others]
        for line, row in untagged:
            _refuse(f"{path}:{line}:1", row, begun=tag is not None)
        if tag:
            lines = (opening[tag.end() :], *(row for _line, row in others if row != "\f"))
            kind, column, note = _of_tag(tag)
            if written := tuple(filter(None, lines)):
                yield Block(kind, written, 0, column, note)


def _refuse(place: str, row: str, *, begun: bool) -> None:
    if _LIKE_A_TAG.match(row):
        remedy = _("use [HEADER], [TITLE], [L1], [R1], [T1], [FN5] or [PAGE]")
        raise unreadable(place, _("{word} is not a tag", word=row.split(None, 1)[0]), remedy)
    if row and not begun:
        problem = _("this line comes before the first tag")
        raise unreadable(place, problem, _("begin it with a tag, as [T1]"))


def _of_tag(tag: re.Match[str]) -> tuple[Kind, str, int]:
    around, note, number, column = tag.groups()
    if around:
        return _KINDS[around], "", 0
    return (Kind.NOTE, "", int(number)) if note else (Kind.TEXT, _COLUMNS[column], 0)


def _untagged(rows: list[str], spelling: Spelling) -> Iterator[list[Block]]:
    for is_break, page in groupby(rows, key="\f".__eq__):
        if not is_break:
            paragraphs = [tuple(lines) for is_full, lines in groupby(page, key=bool) if is_full]
            yield [_block(lines, after, spelling) for lines, after in pairwise([*paragraphs, ()])]


def _block(lines: tuple[str, ...], after: tuple[str, ...], spelling: Spelling) -> Block:
    """The block of a paragraph; `after` is the next paragraph on its page, () if there is none."""
    note = _NOTE.match(lines[0])
    if len(lines) == 1 and not after and _NUMBER.fullmatch(lines[0]):
        return Block(Kind.PAGE, lines)
    if note:
        return Block(Kind.NOTE, (lines[0][note.end() :], *lines[1:]), number=int(note[1]))
    text = Block(Kind.TEXT, lines)
    is_alone = len(lines) == 1 and after and after[0][:1].isupper()
    is_title = is_alone and not sentences.is_whole(lines[0], spelling)
    return replace(text, kind=Kind.TITLE) if is_title else text
