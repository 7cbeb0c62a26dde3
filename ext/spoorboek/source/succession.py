"""Proposes which commitments of the previous edition continue in a document, by text similarity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from spoorboek.analysis import lineage
from spoorboek.model.programme import Item, Programme
from spoorboek.source.reading import Sentence

_LEAST: Final = 55
"""The least similarity, of 100, for a proposal."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A commitment, the sentence most like it, and their similarity, of 100."""

    commitment: Item
    sentence: Sentence
    likeness: int


def proposals(programme: Programme, source: Item, sentences: Sequence[Sentence]) -> tuple[Proposal, ...]:
    """For each commitment of the edition before that of the source, the most similar sentence, best first.

    For suggestions only: similar texts may differ in subject, and a continued commitment may be reworded.
    """
    from rapidfuzz import fuzz, process, utils  # noqa: PLC0415 - takes 10 ms, and most runs ask for no proposals

    commitments = _before(programme, source)
    texts = [sentence.text for sentence in sentences]
    proposed = []
    for commitment in commitments:
        commitment_text = f"{commitment.title} {commitment.body}"
        best = process.extractOne(commitment_text, texts, scorer=fuzz.token_set_ratio, processor=utils.default_process)
        if best and best[1] >= _LEAST:
            proposed.append(Proposal(commitment, sentences[best[2]], round(best[1])))
    return tuple(sorted(proposed, key=lambda proposal: (-proposal.likeness, proposal.commitment.order)))


def _before(programme: Programme, source: Item) -> tuple[Item, ...]:
    """The commitments of the last edition before that of the source; () if the source has no known edition."""
    known = lineage.of(programme)
    own = known.named(source.field("edition"))
    earlier = [edition for edition in known.editions if own and edition.order < own.order and edition.commitments]
    return max(earlier, key=lambda edition: edition.order).commitments if earlier else ()
