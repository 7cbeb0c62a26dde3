"""The state of a check or a commitment as of a date, derived from its events."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Final

from spoorboek.config.names import Kinds, Roles, Scopes, Testability, Types
from spoorboek.model import dates
from spoorboek.model.labelled import Labelled
from spoorboek.model.message import _
from spoorboek.model.programme import Item, Programme


class State(Labelled):
    """The state of a check or commitment. The first that applies holds."""

    UNTESTABLE = "untestable", _("not testable as worded")
    WITHDRAWN = "withdrawn", _("withdrawn")
    SUPERSEDED = "superseded", _("superseded")
    SHOWN = "shown", _("evidenced")
    PARTLY = "partly", _("partly evidenced")
    LATE = "late", _("late")
    NOT_DUE = "not-due", _("not due yet")
    UNKNOWN = "unknown", _("not confirmed")


DISPLAY_ORDER: Final = (
    *(State.SHOWN, State.PARTLY, State.LATE, State.NOT_DUE, State.UNKNOWN),
    *(State.WITHDRAWN, State.SUPERSEDED, State.UNTESTABLE),
)
"""The states in the order in which pages list them."""
OPEN: Final = (State.PARTLY, State.LATE, State.NOT_DUE, State.UNKNOWN)
"""The states in which evidence is still missing."""


def is_open(answer: State | None, *, is_suspect: bool) -> bool:
    """Whether evidence for a check is missing, or the document that serves as evidence is suspect."""
    return is_suspect or answer in OPEN


def of(programme: Programme, item: Item, as_of: datetime.date) -> State | None:
    """The state of a commitment or a check; None for other items, and for an item of scope `news` without a check."""
    if item.field("scope") == Scopes.NEWS and not checks(programme, item):
        return _own(programme, item, as_of)
    derive = {Types.COMMITMENT: of_commitment, Types.CHECK: of_check}.get(item.type)
    return derive(programme, item, as_of) if derive else None


def of_commitment(programme: Programme, commitment: Item, as_of: datetime.date) -> State:
    """The state of a commitment: its own (untestable, withdrawn, superseded), else that of its checks combined."""
    if (own := _own(programme, commitment, as_of)) is not None:
        return own
    states = {of_check(programme, check, as_of) for check in checks(programme, commitment)}
    if states == {State.SHOWN}:
        return State.SHOWN
    if states & {State.SHOWN, State.PARTLY}:
        return State.PARTLY
    return next((state for state in (State.LATE, State.NOT_DUE) if state in states), State.UNKNOWN)


def of_check(programme: Programme, check: Item, as_of: datetime.date) -> State:
    """The state of a check: that of its commitment, else by its evidence, else by the due date."""
    commitments = programme.followed(check, Roles.CHECKS)
    for commitment in commitments:
        if (own := _own(programme, commitment, as_of)) is not None:
            return own
    if _happened(evidence(programme, check, Roles.EVIDENCE), as_of):
        return State.SHOWN
    if _happened(evidence(programme, check, Roles.PART_EVIDENCE), as_of):
        return State.PARTLY
    due = next((item.date("due") for item in commitments if item.date("due")), "")
    if not due:
        return State.UNKNOWN
    if dates.last_day(due) >= as_of:
        return State.NOT_DUE
    return State.LATE if any(_is_late(programme, item, due, as_of) for item in commitments) else State.UNKNOWN


def events(programme: Programme, item: Item) -> tuple[Item, ...]:
    """The events of an item: those that link to it by `of`. An item of another type that does is none."""
    return programme.followed_back(item, Roles.OF, Types.EVENT)


def checks(programme: Programme, commitment: Item) -> tuple[Item, ...]:
    """The checks of a commitment: those that link to it by `checks`. An item of another type that does is none."""
    return programme.followed_back(commitment, Roles.CHECKS, Types.CHECK)


def notes(programme: Programme, item: Item) -> tuple[Item, ...]:
    """The editorial notes on an item."""
    return programme.followed_back(item, Roles.CONCERNS, Types.ERRATUM)


def commitments_and_checks(programme: Programme, item: Item) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """The commitments and the checks that decide the state of a commitment or a check, itself among them."""
    if item.type == Types.COMMITMENT:
        return (item,), checks(programme, item)
    return programme.followed(item, Roles.CHECKS), (item,)


def evidence(programme: Programme, check: Item, role: str) -> tuple[Item, ...]:
    """The events that a check links to by `role`; targets that are no event are ignored."""
    return tuple(item for item in programme.followed(check, role) if item.type == Types.EVENT)


AXES: Final = ("accepted", "done")
"""The two fields of a recommendation that record its follow-up; each has fields for who says so, when and where."""


def is_suspect(programme: Programme, check: Item) -> bool:
    """Whether the document that the check names as evidence is gone or has another fingerprint."""
    document, fingerprint = check.field("document"), check.field("document_fingerprint")
    return bool(document) and programme.documents.get(document) != fingerprint


def _own(programme: Programme, commitment: Item, as_of: datetime.date) -> State | None:
    if commitment.field("testability") == Testability.PRINCIPLE:
        return State.UNTESTABLE
    kinds = {event.field("kind") for event in _happened(events(programme, commitment), as_of)}
    if Kinds.WITHDRAWAL in kinds:
        return State.WITHDRAWN
    return State.SUPERSEDED if Kinds.SUPERSESSION in kinds else None


def _is_late(programme: Programme, commitment: Item, due: str, as_of: datetime.date) -> bool:
    return any(shows_late(event, due) for event in _happened(events(programme, commitment), as_of))


def shows_late(event: Item, due: str) -> bool:
    """Whether an event shows that the due date was missed: a postponement, or a report after it."""
    return event.field("kind") == Kinds.POSTPONEMENT or is_after(event, due)


def is_after(event: Item, due: str) -> bool:
    """Whether an event is a report published after the last day of `due`."""
    date = event.date("date")
    return event.field("kind") == Kinds.REPORT and bool(date) and dates.first_day(date) > dates.last_day(due)


def has_happened(event: Item, as_of: datetime.date) -> bool:
    """Whether an event had happened by a day. True for an undated one, since a source that was read records it."""
    date = event.date("date")
    return not date or dates.first_day(date) <= as_of


def _happened(events: tuple[Item, ...], as_of: datetime.date) -> list[Item]:
    return [event for event in events if has_happened(event, as_of)]


def in_order(items: Iterable[Item]) -> list[Item]:
    """Events sorted by date; a month sorts after its days, and undated events come last."""

    def order(item: Item) -> tuple[datetime.date, str]:
        date = item.date("date")
        return dates.last_day(date) if date else datetime.date.max, item.id

    return sorted(items, key=order)
