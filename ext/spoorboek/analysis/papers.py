"""Papers of a parliament: a series and a number in it, in a reference or a title, by the pattern of the settings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spoorboek.config.names import Roles, Types
from spoorboek.model.programme import Item, Programme


@dataclass(frozen=True, slots=True)
class Paper:
    """The letters and digits of a series, and the number in it; empty if only the series is named."""

    series: str
    number: str = ""

    @property
    def key(self) -> str:
        """The paper in the search index: `29754-731`."""
        return f"{self.series}-{self.number}" if self.number else self.series

    @property
    def order(self) -> tuple[int, str]:
        """The key to sort papers of one series by: 9 stands before 10."""
        return len(self.number), self.number


def read(text: str, pattern: str) -> Paper | None:
    """The first paper that a text names, by a pattern with the groups `series` and `number`; without one, none."""
    match = re.search(pattern, text) if pattern else None
    return Paper("".join(filter(str.isalnum, match["series"])), match["number"] or "") if match else None


def of(item: Item, pattern: str) -> Paper | None:
    """The paper that an event was, by its reference; that a source is, by its title."""
    return read({Types.EVENT: item.field("reference"), Types.SOURCE: item.title}.get(item.type, ""), pattern)


def in_series(programme: Programme, series: str, pattern: str) -> Iterator[tuple[Paper, Item]]:
    """The events and sources that are papers of a series; a source that records such an event is left to the event."""
    events = [(paper, event) for event in programme.of_type(Types.EVENT) if (paper := of(event, pattern))]
    keys = {paper.key for paper, _event in events}
    for paper, event in events:
        if paper.series == series:
            yield paper, event
    for source in programme.of_type(Types.SOURCE):
        paper = of(source, pattern)
        if paper and paper.series == series and paper.key not in keys:
            yield paper, source


def in_javascript(pattern: str) -> str:
    """The pattern for a browser, where a named group has no P."""
    return pattern.replace("(?P<", "(?<")


def touched(programme: Programme, items: Iterable[Item]) -> list[Item]:
    """The commitments and investigations whose traces hold these events, or events that these sources record."""
    found: dict[str, Item] = {}
    for item in items:
        events = [item] if item.type == Types.EVENT else programme.followed_back(item, Roles.DOCUMENTED_IN, Types.EVENT)
        for event in events:
            found.update((target.id, target) for target in programme.followed(event, Roles.OF))
    return sorted(found.values(), key=lambda item: item.id)
