"""The nearest candidate for a word that was not found. For suggestions only: no question is answered by it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from spoorboek.model.message import NOTHING, Message, _

_NEAR: Final = 0.71
"""1 is the same word; each slip (a letter left out, added or changed, two swapped) takes off 1 / length."""
_LONGEST: Final = 200
"""A longer word is no slip of the pen: it is like nothing."""
_COMPARED: Final = 5_000_000
"""So many comparisons take about a second; each search for a word takes what some of them take."""
_EACH: Final = 100


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate most like `word` up to a bracket, whatever its case; None where none is like it."""
    return Names(candidates).nearest(word)


def exact_or_nearest(word: str, candidates: Collection[str]) -> str | None:
    """The word itself where it is a candidate, else the nearest one."""
    return word if word in candidates else nearest(word, candidates)


def did_you_mean(word: str, candidates: Iterable[str]) -> Message:
    """`, did you mean THEME-care?`, or nothing."""
    return suggestion(word, nearest(word, candidates))


def suggestion(word: str, candidate: str | None) -> Message:
    return _(", did you mean {candidate}?", candidate=candidate) if candidate and candidate != word else NOTHING


class Names:
    """Names that words are compared with: as many words as can be in about a second. The others are like nothing."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_folded: dict[str, str] = {}
        for name in sorted(names):
            self._by_folded.setdefault(name.casefold(), name)
        self._folded = list(self._by_folded)
        self._left = _COMPARED
        self._known: dict[str, str | None] = {}

    def nearest(self, word: str) -> str | None:
        """The name most like `word` up to a bracket, whatever its case; None where none is like it."""
        if word not in self._known:
            folded = word.partition("[")[0].casefold()
            self._known[word] = self._by_folded.get(folded) or self._most_like(folded)
        return self._known[word]

    def did_you_mean(self, word: str) -> Message:
        """`, did you mean THEME-care?`, or nothing."""
        return suggestion(word, self.nearest(word))

    def _most_like(self, word: str) -> str | None:
        from rapidfuzz import process  # noqa: PLC0415 - takes 10 ms, and most runs find no unknown word
        from rapidfuzz.distance import OSA  # noqa: PLC0415 - the same

        if len(word) > _LONGEST or self._left <= 0:
            return None
        self._left -= len(self._folded) + _EACH
        near = min(_NEAR, 0.999 - 1 / max(len(word), 2))  # one slip is near in a short word too
        found = process.extractOne(word, self._folded, scorer=OSA.normalized_similarity, score_cutoff=near)
        return self._by_folded[found[0]] if found else None
