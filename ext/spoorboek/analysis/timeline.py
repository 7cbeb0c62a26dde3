"""The timeline: every event, and every due date of a commitment."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from spoorboek.analysis import state
from spoorboek.config.names import Kinds, Roles, Types
from spoorboek.model import dates
from spoorboek.model.labelled import Labelled
from spoorboek.model.message import _
from spoorboek.model.programme import Item, Programme

_INTENDED: Final = (Kinds.ANNOUNCEMENT, Kinds.PLAN)


class Sign(Labelled):
    """The kind of an entry: planned or done, due or late."""

    PLANNED = "planned", _("announced")
    DONE = "done", _("happened")
    DUE = "due", _("due")
    LATE = "late", _("late")


@dataclass(frozen=True)
class Entry:
    """An event, or the due date of a commitment; `date` is as written, empty if unknown."""

    item: Item
    date: str
    sign: Sign
    about: tuple[Item, ...]

    @cached_property
    def last_day(self) -> datetime.date:
        return dates.last_day(self.date) if self.date else datetime.date.max

    @property
    def year(self) -> str:
        return self.date[:4]

    @property
    def month(self) -> str:
        """YYYY-MM; empty if the date is only a year."""
        return self.date[:7] if len(self.date) > 4 else ""


def of(programme: Programme, as_of: datetime.date) -> list[Entry]:
    """The entries sorted by date; a month sorts after its days, a year after its months, undated entries last."""
    entries = [
        Entry(event, event.date("date"), _sign(programme, event, as_of), programme.followed(event, Roles.OF))
        for event in programme.of_type(Types.EVENT)
    ]
    for commitment in programme.of_type(Types.COMMITMENT):
        if due := commitment.date("due"):
            late = state.of_commitment(programme, commitment, as_of) is state.State.LATE
            entries.append(Entry(commitment, due, Sign.LATE if late else Sign.DUE, (commitment,)))
    return sorted(entries, key=lambda entry: (entry.last_day, -len(entry.date), entry.item.order))


def _sign(programme: Programme, event: Item, as_of: datetime.date) -> Sign:
    date = event.date("date")
    if event.field("kind") in _INTENDED or (date and dates.first_day(date) > as_of):
        return Sign.PLANNED
    due = [commitment.date("due") for commitment in programme.followed(event, Roles.OF)]
    return Sign.LATE if any(state.shows_late(event, day) for day in due if day) else Sign.DONE
