"""Joins lines to one text: hyphenated words and addresses that were broken over lines."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from spoorboek.config.spelling import NO_SPELLING, Spelling

SOFT_HYPHEN: Final = "\u00ad"
HYPHENS: Final = "-\u2010"
_LAST: Final = re.compile(r"(?<!\w)(\w+)[-\u2010\u00ad]$")
_FIRST: Final = re.compile(r"\w+")
_IN_ADDRESS: Final = re.compile(r"[/@]|^\W*www\.")
_GOES_ON: Final = re.compile(r"^[\w-]+(?:\.\w+)+|^[\w-]*/")
_COMPOUND: Final = re.compile(r"(?<!\w)\w+(?:[-\u2010]\w+)+")


@dataclass(frozen=True, slots=True)
class Join:
    """Two runs of word characters that were one word, broken over two lines."""

    first: str
    second: str

    @property
    def word(self) -> str:
        return self.first + self.second


@dataclass(frozen=True, slots=True)
class Joined:
    """Lines joined to one text, the offset of each line, and the words that were joined."""

    text: str
    starts: tuple[int, ...]
    joins: tuple[Join, ...]


def compounds(lines: Iterable[str]) -> frozenset[str]:
    """The casefolded words with a hyphen inside a line: at a line end their hyphen is kept."""
    return frozenset(word.casefold() for line in lines for word in _COMPOUND.findall(line))


def joined(lines: Sequence[str], hyphened: Collection[str] = (), spelling: Spelling = NO_SPELLING) -> Joined:
    """Join lines. The first of these that applies to a line end decides:

    - a soft hyphen is removed and the word continues;
    - a hyphen before a joining word, such as *and*, is kept and followed by a space;
    - a hyphen in an address, next to a capital or digit, or of a word in `hyphened`, is kept;
    - a hyphen between two lower-case letters is removed and the word continues;
    - a slash is kept without a space;
    - after anything else comes a space.
    """
    parts: list[str] = []
    starts: list[int] = []
    joins: list[Join] = []
    length, word = 0, ""
    for line in lines:
        between = ""
        if starts:
            kept, between = _seam(word, line, hyphened, spelling)
            if kept != word:
                parts[-1], length = parts[-1][:-1], length - 1
                if (first := _LAST.search(word)) and (second := _FIRST.match(line)):
                    joins.append(Join(first[1], second[0]))
            word = kept
        starts.append(length + len(between))
        parts += (between, line)
        length = starts[-1] + len(line)
        word = _last_word(word + between, line)
    return Joined("".join(parts), tuple(starts), tuple(joins))


def _last_word(before: str, line: str) -> str:
    """The last word of a text whose last line this is."""
    stripped = line.rstrip()
    words = stripped.split()
    start = len(stripped) - len(words[-1]) if words else 0
    return line[start:] if start or before[-1:].isspace() else before + line


def _seam(before: str, after: str, hyphened: Collection[str], spelling: Spelling) -> tuple[str, str]:
    """The text before, perhaps without its hyphen, and the separator to the next line."""
    if before.endswith(SOFT_HYPHEN):
        return before[:-1], ""
    last, first = before.rsplit(None, 1)[-1], after.split(None, 1)[0]
    if last.endswith("/"):
        return before, ""
    if not _LAST.search(last):
        return before, " "
    if first.strip(",.;:") in spelling.joining_words:
        return before, " "
    return (before if _keeps_hyphen(last, first, hyphened) else before[:-1]), ""


def _keeps_hyphen(last: str, first: str, hyphened: Collection[str]) -> bool:
    if _IN_ADDRESS.search(last) or _GOES_ON.match(first):
        return True
    if not (last[-2].islower() and first[0].islower()):
        return True
    compound, continuation = _COMPOUND.search(last + first), _FIRST.match(first)
    assert compound is not None
    assert continuation is not None
    return compound[0].casefold() in hyphened
