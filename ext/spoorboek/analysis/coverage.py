"""Coverage of the sentences of a source: the items that carry each, and the sentences that none accounts for."""

from __future__ import annotations

from typing import Final, NamedTuple

from spoorboek.config.names import Kinds, Roles, Types
from spoorboek.model.labelled import Labelled
from spoorboek.model.message import _
from spoorboek.model.programme import Item, Programme

_CARRIERS: Final = (
    Types.COMMITMENT,
    Types.INVESTIGATION,
    Types.THEME,
    Types.CHAIN,
    Types.GOAL,
    Types.TERM,
    Types.ORGANISATION,
)


class Lack(Labelled):
    """Why a sentence is not accounted for."""

    UNJUDGED = "unjudged", _("not assessed yet")
    UNCARRIED = "uncarried", _("no commitment in this handbook rests on it")
    ABSENT = "absent", _("not in this handbook")


def lack(sentence: Item, *, is_carried: bool) -> Lack | None:
    """Why a sentence is not accounted for, or None if it is: not assessed, or a promise without a commitment."""
    kind = sentence.field("kind")
    if kind == Kinds.OPEN:
        return Lack.UNJUDGED
    return Lack.UNCARRIED if kind == Kinds.COMMITMENT and not is_carried else None


class SentenceCoverage(NamedTuple):
    """A sentence of a source: its number, its item (None if absent), and the items that are grounded in it."""

    number: int
    sentence: Item | None
    carriers: tuple[Item, ...] = ()

    @property
    def lack(self) -> Lack | None:
        if self.sentence is None:
            return Lack.ABSENT
        return lack(self.sentence, is_carried=any(carrier.type == Types.COMMITMENT for carrier in self.carriers))


def of_source(programme: Programme, source: Item) -> tuple[SentenceCoverage, ...]:
    """The coverage of each sentence of a source, by number.

    Numbers run to the `sentences` field of the source, or to the highest number of its items if that is higher.
    """
    by_number = {
        int(number): item
        for item in programme.followed_back(source, Roles.PART_OF, Types.SENTENCE)
        if (number := item.field("number")).isdecimal()
    }
    stated = source.field("sentences")
    last = max([*by_number, int(stated) if stated.isdecimal() else 0], default=0)
    return tuple(_coverage(programme, number, by_number.get(number)) for number in range(1, last + 1))


def _coverage(programme: Programme, number: int, sentence: Item | None) -> SentenceCoverage:
    if sentence is None:
        return SentenceCoverage(number, None)
    resting = programme.followed_back(sentence, Roles.GROUNDED_IN)
    carriers = sorted((item for item in resting if item.type in _CARRIERS), key=lambda item: _CARRIERS.index(item.type))
    return SentenceCoverage(number, sentence, tuple(carriers))
