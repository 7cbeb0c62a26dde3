"""The log of states: how the state and the fate of a commitment or check changed over time."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spoorboek.analysis import lineage, state
from spoorboek.analysis.lineage import Fate, Outcome
from spoorboek.analysis.state import State
from spoorboek.config.names import EVIDENCE_ROLES, Types
from spoorboek.model import dates
from spoorboek.model.programme import Item, Programme


@dataclass(frozen=True, slots=True)
class Entry:
    """A date on which the state or the fate of an item changed, and the events of that date.

    `date` is as precise as its cause: an event, an edition, or the day after the due date. The first entry is the
    state at publication of the programme. `outcome` is None for a check; `state` is None if none is derived.
    """

    item: Item
    date: str
    state: State | None
    outcome: Outcome | None
    events: tuple[Item, ...]

    @property
    def fate(self) -> Fate | None:
        return self.outcome.fate if self.outcome else None


def of(programme: Programme, item: Item, as_of: datetime.date) -> tuple[Entry, ...]:
    """The entries of a commitment or a check up to a day, in order; none for any other item."""
    if item.type not in (Types.COMMITMENT, Types.CHECK):
        return ()
    commitments, checks = state.commitments_and_checks(programme, item)
    events = _events(programme, commitments, checks)
    entries: list[Entry] = []
    for day, date in sorted(_days(programme, commitments, events).items()):
        if day <= as_of:
            of_day = tuple(event for event in events if event.field("date") == date)
            entry = _entry(programme, item, day, date, of_day)
            if not entries or (entry.state, entry.fate) != (entries[-1].state, entries[-1].fate):
                entries.append(entry)
    return tuple(entries)


def every(programme: Programme, as_of: datetime.date) -> Iterator[Entry]:
    """The entries of all commitments and checks, sorted by item and then by day."""
    items = sorted(programme.of_type(Types.COMMITMENT, Types.CHECK), key=lambda item: item.order)
    return (entry for item in items for entry in of(programme, item, as_of))


def _entry(programme: Programme, item: Item, day: datetime.date, date: str, events: tuple[Item, ...]) -> Entry:
    state_then = state.of(programme, item, day)
    fate = lineage.outcome(programme, item, day) if item.type == Types.COMMITMENT else None
    return Entry(item, date, state_then, fate, events)


def _events(programme: Programme, commitments: Iterable[Item], checks: Iterable[Item]) -> list[Item]:
    """The dated events that affect the state: those of the commitment, and the evidence of its checks."""
    by_id = {event.id: event for commitment in commitments for event in state.events(programme, commitment)}
    for check in checks:
        by_id |= {event.id: event for role in EVIDENCE_ROLES for event in state.evidence(programme, check, role)}
    return [event for event in by_id.values() if event.date("date")]


def _days(programme: Programme, commitments: Iterable[Item], events: Iterable[Item]) -> dict[datetime.date, str]:
    """The days since publication on which the state may change, each with its most precise date as written."""
    known, dated = lineage.of(programme), []
    begins = datetime.date.min
    for commitment in commitments:
        if edition := known.edition_of.get(commitment.id):
            begins = max(begins, edition.begins)
            later = (other for other in known.editions if other.is_found and other.order >= edition.order)
            dated += [(other.begins, other.published or str(other.first_year)) for other in later]
        if due := commitment.date("due"):
            after = dates.last_day(due) + datetime.timedelta(days=1)
            dated.append((after, after.isoformat()))
    dated += [(dates.first_day(event.field("date")), event.field("date")) for event in events]
    return dict(sorted((pair for pair in dated if pair[0] >= begins), key=lambda pair: (pair[0], len(pair[1]))))
