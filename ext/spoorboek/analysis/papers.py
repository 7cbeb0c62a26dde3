"""Papers of a parliament: a series and a number in it, found in a reference or a title however they are spelt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from spoorboek.config.names import Roles, Types
from spoorboek.model.programme import Item, Programme

_PAPER: Final = re.compile(r"(?<!\d)(\d{2})[ .\u00a0]?(\d{3})(?!\d)(?:[-, ]+(?:nr\.? ?)?(\d{1,4})(?!\d))?")


@dataclass(frozen=True, slots=True)
class Paper:
    """`29 754, nr. 731`: five digits, and the number in that series; empty where only the series is named."""

    series: str
    number: str = ""

    @property
    def key(self) -> str:
        """How a search knows it: `29754-731`."""
        return f"{self.series}-{self.number}" if self.number else self.series


def read(text: str) -> Paper | None:
    """The first paper that a text names; None where it names none."""
    found = _PAPER.search(text)
    return Paper(found[1] + found[2], found[3] or "") if found else None


def of(item: Item) -> Paper | None:
    """The paper that an event was, by its reference; that a source is, by its title."""
    return read({Types.EVENT: item.field("reference"), Types.SOURCE: item.title}.get(item.type, ""))


def in_series(programme: Programme, series: str) -> Iterator[tuple[Paper, Item]]:
    """The events and sources that are papers of a series; a source that records such an event is left to the event."""
    events = [(paper, event) for event in programme.of_type(Types.EVENT) if (paper := of(event))]
    known = {paper.key for paper, _event in events}
    for paper, event in events:
        if paper.series == series:
            yield paper, event
    for source in programme.of_type(Types.SOURCE):
        paper = of(source)
        if paper and paper.series == series and paper.key not in known:
            yield paper, source


def touched(programme: Programme, items: Iterator[Item] | list[Item]) -> list[Item]:
    """The commitments and investigations whose traces hold these events, or events that these sources record."""
    found: dict[str, Item] = {}
    for item in items:
        events = [item] if item.type == Types.EVENT else programme.followed_back(item, Roles.DOCUMENTED_IN)
        for event in events:
            found.update((one.id, one) for one in programme.followed(event, Roles.OF))
    return sorted(found.values(), key=lambda item: item.id)
