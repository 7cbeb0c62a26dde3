"""The sentences of a source: which are accounted for, by what, and which are still open."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Final

from spoorboek.config.names import Kinds, Roles, Types
from spoorboek.model.message import Message, _
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


class Lack(enum.StrEnum):
    """Why a sentence is not accounted for."""

    UNJUDGED = "unjudged"
    UNCARRIED = "uncarried"
    ABSENT = "absent"

    @property
    def label(self) -> Message:
        return _LABELS[self]


_LABELS: Final = {
    Lack.UNJUDGED: _("not assessed yet"),
    Lack.UNCARRIED: _("no commitment in this handbook rests on it"),
    Lack.ABSENT: _("not in this handbook"),
}


@dataclass(frozen=True)
class Account:
    """One sentence of a source by its number, the item that stands for it, and what rests on it."""

    number: int
    sentence: Item | None
    carriers: tuple[Item, ...] = ()

    @property
    def lack(self) -> Lack | None:
        if self.sentence is None:
            return Lack.ABSENT
        kind = self.sentence.field("kind")
        if kind == Kinds.OPEN:
            return Lack.UNJUDGED
        is_carried = any(carrier.type == Types.COMMITMENT for carrier in self.carriers)
        return Lack.UNCARRIED if kind == Kinds.COMMITMENT and not is_carried else None


def accounts(programme: Programme, source: Item) -> tuple[Account, ...]:
    """An account for each sentence that a source has, in the order of their numbers.

    As many as it says it has, or as its items say where it says nothing.
    """
    by_number = {
        int(number): item
        for item in programme.followed_back(source, Roles.PART_OF)
        if item.type == Types.SENTENCE and (number := item.field("number")).isdecimal()
    }
    said = source.field("sentences")
    last = max([*by_number, int(said) if said.isdecimal() else 0], default=0)
    return tuple(_account(programme, number, by_number.get(number)) for number in range(1, last + 1))


def _account(programme: Programme, number: int, sentence: Item | None) -> Account:
    if sentence is None:
        return Account(number, None)
    resting = programme.followed_back(sentence, Roles.GROUNDED_IN)
    found = sorted((item for item in resting if item.type in _CARRIERS), key=lambda item: _CARRIERS.index(item.type))
    return Account(number, sentence, tuple(found))
