"""The sentences of a document with their places, and the text around them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from spoorboek.config.spelling import NO_SPELLING, Spelling
from spoorboek.model.fingerprint import fingerprint
from spoorboek.model.message import Message, _
from spoorboek.source import joining, proof, sentences
from spoorboek.source.blocks import BULLET, Block, Kind, split
from spoorboek.source.joining import Join, Joined
from spoorboek.source.proof import Proof

_COLUMNS: Final = {"left": _("left"), "right": _("right"), "left-right": _("left-right")}


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a sentence: page, column (left, right or left-right), passage, 1-based number in passage and source.

    `until` is the page on which it ends.
    """

    page: int
    until: int
    column: str
    passage: int
    within: int
    number: int

    def __str__(self) -> str:
        return str(self.label)

    @property
    def label(self) -> Message:
        over = _("page {page}", page=self.page)
        if self.page != self.until:
            over = _("pages {page} and {until}", page=self.page, until=self.until)
        values = {"pages": over, "passage": self.passage, "number": self.number}
        if not self.column:
            return _("{pages}, P{passage}, sentence {number}", **values)
        return _("{pages}, {column}, P{passage}, sentence {number}", column=_COLUMNS[self.column], **values)


@dataclass(frozen=True)
class Sentence:
    text: str
    place: Place

    @cached_property
    def fingerprint(self) -> str:
        return fingerprint(self.text)


@dataclass(frozen=True)
class Reading:
    """A document that was read: its sentences, what is around them, and the proof that no word is missing.

    `around` are the running heads, titles, notes and page numbers, each in one line.
    `doubts` has a message for each page whose reading order is uncertain.
    """

    sentences: tuple[Sentence, ...]
    around: tuple[Block, ...]
    proof: Proof
    doubts: tuple[Message, ...] = ()


def reading(blocks: Sequence[Block], written: Counter[str], spelling: Spelling = NO_SPELLING) -> Reading:
    """Read blocks in reading order into sentences; `written` is the word count of the document."""
    hyphened = joining.compounds(line for block in blocks for line in block.lines)
    joins: list[Join] = []
    around: list[Block] = []
    all_sentences: list[Sentence] = []
    for block in blocks:
        if block.kind is not Kind.TEXT:
            text = joining.joined(block.lines, hyphened, spelling)
            joins += text.joins
            around.append(replace(block, lines=(text.text,)))
    for passage, parts in enumerate(passages(blocks, spelling), 1):
        text = joining.joined([line for part in parts for line in part.lines], hyphened, spelling)
        joins += text.joins
        all_sentences += _sentences(text, parts, passage, len(all_sentences), spelling)
    after = Counter[str]()
    for sentence in all_sentences:
        after += proof.runs(sentence.text)
    for block in around:
        after += proof.runs(block.text)
    return Reading(tuple(all_sentences), tuple(around), Proof(written, after, tuple(joins)))


def passages(blocks: Iterable[Block], spelling: Spelling = NO_SPELLING) -> Iterator[list[Block]]:
    """Group paragraphs in passages: each paragraph with its continuations.

    A paragraph that does not end a sentence continues in the next if that begins a column or page, or begins in lower
    case; a title always separates passages, a note or running head never does.
    """
    running = (block for block in blocks if block.kind in (Kind.TEXT, Kind.TITLE))
    runs = split(running, lambda before, after: not _goes_on(before, after, spelling))
    return (run for run in runs if run[0].kind is Kind.TEXT)


def _goes_on(before: Block, after: Block, spelling: Spelling) -> bool:
    if Kind.TITLE in (before.kind, after.kind):
        return False
    if sentences.is_whole(before.lines[-1], spelling) or BULLET.match(after.lines[0]):
        return False
    return (before.page, before.column) != (after.page, after.column) or after.lines[0][0].islower()


def _sentences(
    text: Joined, parts: Sequence[Block], passage: int, before: int, spelling: Spelling
) -> Iterator[Sentence]:
    lines = [part for part in parts for _ in part.lines]
    for within, (start, end) in enumerate(sentences.spans(text.text, spelling), 1):
        first, last = bisect_right(text.starts, start) - 1, bisect_left(text.starts, end) - 1
        columns = dict.fromkeys(line.column for line in lines[first : last + 1] if line.column)
        column = next(iter(columns), "") if len(columns) < 2 else "left-right"
        place = Place(lines[first].page, lines[last].page, column, passage, within, before + within)
        yield Sentence(text.text[start:end], place)
