"""The editions of a programme, and what became of each commitment once a later one is there. Derived, never typed."""

from __future__ import annotations

import datetime
import enum
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, cast

from spoorboek.analysis import state
from spoorboek.analysis.state import State
from spoorboek.config.names import Kinds, Readings, Results, Roles, Types
from spoorboek.model import dates
from spoorboek.model.message import Message, _
from spoorboek.model.near_matches import nearest, suggestion
from spoorboek.model.programme import Item, Programme

YEARS: Final = re.compile(r"[1-9][0-9]{3}(?:-[1-9][0-9]{3})?")
"""The name of an edition: its year, or its first and its last one."""


class Fate(enum.StrEnum):
    """What became of a commitment, in the order in which the first that applies is it."""

    GOES_ON = "goes-on"
    SETTLED = "settled"
    ENDED = "ended"
    NOT_NAMED = "not-named"

    @property
    def label(self) -> Message:
        return FATES[self]


FATES: Final = {
    Fate.GOES_ON: _("goes on in a later edition"),
    Fate.SETTLED: _("settled"),
    Fate.ENDED: _("ended"),
    Fate.NOT_NAMED: _("not named again"),
}
"""What readers see for a fate, in the order in which they see them."""
NOT_NAMED_IN_PART: Final = _("not named in what we could read")
"""What they see instead where of a later edition only a part was read."""


@dataclass(frozen=True)
class Edition:
    """One programme of a year, or of some years as `2018-2020`: its sources, and its commitments in their order."""

    name: str
    sources: tuple[Item, ...]
    commitments: tuple[Item, ...]

    @property
    def first_year(self) -> int:
        return int(self.name[:4])

    @property
    def last_year(self) -> int:
        return int(self.name[-4:])

    @property
    def is_found(self) -> bool:
        """Was anything of it found? It is a gap where every source of it says that it was looked for in vain."""
        return not self.sources or any(source.field("read") != Readings.NOT_FOUND for source in self.sources)

    @property
    def is_read_whole(self) -> bool:
        return bool(self.sources) and all(source.field("read") == "whole" for source in self.sources)

    @property
    def published(self) -> str:
        """When the first of its sources came out, as it is written; empty where nobody knows."""
        days = [source.field("published") for source in self.sources if dates.is_date(source.field("published"))]
        return min(days, key=dates.first_day, default="")

    @property
    def begins(self) -> datetime.date:
        """The day from which it is there: that on which it came out, else the first of its years."""
        return dates.first_day(self.published) if self.published else datetime.date(self.first_year, 1, 1)

    @property
    def order(self) -> tuple[int, int]:
        return self.first_year, self.last_year


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a commitment: its fate and what that follows from (successions, checks, or events).

    `fate` is None where no later edition is there. `later` is the next edition that was found; `is_in_part` says that
    of an edition after it only a part was read. `searches` are those for it in that next edition.
    """

    commitment: Item
    fate: Fate | None
    grounds: tuple[Item, ...] = ()
    later: Edition | None = None
    is_in_part: bool = False
    searches: tuple[Item, ...] = ()

    @property
    def name(self) -> str:
        """What programs know it by; empty where no later edition is there."""
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
        """Is it named again nowhere, while what was not read may name it?"""
        return self.fate is Fate.NOT_NAMED and self.is_in_part


@dataclass(frozen=True)
class Lineage:
    """The editions in their order, gaps among them, and the edition of each commitment by its id."""

    editions: tuple[Edition, ...]
    edition_of: dict[str, Edition]
    _known: dict[datetime.date, _Known] = field(default_factory=dict, init=False, repr=False, compare=False)

    def named(self, name: str) -> Edition | None:
        return next((edition for edition in self.editions if edition.name == name), None)

    def did_you_mean(self, name: str) -> Message:
        """`, did you mean 2018-2020?`: for a year an edition of several that covers it, else what is most like it."""
        around = (each.name for each in self.editions if name in map(str, range(each.first_year, each.last_year + 1)))
        found = next(around, nearest(name, [each.name for each in self.editions if each.is_found]))
        return suggestion(name, found)

    def after(self, edition: Edition, as_of: datetime.date) -> Later:
        """The later editions that were found and had come out by then."""
        if as_of not in self._known:
            self._known[as_of] = _Known(self.editions, as_of)
        known = self._known[as_of]
        return Later(known, bisect_right(known.orders, edition.order))


class _Known:
    """The editions that were found and had come out by a day, in their order, each looked at once."""

    def __init__(self, editions: Iterable[Edition], as_of: datetime.date) -> None:
        self.editions: Final = [each for each in editions if each.is_found and each.begins <= as_of]
        self.orders: Final = [each.order for each in self.editions]
        self.names: Final = {each.name: number for number, each in enumerate(self.editions)}
        unread = [number for number, each in enumerate(self.editions) if not each.is_read_whole]
        self.last_unread: Final = unread[-1] if unread else -1


@dataclass(frozen=True, slots=True)
class Later:
    """Of the editions that are known those from a number on; none of them is copied, since each edition has its own."""

    known: _Known
    start: int

    def __bool__(self) -> bool:
        return self.start < len(self.known.editions)

    def __iter__(self) -> Iterator[Edition]:
        return islice(self.known.editions, self.start, None)

    def __contains__(self, edition: object) -> bool:
        return isinstance(edition, Edition) and self.known.names.get(edition.name, -1) >= self.start

    @property
    def first(self) -> Edition:
        return self.known.editions[self.start]

    @property
    def are_read_whole(self) -> bool:
        return self.known.last_unread < self.start


def of(programme: Programme) -> Lineage:
    """The editions of a programme. The work grows linearly with its sources and commitments."""
    known = programme.derived.get(of)
    if known is None:
        known = programme.derived[of] = None, _lineage(programme)
    return cast("Lineage", known[1])


def _lineage(programme: Programme) -> Lineage:
    sources: dict[str, list[Item]] = {}
    for source in programme.of_type(Types.SOURCE):
        if YEARS.fullmatch(source.field("edition")):
            sources.setdefault(source.field("edition"), []).append(source)
    commitments: dict[str, list[Item]] = {}
    for item in programme.of_type(Types.COMMITMENT):
        if name := _name_of(programme, item):
            commitments.setdefault(name, []).append(item)
    found = [
        Edition(
            name,
            tuple(sources.get(name, ())),
            tuple(sorted(commitments.get(name, ()), key=lambda item: item.order)),
        )
        for name in {**sources, **commitments}
    ]
    found.sort(key=lambda edition: edition.order)
    return Lineage(tuple(found), {item.id: edition for edition in found for item in edition.commitments})


def grounds(programme: Programme, commitment: Item) -> Iterator[tuple[Item, str]]:
    """What a commitment rests on, each with the edition that its source is of; what is of none is left out."""
    for ground in programme.followed(commitment, Roles.GROUNDED_IN):
        for source in programme.followed(ground, Roles.PART_OF) if ground.type == Types.SENTENCE else (ground,):
            if YEARS.fullmatch(source.field("edition")):
                yield ground, source.field("edition")


def _name_of(programme: Programme, commitment: Item) -> str:
    """The edition that it rests on, of several one whose first year it names; else its year, or empty."""
    year = commitment.field("year")
    found = [edition for _ground, edition in grounds(programme, commitment)]
    named = (edition for edition in found if edition[:4] == year)
    return next(named, found[0] if found else year if re.fullmatch(r"\d{4}", year) else "")


def editions(programme: Programme, item: Item) -> set[str]:
    """The names of the editions that an item is about: of a commitment its own, of others those of what they are of."""
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
"""By item type the links to what tells its edition; they lead round nowhere."""


def successions(programme: Programme, commitment: Item, role: str = Roles.EARLIER) -> tuple[Item, ...]:
    """The successions that lead from a commitment; those that lead to it with the role `later`."""
    return tuple(item for item in programme.followed_back(commitment, role) if item.type == Types.SUCCESSION)


def ends(programme: Programme, succession: Item, role: str) -> tuple[Item, ...]:
    """The commitments at one end of a succession."""
    return tuple(item for item in programme.followed(succession, role) if item.type == Types.COMMITMENT)


def outcome(programme: Programme, commitment: Item, as_of: datetime.date) -> Outcome:
    """What became of a commitment by a day."""
    lineage = of(programme)
    edition = lineage.edition_of.get(commitment.id)
    later = lineage.after(edition, as_of) if edition else None
    if not later:
        return Outcome(commitment, None)
    fate, why = _fate(programme, commitment, later, as_of)
    found = tuple(_searched(programme, commitment, later.first)) if fate is Fate.NOT_NAMED else ()
    return Outcome(commitment, fate, why, later.first, not later.are_read_whole, found)


def _fate(programme: Programme, commitment: Item, later: Later, as_of: datetime.date) -> tuple[Fate, tuple[Item, ...]]:
    edition_of = of(programme).edition_of
    onward = tuple(
        succession
        for succession in successions(programme, commitment)
        for end in ends(programme, succession, Roles.LATER)
        if end.id in edition_of and edition_of[end.id] in later
    )
    if onward:
        return Fate.GOES_ON, onward
    answer = state.of_commitment(programme, commitment, as_of)
    if answer is State.SHOWN:
        return Fate.SETTLED, programme.followed_back(commitment, Roles.CHECKS)
    if answer in (State.WITHDRAWN, State.SUPERSEDED):
        return Fate.ENDED, tuple(_ending(programme, commitment, as_of))
    return Fate.NOT_NAMED, ()


def _ending(programme: Programme, commitment: Item, as_of: datetime.date) -> Iterator[Item]:
    for event in programme.followed_back(commitment, Roles.OF):
        if event.field("kind") in (Kinds.WITHDRAWAL, Kinds.SUPERSESSION) and state.has_happened(event, as_of):
            yield event


def _searched(programme: Programme, commitment: Item, edition: Edition) -> Iterator[Item]:
    """The searches for a commitment in an edition: they are for both, and found no answer."""
    sources = {source.id for source in edition.sources}
    for search in programme.followed_back(commitment, Roles.FOR):
        is_search = search.type == Types.SEARCH and search.field("result") != Results.ANSWER
        if is_search and not sources.isdisjoint(search.targets(Roles.FOR)):
            yield search


def outcomes(programme: Programme, commitments: Iterable[Item], as_of: datetime.date) -> Iterator[Outcome]:
    """What became of each of these commitments by a day."""
    return (outcome(programme, commitment, as_of) for commitment in commitments)
