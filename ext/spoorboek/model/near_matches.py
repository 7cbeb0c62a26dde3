"""The nearest candidate for a word that was not found."""

from __future__ import annotations

import difflib
import heapq
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from typing import Final

from spoorboek.model.message import NOTHING, Message, _

_NEAR: Final = 0.75
_LONGEST: Final = 200
"""A word longer than this is no slip of the pen: it comes near to nothing."""
_COMPARED: Final = 1_000_000
"""So many comparisons take about three seconds."""
_TRIED: Final = 20
_LETTERS: Final = 100


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate most like `word` up to a bracket, whatever its case; None where none comes near."""
    return _nearest(word, tuple(candidates))


@lru_cache(maxsize=10_000)
def _nearest(word: str, candidates: tuple[str, ...]) -> str | None:
    by_folded = _by_folded(candidates)
    found = _like(_folded(word), by_folded)
    return by_folded[found] if found else None


def meant(word: str, candidates: Collection[str]) -> str | None:
    """The word itself where it is a candidate, else the nearest one."""
    return word if word in candidates else nearest(word, candidates)


def did_you_mean(word: str, candidates: Iterable[str]) -> Message:
    """`, did you mean THM-cter?`, or nothing."""
    return suggestion(word, nearest(word, candidates))


def suggestion(word: str, candidate: str | None) -> Message:
    return _(", did you mean {candidate}?", candidate=candidate) if candidate and candidate != word else NOTHING


class Names:
    """Many names, of which many words may mean one.

    A name that is one slip away is found at once. Others take a look at every name, so they are looked for only where
    there are not too many: `asked` is how many words will be asked for.
    """

    def __init__(self, names: Iterable[str], asked: int) -> None:
        self._by_folded = _by_folded(names)
        self._letters = sorted(set().union(*self._by_folded))[:_LETTERS]
        self._looks_far = asked * len(self._by_folded) <= _COMPARED
        self._known: dict[str, str | None] = {}

    def nearest(self, word: str) -> str | None:
        """The name most like `word` up to a bracket, whatever its case; None where none comes near."""
        if word not in self._known:
            self._known[word] = self._nearest(_folded(word))
        return self._known[word]

    def did_you_mean(self, word: str) -> Message:
        """`, did you mean THM-cter?`, or nothing."""
        return suggestion(word, self.nearest(word))

    def _nearest(self, word: str) -> str | None:
        if len(word) > _LONGEST:
            return None
        close = self._by_folded.keys() & {word, *_slips(word, self._letters)}
        if not close and self._looks_far:
            close = _closest(word, self._by_folded)
        found = _like(word, close)
        return self._by_folded[found] if found else None


def _folded(word: str) -> str:
    return word.partition("[")[0].casefold()


def _by_folded(names: Iterable[str]) -> dict[str, str]:
    by_folded: dict[str, str] = {}
    for name in sorted(names):
        by_folded.setdefault(name.casefold(), name)
    return by_folded


def _like(word: str, candidates: Collection[str]) -> str | None:
    if len(word) > _LONGEST:
        return None
    return next(iter(difflib.get_close_matches(word, candidates, n=1, cutoff=_NEAR)), None)


def _slips(word: str, letters: Iterable[str]) -> Iterator[str]:
    """All that is one slip away: a letter left out, put in, changed, or two that changed places."""
    for n in range(len(word) + 1):
        before, after = word[:n], word[n:]
        yield before + after[1:]
        yield before + after[1:2] + after[:1] + after[2:]
        for letter in letters:
            yield before + letter + after
            yield before + letter + after[1:]


def _closest(word: str, candidates: Iterable[str]) -> set[str]:
    """The few that have most letters in common with the word, in the same order."""
    length = len(word)
    masks = {letter: sum(1 << n for n in range(length) if word[n] == letter) for letter in word}

    def alike(other: str) -> float:
        row = full = (1 << length) - 1
        for letter in other:
            same = row & masks.get(letter, 0)
            row = (row + same) | (row - same)
        return 2 * (length - (row & full).bit_count()) / (length + len(other))

    in_reach = (other for other in candidates if min(length, len(other)) * 2 >= _NEAR * (length + len(other)))
    return {other for _, other in heapq.nlargest(_TRIED, ((alike(other), other) for other in in_reach))}
