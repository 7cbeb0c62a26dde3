"""Proves by counting that the words read are the words of the document."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from spoorboek.model.message import Message, _
from spoorboek.source.joining import HYPHENS, SOFT_HYPHEN, Join

_LONGEST: Final = 1000
"""In letters: no longer word is broken over two lines."""
_RUN: Final = re.compile(r"\w+")
_LIGATURE: Final = re.compile("[\ufb00-\ufb06]")
_BROKEN: Final = re.compile(rf"(?<!\w)(\w+)[{HYPHENS}{SOFT_HYPHEN}]\s")
_IN_A_WORD: Final = re.compile(rf"(?<=\w){SOFT_HYPHEN}(?=\w)")


def runs(text: str) -> Counter[str]:
    """The number of occurrences of each word: a run of letters, digits and underscores.

    The text is normalised to NFC, ligatures are split, soft hyphens inside words removed; case counts.
    """
    plain = _IN_A_WORD.sub("", _LIGATURE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text))
    return Counter(_RUN.findall(unicodedata.normalize("NFC", plain)))


@dataclass(frozen=True)
class Proof:
    """Word counts before and after reading, and the words broken over two lines before and joined after."""

    before: Counter[str]
    after: Counter[str]
    joins: tuple[Join, ...] = ()

    @property
    def lost(self) -> Counter[str]:
        return self._expected - self.after

    @property
    def added(self) -> Counter[str]:
        return self.after - self._expected

    @property
    def is_complete(self) -> bool:
        return not (self.lost or self.added)

    @property
    def _expected(self) -> Counter[str]:
        """The count before, with broken words joined."""
        expected = self.before.copy()
        for join in self.joins:
            expected[join.first] -= 1
            expected[join.second] -= 1
            expected[join.word] += 1
        return expected


def between(before: str, after: str) -> Proof:
    """The proof for two texts without known joins, which are derived.

    A word that only `after` has was joined if `before` has more of both its parts, and has the first part followed by a
    hyphen and white space.
    """
    counted = Proof(runs(before), runs(after))
    lost, broken = counted.lost, Counter(_BROKEN.findall(before))
    joins: list[Join] = []
    for word in counted.added.elements():
        join = _broken(word, lost, broken)
        if join:
            joins.append(join)
            lost.subtract((join.first, join.second))
            broken[join.first] -= 1
    return Proof(counted.before, counted.after, tuple(joins))


def _broken(word: str, lost: Counter[str], broken: Counter[str]) -> Join | None:
    for n in range(1, min(len(word), _LONGEST)):
        first, second = word[:n], word[n:]
        if broken[first] > 0 and lost[first] > (first == second) and lost[second] > 0:
            return Join(first, second)
    return None


def lines(proof: Proof, names: Sequence[str]) -> Iterable[Message]:
    """The report: both counts under their names, then each word that was lost or added and how often."""
    counts = (sum(proof.before.values()), sum(proof.after.values()))
    yield _(
        "{before} words in {first}, {after} in {second}",
        before=counts[0],
        after=counts[1],
        first=names[0],
        second=names[1],
    )
    if proof.joins:
        broken = ", ".join(f"{join.first}-{join.second}" for join in proof.joins)
        yield _("{count} of them broken over two lines and joined: {words}", count=len(proof.joins), words=broken)
    if proof.lost:
        yield _("lost: {words}", words=_counted(proof.lost))
    if proof.added:
        yield _("added: {words}", words=_counted(proof.added))
    if proof.is_complete:
        yield _("none lost, none added")


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{word} ({count})" for word, count in sorted(counts.items()))
