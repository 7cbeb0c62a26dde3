"""Which commitments of the edition before may go on in a document at hand: proposals, by likeness alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from spoorboek.analysis import lineage
from spoorboek.model.programme import Item, Programme
from spoorboek.source.reading import Sentence

_LEAST: Final = 55
"""How alike, of 100, the words of a commitment and of a sentence are before they are proposed."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A commitment, the sentence of the document that is most like it, and how alike they are, of 100."""

    commitment: Item
    sentence: Sentence
    likeness: int


def proposals(programme: Programme, source: Item, sentences: Sequence[Sentence]) -> tuple[Proposal, ...]:
    """For each commitment of the edition before that of the source, the sentence most like it, the likest first.

    Nothing is judged by this: what is alike may be about something else, and what goes on may be worded anew.
    """
    from rapidfuzz import fuzz, process, utils  # noqa: PLC0415 - takes 10 ms, and most runs ask for no proposals

    commitments = _before(programme, source)
    texts = [sentence.text for sentence in sentences]
    found = []
    for commitment in commitments:
        words = f"{commitment.title} {commitment.body}"
        best = process.extractOne(words, texts, scorer=fuzz.token_set_ratio, processor=utils.default_process)
        if best and best[1] >= _LEAST:
            found.append(Proposal(commitment, sentences[best[2]], round(best[1])))
    return tuple(sorted(found, key=lambda each: (-each.likeness, each.commitment.order)))


def _before(programme: Programme, source: Item) -> tuple[Item, ...]:
    """The commitments of the last edition before that of the source; none where it is of none."""
    known = lineage.of(programme)
    own = known.named(source.field("edition"))
    earlier = [each for each in known.editions if own and each.order < own.order and each.commitments]
    return max(earlier, key=lambda each: each.order).commitments if earlier else ()
