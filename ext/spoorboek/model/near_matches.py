"""The nearest known name to an unknown one, for suggestions in messages only: no rule decides by it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from spoorboek.model.message import NOTHING, Message, _

_NEAR: Final = 0.71
"""Minimum similarity. 1 is the same word; each edit (letter left out, added, changed, two swapped) costs 1 / length."""
_LONGEST: Final = 200
"""In characters. A longer word has no nearest name."""
_COMPARED: Final = 5_000_000
"""Comparisons allowed in all, about a second."""
_SEARCH_COST: Final = 100


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate most like `word` (up to `[`, case-insensitive); None if none is similar."""
    return Names(candidates).nearest(word)


def exact_or_nearest(word: str, candidates: Collection[str]) -> str | None:
    """`word` if it is a candidate, else the nearest one."""
    return word if word in candidates else nearest(word, candidates)


def did_you_mean(word: str, candidates: Iterable[str]) -> Message:
    """`, did you mean THEME-care?`, or nothing."""
    return suggestion(word, nearest(word, candidates))


def suggestion(word: str, candidate: str | None) -> Message:
    return _(", did you mean {candidate}?", candidate=candidate) if candidate and candidate != word else NOTHING


class Names:
    """Names to compare words with. After about a second of comparing, no word has a nearest name."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_folded: dict[str, str] = {}
        for name in sorted(names):
            self._by_folded.setdefault(name.casefold(), name)
        self._folded = list(self._by_folded)
        self._left = _COMPARED
        self._known: dict[str, str | None] = {}

    def nearest(self, word: str) -> str | None:
        """The name most like `word` (up to `[`, case-insensitive); None if none is similar."""
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
        self._left -= len(self._folded) + _SEARCH_COST
        near = min(_NEAR, 0.999 - 1 / max(len(word), 2))  # one edit in a short word is similar too
        match = process.extractOne(word, self._folded, scorer=OSA.normalized_similarity, score_cutoff=near)
        return self._by_folded[match[0]] if match else None
