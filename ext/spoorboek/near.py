"""The nearest candidate for a word that was not found."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate most like `word` up to a bracket, whatever its case; None where none comes near."""
    by_folded: dict[str, str] = {}
    for candidate in sorted(candidates):
        by_folded.setdefault(candidate.casefold(), candidate)
    found = difflib.get_close_matches(word.partition("[")[0].casefold(), by_folded, n=1, cutoff=0.75)
    return by_folded[found[0]] if found else None


def meant(word: str, candidates: Collection[str]) -> str | None:
    """The word itself where it is a candidate, else the nearest one."""
    return word if word in candidates else nearest(word, candidates)


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """`, did you mean THM-cter?`, or nothing."""
    candidate = nearest(word, candidates)
    return f", did you mean {candidate}?" if candidate and candidate != word else ""
