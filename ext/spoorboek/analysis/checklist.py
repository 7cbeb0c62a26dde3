"""The checklist: one line per check, with its answer and the evidence. Answers are derived, never typed."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from spoorboek.analysis import actors, involvement, lineage, searches, state
from spoorboek.analysis.involvement import Part, Relation
from spoorboek.analysis.state import State
from spoorboek.config.names import EVIDENCE_ROLES, Kinds, Roles, Testability, Types
from spoorboek.model import dates
from spoorboek.model.dates import Duration
from spoorboek.model.grouping import grouped
from spoorboek.model.message import Message, _
from spoorboek.model.programme import Item, Programme

CONCERNED: Final = (Part.RESPONSIBLE, Part.SUPERVISED, Part.ADDRESSED, Part.MEMBER, Part.ANSWERS_TO)
"""The parts that put a line on the checklist of an organisation; having acted or being named does not."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """An event that answers a check (`is_full`) or part of it, with its actors and the sources that record it.

    `senders` are the names from `actors.names`; `actors` are the organisations that the event links to.
    """

    event: Item
    is_full: bool
    actors: tuple[Item, ...]
    senders: tuple[str, ...]
    sources: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One check, as every page and sheet shows it.

    `suspect`: the document that the check names as evidence changed or is gone. `beside`: events of the commitment that
    are no evidence for this check.
    """

    check: Item
    commitment: Item
    answer: State
    suspect: bool
    evidence: tuple[Evidence, ...]
    searches: tuple[Item, ...]
    beside: tuple[Item, ...]
    themes: tuple[Item, ...]
    chains: tuple[Item, ...]
    parties: tuple[Relation, ...]
    notes: tuple[Item, ...]
    edition: str = ""

    @property
    def is_open(self) -> bool:
        return state.is_open(self.answer, is_suspect=self.suspect)


@dataclass(frozen=True, slots=True)
class Apart:
    """A sentence or commitment that cannot be tested: it is shown on the checklist but not counted."""

    item: Item
    kind: str
    edition: str = ""

    @property
    def reason(self) -> Message:
        return _WHY_APART[self.kind]


_WHY_APART: Final = {
    Kinds.FRAGMENT: _("a piece of a sentence: the beginning is missing, so it cannot be tested"),
    Testability.PRINCIPLE: _("a principle: that cannot be ticked off"),
}


@dataclass(frozen=True, slots=True)
class OpenRecommendation:
    """A recommendation without a `done` field, the organisations it was made to, and the items that it is about."""

    item: Item
    to: tuple[Item, ...]
    about: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Checklist:
    """All lines in the order of the programme, the items that cannot be tested, and the open recommendations."""

    as_of: datetime.date
    lines: tuple[Line, ...]
    apart: tuple[Apart, ...]
    recommendations: tuple[OpenRecommendation, ...] = ()

    def of(self, *, organisation: str = "", theme: str = "", chain: str = "", edition: str = "") -> Checklist:
        """The checklist of only these items; `apart` is filtered by edition alone, so that none of it seems lost."""
        lines = tuple(
            line
            for line in self.lines
            if _is_among(organisation, (party.organisation for party in line.parties))
            and _is_among(theme, line.themes)
            and _is_among(chain, line.chains)
            and edition in ("", line.edition)
        )
        about = [line.commitment for line in lines]
        recommendations = (
            recommendation
            for recommendation in self.recommendations
            if _is_among(organisation, recommendation.to)
            and (not (theme or chain or edition) or any(item in about for item in recommendation.about))
        )
        apart = tuple(item for item in self.apart if edition in ("", item.edition))
        return Checklist(self.as_of, lines, apart, tuple(recommendations))


def checklist(programme: Programme, as_of: datetime.date) -> Checklist:
    parties = _parties(programme)
    lines = tuple(
        _line(programme, commitment, check, parties.get(commitment.id, ()), as_of)
        for commitment in _in_order(programme.of_type(Types.COMMITMENT))
        for check in _in_order(state.checks(programme, commitment))
    )
    return Checklist(as_of, lines, tuple(_apart(programme)), tuple(_open_recommendations(programme)))


def by_organisation(checklist: Checklist) -> dict[str, Checklist]:
    """`Checklist.of` each organisation that has lines or open recommendations, by its id, in one pass."""
    lines = grouped((party.organisation.id, line) for line in checklist.lines for party in line.parties)
    recommendations = grouped(
        (organisation.id, open_) for open_ in checklist.recommendations for organisation in open_.to
    )
    return {
        id: Checklist(checklist.as_of, tuple(lines.get(id, ())), checklist.apart, tuple(recommendations.get(id, ())))
        for id in {**lines, **recommendations}
    }


def _open_recommendations(programme: Programme) -> Iterator[OpenRecommendation]:
    for item in _in_order(programme.of_type(Types.RECOMMENDATION)):
        if not item.field("done"):
            events = programme.followed(item, Roles.MADE_IN)
            about = {item.id: item for event in events for item in programme.followed(event, Roles.OF)}
            yield OpenRecommendation(item, programme.followed(item, Roles.MADE_TO), tuple(about.values()))


def _in_order(items: Iterable[Item]) -> list[Item]:
    return sorted(items, key=lambda item: item.order)


def _parties(programme: Programme) -> dict[str, tuple[Relation, ...]]:
    """The relations of each commitment, by its id: each organisation once, with its weightiest part."""
    by_commitment: dict[str, dict[str, Relation]] = {}
    for relation in involvement.everywhere(programme):  # per organisation sorted by weight
        if relation.part in CONCERNED:
            by_commitment.setdefault(relation.about.id, {}).setdefault(relation.organisation.id, relation)
    parts = list(Part)
    return {
        id: tuple(sorted(relations.values(), key=lambda relation: parts.index(relation.part)))
        for id, relations in by_commitment.items()
    }


def _line(
    programme: Programme, commitment: Item, check: Item, parties: tuple[Relation, ...], as_of: datetime.date
) -> Line:
    evidence = tuple(_evidence(programme, check))
    answering = {piece.event.id for piece in evidence}
    beside = state.in_order(state.events(programme, commitment))
    concerned = (check, commitment)
    return Line(
        check,
        commitment,
        state.of_check(programme, check, as_of),
        state.is_suspect(programme, check),
        evidence,
        searches.of(programme, check),
        tuple(event for event in beside if event.id not in answering),
        programme.followed(commitment, Roles.THEME),
        programme.followed(commitment, Roles.CHAIN),
        parties,
        tuple(dict.fromkeys(note for item in concerned for note in state.notes(programme, item))),
        _edition(programme, commitment),
    )


def _edition(programme: Programme, item: Item) -> str:
    return next(iter(lineage.editions(programme, item)), "")


def _evidence(programme: Programme, check: Item) -> Iterator[Evidence]:
    for role in EVIDENCE_ROLES:
        for event in state.in_order(state.evidence(programme, check, role)):
            recorded = programme.followed(event, Roles.DOCUMENTED_IN)
            senders = actors.names(programme, event)
            yield Evidence(event, role == Roles.EVIDENCE, programme.followed(event, Roles.BY), senders, recorded)


def _apart(programme: Programme) -> Iterator[Apart]:
    for sentence in programme.of_type(Types.SENTENCE):
        if sentence.field("kind") == Kinds.FRAGMENT:
            yield Apart(sentence, Kinds.FRAGMENT, _edition(programme, sentence))
    for commitment in _in_order(programme.of_type(Types.COMMITMENT)):
        if commitment.field("testability") == Testability.PRINCIPLE:
            yield Apart(commitment, Testability.PRINCIPLE, _edition(programme, commitment))


def _is_among(id: str, items: Iterable[Item]) -> bool:
    return not id or any(item.id == id for item in items)


@dataclass(frozen=True, slots=True)
class Due:
    """A day in the calendar: a commitment is due (`kind` is `due`), or a search has to be repeated (`look`)."""

    day: datetime.date
    kind: str
    item: Item

    @property
    def label(self) -> Message:
        return _("Due") if self.kind == "due" else _("Search again")


def due(checklist: Checklist, valid_for: Duration | None) -> tuple[Due, ...]:
    """The calendar, sorted by day: due dates of commitments, and the days on which searches expire (`valid_for`)."""
    days = {
        Due(dates.last_day(line.commitment.field("due")), "due", line.commitment)
        for line in checklist.lines
        if _is_due(line, checklist.as_of)
    }
    for line in checklist.lines:
        last_on = searches.last_on(line.searches)
        if valid_for and line.answer is State.UNKNOWN and last_on:
            days.add(Due(valid_for.after(dates.last_day(last_on)), "look", line.check))
    return tuple(sorted(days, key=lambda due: (due.day, due.kind, due.item.id)))


def _is_due(line: Line, as_of: datetime.date) -> bool:
    """Whether the commitment has a due date that lies ahead, or that passed while the line is still open."""
    due = line.commitment.date("due")
    return bool(due) and (line.is_open or dates.last_day(due) >= as_of)
