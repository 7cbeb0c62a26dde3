"""What the events say of a check and of a commitment, as of a date. Derived, never typed."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Iterable
from typing import Final

from spoorboek.config.names import Kinds, Roles, Scopes, Testability, Types
from spoorboek.model import dates
from spoorboek.model.message import Message, _
from spoorboek.model.programme import Item, Programme


class State(enum.StrEnum):
    """The answer, in the order in which the first that applies is it."""

    UNTESTABLE = "untestable"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    SHOWN = "shown"
    PARTLY = "partly"
    LATE = "late"
    NOT_DUE = "not-due"
    UNKNOWN = "unknown"

    @property
    def label(self) -> Message:
        return LABELS[self]


LABELS: Final = {
    State.SHOWN: _("evidenced"),
    State.PARTLY: _("partly evidenced"),
    State.LATE: _("late"),
    State.NOT_DUE: _("not due yet"),
    State.UNKNOWN: _("not confirmed"),
    State.WITHDRAWN: _("withdrawn"),
    State.SUPERSEDED: _("superseded"),
    State.UNTESTABLE: _("not testable as worded"),
}
"""What readers see for a state, in the order in which they see them."""
OPEN: Final = (State.PARTLY, State.LATE, State.NOT_DUE, State.UNKNOWN)
"""The states of which something is missing that would settle them."""


def of(programme: Programme, item: Item, as_of: datetime.date) -> State | None:
    """The state of a commitment or a check; None for others, and for a commitment of a news item without a check."""
    if item.field("scope") == Scopes.NEWS and not programme.followed_back(item, Roles.CHECKS):
        return _own(programme, item, as_of)
    derive = {Types.COMMITMENT: of_commitment, Types.CHECK: of_check}.get(item.type)
    return derive(programme, item, as_of) if derive else None


def of_commitment(programme: Programme, commitment: Item, as_of: datetime.date) -> State:
    """The state of a commitment: of all its checks together, unless it cannot be tested or was taken back."""
    if (own := _own(programme, commitment, as_of)) is not None:
        return own
    checks = programme.followed_back(commitment, Roles.CHECKS)
    states = {of_check(programme, check, as_of) for check in checks}
    if states == {State.SHOWN}:
        return State.SHOWN
    if states & {State.SHOWN, State.PARTLY}:
        return State.PARTLY
    return next((state for state in (State.LATE, State.NOT_DUE) if state in states), State.UNKNOWN)


def of_check(programme: Programme, check: Item, as_of: datetime.date) -> State:
    """The state of one check of a commitment: what its evidence answers, else what its due date says."""
    commitments = programme.followed(check, Roles.CHECKS)
    for commitment in commitments:
        if (own := _own(programme, commitment, as_of)) is not None:
            return own
    if _happened(evidence(programme, check, Roles.EVIDENCE), as_of):
        return State.SHOWN
    if _happened(evidence(programme, check, Roles.PART_EVIDENCE), as_of):
        return State.PARTLY
    due = next((item.field("due") for item in commitments if dates.is_date(item.field("due"))), "")
    if not due:
        return State.UNKNOWN
    if dates.last_day(due) >= as_of:
        return State.NOT_DUE
    return State.LATE if any(_is_late(programme, item, due, as_of) for item in commitments) else State.UNKNOWN


def evidence(programme: Programme, check: Item, role: str) -> tuple[Item, ...]:
    """The events that a check links to by `evidence` or `part_evidence`; what is no event answers nothing."""
    return tuple(item for item in programme.followed(check, role) if item.type == Types.EVENT)


AXES: Final = ("accepted", "done")
"""What is asked of a recommendation: was it accepted, and was it done? Each has who says so, when and where."""


def is_suspect(programme: Programme, check: Item) -> bool:
    """Is the document that it names as evidence gone, or no longer the file that was looked at?"""
    document, seen = check.field("document"), check.field("document_fingerprint")
    return bool(document) and programme.documents.get(document) != seen


def _own(programme: Programme, commitment: Item, as_of: datetime.date) -> State | None:
    if commitment.field("testability") == Testability.PRINCIPLE:
        return State.UNTESTABLE
    kinds = {event.field("kind") for event in _happened(programme.followed_back(commitment, Roles.OF), as_of)}
    if Kinds.WITHDRAWAL in kinds:
        return State.WITHDRAWN
    return State.SUPERSEDED if Kinds.SUPERSESSION in kinds else None


def _is_late(programme: Programme, commitment: Item, due: str, as_of: datetime.date) -> bool:
    return any(shows_late(event, due) for event in _happened(programme.followed_back(commitment, Roles.OF), as_of))


def shows_late(event: Item, due: str) -> bool:
    """Does it say that what was due had not appeared by then, or that it appeared after?"""
    return event.field("kind") == Kinds.POSTPONEMENT or is_after(event, due)


def is_after(event: Item, due: str) -> bool:
    """Is it a report that came out after the last day that `due` can mean?"""
    date = event.field("date")
    return event.field("kind") == Kinds.REPORT and dates.is_date(date) and dates.first_day(date) > dates.last_day(due)


def has_happened(event: Item, as_of: datetime.date) -> bool:
    """Had it happened by then? An undated event had, since a source that was read records it."""
    date = event.field("date")
    return not dates.is_date(date) or dates.first_day(date) <= as_of


def _happened(events: tuple[Item, ...], as_of: datetime.date) -> list[Item]:
    return [event for event in events if has_happened(event, as_of)]


def in_order(items: Iterable[Item]) -> list[Item]:
    """In the order in which they happened; a month comes after its known days, and what has no date comes last."""

    def order(item: Item) -> tuple[datetime.date, str]:
        known = dates.is_date(item.field("date"))
        return dates.last_day(item.field("date")) if known else datetime.date.max, item.id

    return sorted(items, key=order)
