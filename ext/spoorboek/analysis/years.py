"""The line of a theme, chain or commitment through the years: its commitments in each edition, its events per year."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Iterable
from dataclasses import dataclass

from spoorboek.analysis import lineage, state, trace_line
from spoorboek.analysis.lineage import Edition
from spoorboek.config.names import Basis, Roles, Types
from spoorboek.model import dates
from spoorboek.model.grouping import grouped
from spoorboek.model.programme import Item, Programme


class Standing(enum.StrEnum):
    """Whether the edition of a year names a line."""

    NAMED = "named"
    NOT_NAMED = "not-named"
    NOT_FOUND = "not-found"
    NO_EDITION = "no-edition"


@dataclass(frozen=True, slots=True)
class Year:
    """One year of a line: its edition, the commitments of the line in that edition, and the events of that year.

    `own_events` are by an organisation responsible for the line, `other_events` are all others. `onward` is the basis
    of the successions to a later year: `source`, `editors`, or empty. `beside` are commitments of another edition that
    covers this year, if the edition itself has none of the line.
    """

    year: int
    standing: Standing
    edition: Edition | None
    commitments: tuple[Item, ...]
    own_events: tuple[Item, ...]
    other_events: tuple[Item, ...]
    onward: str = ""
    beside: tuple[Item, ...] = ()

    @property
    def events(self) -> list[Item]:
        """All events of the year in the order of their dates, whoever did them."""
        return state.in_order((*self.own_events, *self.other_events))


def has_several(programme: Programme) -> bool:
    """Whether the handbook has commitments of several editions."""
    return sum(bool(edition.commitments) for edition in lineage.of(programme).editions) > 1


def members(programme: Programme, item: Item) -> tuple[Item, ...]:
    """The commitments and investigations of a line; for a commitment, including all its predecessors and successors."""
    items = _family(programme, item) if item.type == Types.COMMITMENT else trace_line.under(programme, item)
    studies = (study for item_ in items for study in programme.followed_back(item_, Roles.FULFILS, Types.INVESTIGATION))
    return tuple({member.id: member for member in (*items, *studies)}.values())


def _family(programme: Programme, commitment: Item) -> list[Item]:
    """The commitment with its ancestors and descendants by succession; not their other relatives."""
    back = _onward(programme, commitment, Roles.LATER, Roles.EARLIER)
    return list((back | _onward(programme, commitment, Roles.EARLIER, Roles.LATER)).values())


def _onward(programme: Programme, commitment: Item, role: str, other: str) -> dict[str, Item]:
    """The commitments reachable by successions from the end `role` to the end `other`, by id, itself included."""
    reached, waiting = {commitment.id: commitment}, [commitment]
    while waiting:
        for succession in lineage.successions(programme, waiting.pop(), role):
            for end in lineage.ends(programme, succession, other):
                if end.id not in reached:
                    reached[end.id] = end
                    waiting.append(end)
    return reached


def of(programme: Programme, item: Item, as_of: datetime.date) -> tuple[Year, ...]:
    """One Year for each year from the first edition of the handbook to the last; events up to `as_of`."""
    editions = [edition for edition in lineage.of(programme).editions if edition.commitments or edition.sources]
    if not editions:
        return ()
    line = members(programme, item)
    commitments = [member for member in line if member.type == Types.COMMITMENT]
    responsible = {id for member in line for id in member.targets(Roles.RESPONSIBLE)}
    events = _by_year(programme, line, as_of)
    reached = _reached(programme, commitments)
    edition_of = lineage.of(programme).edition_of
    with_edition = [(member, edition_of[member.id]) for member in commitments if member.id in edition_of]
    years = []
    for year in range(editions[0].first_year, max(edition.last_year for edition in editions) + 1):
        edition = _edition_of(editions, year)
        named = tuple(commitment for commitment in commitments if edition and commitment in edition.commitments)
        happened = events.get(year, [])
        own = tuple(event for event in happened if not responsible.isdisjoint(event.targets(Roles.BY)))
        other_events = tuple(event for event in happened if event not in own)
        bases = {basis for first, until, basis in reached if first <= year < until}
        onward = Basis.SOURCE if Basis.SOURCE in bases else Basis.EDITORS if bases else ""
        covering = (commitment for commitment, own_edition in with_edition if own_edition.covers(year))
        beside = () if named else tuple(covering)
        years.append(Year(year, _standing(edition, named), edition, named, own, other_events, onward, beside))
    return tuple(years)


def _edition_of(editions: Iterable[Edition], year: int) -> Edition | None:
    """The edition that covers a year: one that was found before a gap, then the one of the fewest years; or None."""
    covering = [edition for edition in editions if edition.covers(year)]
    return min(
        covering, key=lambda edition: (not edition.is_found, edition.last_year - edition.first_year), default=None
    )


def _standing(edition: Edition | None, named: tuple[Item, ...]) -> Standing:
    if named:
        return Standing.NAMED
    if edition is None:
        return Standing.NO_EDITION
    return Standing.NOT_NAMED if edition.is_found else Standing.NOT_FOUND


def _by_year(programme: Programme, line: Iterable[Item], as_of: datetime.date) -> dict[int, list[Item]]:
    """The dated events of a line that have happened, by the year in which they began, each once."""
    events = {event.id: event for item in line for event in state.events(programme, item)}
    happened = (event for event in state.in_order(events.values()) if state.has_happened(event, as_of))
    return grouped((dates.first_day(event.date("date")).year, event) for event in happened if event.date("date"))


def _reached(programme: Programme, commitments: Iterable[Item]) -> list[tuple[int, int, str]]:
    """For each succession within a line: the first years of the earlier and the later edition, and its basis."""
    edition_of, ids = lineage.of(programme).edition_of, {commitment.id for commitment in commitments}
    return [
        (edition_of[earlier.id].first_year, edition_of[later.id].first_year, succession.field("basis"))
        for earlier in commitments
        for succession in lineage.successions(programme, earlier)
        for later in lineage.ends(programme, succession, Roles.LATER)
        if later.id in ids and earlier.id in edition_of and later.id in edition_of
    ]
