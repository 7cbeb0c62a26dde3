"""The editions of a programme, and the fate of each commitment in later editions."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from spoorboek.analysis import state
from spoorboek.analysis.state import State
from spoorboek.config.names import Kinds, Readings, Results, Roles, Types
from spoorboek.model import dates
from spoorboek.model.grouping import grouped
from spoorboek.model.labelled import Labelled
from spoorboek.model.message import Message, _
from spoorboek.model.near_matches import nearest, suggestion
from spoorboek.model.programme import Item, Programme, derived

YEAR: Final = re.compile(r"[1-9][0-9]{3}")
YEARS: Final = re.compile(r"[1-9][0-9]{3}(?:-[1-9][0-9]{3})?")
"""The name of an edition: a year, or its first and last year."""


class Fate(Labelled):
    """What became of a commitment in later editions. The first that applies holds."""

    GOES_ON = "goes-on", _("goes on in a later edition")
    SETTLED = "settled", _("settled")
    ENDED = "ended", _("ended")
    NOT_NAMED = "not-named", _("not named again")


NOT_NAMED_IN_PART: Final = _("not named in what we could read")
"""The label of NOT_NAMED if a later edition was read only in part."""


@dataclass(frozen=True)
class Edition:
    """The programme of a year, or of several (`2018-2020`): its sources, and its commitments in their order."""

    name: str
    sources: tuple[Item, ...]
    commitments: tuple[Item, ...]

    @property
    def first_year(self) -> int:
        return int(self.name[:4])

    @property
    def last_year(self) -> int:
        return int(self.name[-4:])

    @cached_property
    def is_found(self) -> bool:
        """Whether it was found: False (a gap) if each of its sources has `read: not-found`."""
        return not self.sources or any(source.field("read") != Readings.NOT_FOUND for source in self.sources)

    @cached_property
    def is_read_whole(self) -> bool:
        return bool(self.sources) and all(source.field("read") == "whole" for source in self.sources)

    @property
    def published(self) -> str:
        """The earliest date of publication of its sources, as written; empty if none is known."""
        days = filter(None, (source.date("published") for source in self.sources))
        return min(days, key=dates.first_day, default="")

    @cached_property
    def begins(self) -> datetime.date:
        """The day from which it counts: that of publication, else 1 January of its first year."""
        return dates.first_day(self.published) if self.published else datetime.date(self.first_year, 1, 1)

    def covers(self, year: int) -> bool:
        return self.first_year <= year <= self.last_year

    @property
    def order(self) -> tuple[int, int]:
        return self.first_year, self.last_year

    def was_out(self, as_of: datetime.date) -> bool:
        """Whether it was found, and had been published by a day."""
        return self.is_found and self.begins <= as_of


class Outcome(NamedTuple):
    """The fate of a commitment and the items that it follows from (successions, checks or events).

    `fate` is None if there is no later edition. `later` is the next edition that was found. `is_in_part`: a later
    edition was read only in part. `searches` are those for the commitment in `later`.
    """

    commitment: Item
    fate: Fate | None
    grounds: tuple[Item, ...] = ()
    later: Edition | None = None
    is_in_part: bool = False
    searches: tuple[Item, ...] = ()

    @property
    def name(self) -> str:
        """The identifier in exports: the fate, with `-in-part` if unread; empty if there is no later edition."""
        if self.fate is None:
            return ""
        return f"{self.fate}-in-part" if self.is_unread else self.fate.value

    @property
    def label(self) -> Message:
        if self.fate is None:
            return _("no later edition yet")
        return NOT_NAMED_IN_PART if self.is_unread else self.fate.label

    @property
    def is_unread(self) -> bool:
        """Whether it is not named again in what was read, while parts of later editions were not read."""
        return self.fate is Fate.NOT_NAMED and self.is_in_part


@dataclass(frozen=True)
class Lineage:
    """The editions in order, including gaps, and the edition of each commitment by its id."""

    editions: tuple[Edition, ...]
    edition_of: dict[str, Edition]

    def named(self, name: str) -> Edition | None:
        return next((edition for edition in self.editions if edition.name == name), None)

    def did_you_mean(self, name: str) -> Message:
        """The suggestion for an unknown name: the edition that covers that year, else the most similar name."""
        around = (edition.name for edition in self.editions if YEAR.fullmatch(name) and edition.covers(int(name)))
        candidate = next(around, nearest(name, [edition.name for edition in self.editions if edition.is_found]))
        return suggestion(name, candidate)

    def later(self, edition: Edition, as_of: datetime.date) -> list[Edition]:
        """The later editions that were found and had been published by that day."""
        return [other for other in self.editions if other.order > edition.order and other.was_out(as_of)]


@derived
def of(programme: Programme) -> Lineage:
    """The editions of a programme. The work grows linearly with its sources and commitments."""
    all_sources = ((source.field("edition"), source) for source in programme.of_type(Types.SOURCE))
    sources = grouped((name, source) for name, source in all_sources if YEARS.fullmatch(name))
    all_commitments = ((_name_of(programme, item), item) for item in programme.of_type(Types.COMMITMENT))
    commitments = grouped((name, item) for name, item in all_commitments if name)
    editions = [
        Edition(
            name,
            tuple(sources.get(name, ())),
            tuple(sorted(commitments.get(name, ()), key=lambda item: item.order)),
        )
        for name in {**sources, **commitments}
    ]
    editions.sort(key=lambda edition: edition.order)
    return Lineage(tuple(editions), {item.id: edition for edition in editions for item in edition.commitments})


def grounds(programme: Programme, commitment: Item) -> Iterator[tuple[Item, str]]:
    """The sentences and sources that a commitment rests on, each with the edition of its source, if it has one."""
    for ground in programme.followed(commitment, Roles.GROUNDED_IN):
        for source in programme.followed(ground, Roles.PART_OF) if ground.type == Types.SENTENCE else (ground,):
            if YEARS.fullmatch(source.field("edition")):
                yield ground, source.field("edition")


def _name_of(programme: Programme, commitment: Item) -> str:
    """The edition of its grounds, preferably the one that begins in its `year`; else that year, or empty."""
    year = commitment.field("year")
    editions = [edition for _ground, edition in grounds(programme, commitment)]
    named = (edition for edition in editions if edition[:4] == year)
    return next(named, editions[0] if editions else year if re.fullmatch(r"\d{4}", year) else "")


def editions(programme: Programme, item: Item) -> set[str]:
    """The names of the editions of an item: its own, or those of the items that it is about."""
    known = of(programme).edition_of
    if item.type == Types.COMMITMENT:
        return {known[item.id].name} if item.id in known else set()
    if item.type == Types.SENTENCE:
        return {source.field("edition") for source in programme.followed(item, Roles.PART_OF)} - {""}
    roles = _ABOUT.get(item.type, ())
    return {name for role in roles for about in programme.followed(item, role) for name in editions(programme, about)}


_ABOUT: Final = {
    Types.INVESTIGATION: (Roles.FULFILS,),
    Types.CHECK: (Roles.CHECKS,),
    Types.EVENT: (Roles.OF,),
    Types.RECOMMENDATION: (Roles.MADE_IN,),
    Types.SUCCESSION: (Roles.EARLIER, Roles.LATER),
}
"""By item type, the links to follow to items with an edition; these links cannot form a cycle."""


def successions(programme: Programme, commitment: Item, role: str = Roles.EARLIER) -> tuple[Item, ...]:
    """The successions from a commitment; those to it if `role` is `later`."""
    return tuple(item for item in programme.followed_back(commitment, role) if item.type == Types.SUCCESSION)


def ends(programme: Programme, succession: Item, role: str) -> tuple[Item, ...]:
    """The commitments that a succession links to by a role (`earlier` or `later`)."""
    return tuple(item for item in programme.followed(succession, role) if item.type == Types.COMMITMENT)


def outcome(programme: Programme, commitment: Item, as_of: datetime.date) -> Outcome:
    lineage = of(programme)
    edition = lineage.edition_of.get(commitment.id)
    later = lineage.later(edition, as_of) if edition else []
    if edition is None or not later:
        return Outcome(commitment, None)
    fate, grounds = _fate(programme, commitment, edition, as_of)
    searches = tuple(_searched(programme, commitment, later[0])) if fate is Fate.NOT_NAMED else ()
    is_in_part = not all(other.is_read_whole for other in later)
    return Outcome(commitment, fate, grounds, later[0], is_in_part, searches)


def _fate(
    programme: Programme, commitment: Item, edition: Edition, as_of: datetime.date
) -> tuple[Fate, tuple[Item, ...]]:
    edition_of = of(programme).edition_of
    onward = tuple(
        succession
        for succession in successions(programme, commitment)
        for end in ends(programme, succession, Roles.LATER)
        if (later := edition_of.get(end.id)) and later.was_out(as_of) and later.order > edition.order
    )
    if onward:
        return Fate.GOES_ON, onward
    answer = state.of_commitment(programme, commitment, as_of)
    if answer is State.SHOWN:
        return Fate.SETTLED, state.checks(programme, commitment)
    if answer in (State.WITHDRAWN, State.SUPERSEDED):
        return Fate.ENDED, tuple(_ending(programme, commitment, as_of))
    return Fate.NOT_NAMED, ()


def _ending(programme: Programme, commitment: Item, as_of: datetime.date) -> Iterator[Item]:
    for event in state.events(programme, commitment):
        if event.field("kind") in (Kinds.WITHDRAWAL, Kinds.SUPERSESSION) and state.has_happened(event, as_of):
            yield event


def _searched(programme: Programme, commitment: Item, edition: Edition) -> Iterator[Item]:
    """The searches without an answer that are for both the commitment and a source of the edition."""
    sources = {source.id for source in edition.sources}
    for search in programme.followed_back(commitment, Roles.FOR, Types.SEARCH):
        if search.field("result") != Results.ANSWER and not sources.isdisjoint(search.targets(Roles.FOR)):
            yield search
