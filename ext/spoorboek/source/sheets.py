"""A page as positioned words; groups words in lines and finds note marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final, NamedTuple

WIDE: Final = 1.0
"""A gap may separate columns or table cells if it is wider than this, in sizes of its words."""
_SMALL: Final = 0.85
_RAISED: Final = 0.75
_ONE_LINE: Final = 0.2
_MANY: Final = 0.3


class Word(NamedTuple):
    """A word: x of left and right edge and y of its line from the top of the page, in points.

    `is_glued`: no blank before it. `is_mark`: it is the number of a note.
    """

    text: str
    left: float
    right: float
    y: float
    size: float
    is_bold: bool = False
    is_turned: bool = False
    is_glued: bool = False
    is_mark: bool = False


@dataclass(frozen=True)
class Sheet:
    """A page of a document; `ordinal` is 1-based. `rules` are vertical lines (x, top, bottom), in points."""

    ordinal: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[tuple[float, float, float], ...] = ()

    @cached_property
    def turned(self) -> tuple[Word, ...]:
        return tuple(word for word in self.words if word.is_turned)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Its full-width lines from top to bottom, with note marks found."""
        return rows(with_marks([word for word in self.words if not word.is_turned]))


@dataclass(frozen=True)
class Row:
    """Words on one line, from left to right."""

    words: tuple[Word, ...]

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right

    @property
    def y(self) -> float:
        return self.words[0].y

    @cached_property
    def size(self) -> float:
        """The size of most of its letters, in points."""
        return commonest_size(self.words)

    @property
    def is_bold(self) -> bool:
        return all(word.is_bold for word in self.words)

    @property
    def gaps(self) -> Iterator[tuple[Word, Word]]:
        """The words on both sides of each wide gap."""
        for before, after in pairwise(self.words):
            if after.left - before.right > WIDE * max(before.size, after.size):
                yield before, after

    @cached_property
    def text(self) -> str:
        """Its words separated by spaces; a note mark is in braces, and without a space where it is glued."""
        written = ""
        for n, word in enumerate(self.words):
            before = self.words[n - 1] if n else word
            is_glued = not n or (word.is_glued and (word.is_mark or before.is_mark))
            written += ("" if is_glued else " ") + (f"{{{word.text}}}" if word.is_mark else word.text)
        return written


def commonest_size(words: Iterable[Word]) -> float:
    """The text size in points: the largest that many letters have, so that long notes do not decide."""
    sizes = Counter[float]()
    for word in words:
        sizes[word.size] += len(word.text)
    many = _MANY * sizes.total()
    return max(
        (size for size, count in sizes.items() if count >= many), default=max(sizes, key=sizes.__getitem__, default=0.0)
    )


def with_marks(words: Sequence[Word]) -> list[Word]:
    """The words, with `is_mark` set on note marks and their y set to that of the word beside them.

    A mark is a small raised number right after a word, or right before one: then it begins a note.
    """
    return [_mark(word, words) if _may_be_mark(word) else word for word in words]


def _may_be_mark(word: Word) -> bool:
    return word.text.isascii() and word.text.isdigit() and len(word.text) <= 3


def _mark(word: Word, words: Sequence[Word]) -> Word:
    for host in words:
        beside = min(abs(word.left - host.right), abs(host.left - word.right)) < 0.6 * host.size
        if beside and word.size <= _SMALL * host.size and 0 < host.y - word.y < _RAISED * host.size:
            return word._replace(y=host.y, is_mark=True)
    return word


def rows(words: Iterable[Word]) -> tuple[Row, ...]:
    """Group words in rows by nearly equal y."""
    found: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.y, word.left)):
        if found and word.y - found[-1][0].y <= _ONE_LINE * found[-1][0].size:
            found[-1].append(word)
        else:
            found.append([word])
    return tuple(Row(tuple(sorted(row, key=lambda word: word.left))) for row in found)
