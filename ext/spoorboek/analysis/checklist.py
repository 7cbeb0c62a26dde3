"""The checklist: each check as one line, with its answer and what that follows from. Nobody types an answer."""

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
from spoorboek.model.message import Message, _
from spoorboek.model.programme import Item, Programme

CONCERNED: Final = (Part.RESPONSIBLE, Part.SUPERVISED, Part.ADDRESSED, Part.MEMBER, Part.ANSWERS_TO)
"""What makes a line one of an organisation's own; to have done something, or to be named, does not."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """An event that answers a check, wholly or in part, with who did it and what records it.

    `senders` are the names of who did it, empty where no source confirms anybody; `actors` those that are items.
    """

    event: Item
    whole: bool
    actors: tuple[Item, ...]
    senders: tuple[str, ...]
    sources: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One check, as every page and sheet shows it.

    `suspect` says that a document it rests on is no longer the file that was looked at; `beside` is what happened to
    the commitment and answers nothing.
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
        """Is something missing that would settle it?"""
        return self.suspect or self.answer in state.OPEN


@dataclass(frozen=True, slots=True)
class Apart:
    """What stands on the checklist and is not counted, as it cannot be tested: the sentence or commitment, and why."""

    item: Item
    why: str
    edition: str = ""

    @property
    def reason(self) -> Message:
        return _WHY_APART[self.why]


_WHY_APART: Final = {
    Kinds.FRAGMENT: _("a piece of a sentence: the beginning is missing, so it cannot be tested"),
    Testability.PRINCIPLE: _("a principle: that cannot be ticked off"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A recommendation of which nobody says that it was carried out, to whom it was made and what it is about."""

    item: Item
    to: tuple[Item, ...]
    about: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Checklist:
    """Every line, in the order of the programme, what stands apart, and the recommendations that are open."""

    as_of: datetime.date
    lines: tuple[Line, ...]
    apart: tuple[Apart, ...]
    asked: tuple[Asked, ...] = ()

    def of(self, *, organisation: str = "", theme: str = "", chain: str = "", edition: str = "") -> Checklist:
        """The lines that concern these items; what stands apart in the edition stays, so that nothing seems lost."""
        kept = (
            line
            for line in self.lines
            if _is_among(organisation, (party.organisation for party in line.parties))
            and _is_among(theme, line.themes)
            and _is_among(chain, line.chains)
            and edition in ("", line.edition)
        )
        lines = tuple(kept)
        about = [line.commitment for line in lines]
        asked = (
            each
            for each in self.asked
            if _is_among(organisation, each.to)
            and (not (theme or chain or edition) or any(one in about for one in each.about))
        )
        apart = tuple(each for each in self.apart if edition in ("", each.edition))
        return Checklist(self.as_of, lines, apart, tuple(asked))


def checklist(programme: Programme, as_of: datetime.date) -> Checklist:
    """The whole checklist as of a date."""
    parties = _parties(programme)
    lines = tuple(
        _line(programme, commitment, check, parties.get(commitment.id, ()), as_of)
        for commitment in _in_order(programme.of_type(Types.COMMITMENT))
        for check in _in_order(programme.followed_back(commitment, Roles.CHECKS))
    )
    return Checklist(as_of, lines, tuple(_apart(programme)), tuple(_asked(programme)))


def by_organisation(whole: Checklist) -> dict[str, Checklist]:
    """By the id of an organisation what `of` gives of it, where it has lines or is asked something, in one pass."""
    lines: dict[str, list[Line]] = {}
    for line in whole.lines:
        for party in line.parties:
            lines.setdefault(party.organisation.id, []).append(line)
    asked: dict[str, list[Asked]] = {}
    for each in whole.asked:
        for organisation in each.to:
            asked.setdefault(organisation.id, []).append(each)
    return {
        id: Checklist(whole.as_of, tuple(lines.get(id, ())), whole.apart, tuple(asked.get(id, ())))
        for id in {**lines, **asked}
    }


def _asked(programme: Programme) -> Iterator[Asked]:
    for item in _in_order(programme.of_type(Types.RECOMMENDATION)):
        if not item.field("done"):
            events = programme.followed(item, Roles.MADE_IN)
            about = {one.id: one for event in events for one in programme.followed(event, Roles.OF)}
            yield Asked(item, programme.followed(item, Roles.MADE_TO), tuple(about.values()))


def _in_order(items: Iterable[Item]) -> list[Item]:
    return sorted(items, key=lambda item: item.order)


def _parties(programme: Programme) -> dict[str, tuple[Relation, ...]]:
    """Whom each commitment concerns, each organisation once, at the heaviest part that it plays."""
    found: dict[str, dict[str, Relation]] = {}
    for relation in involvement.everywhere(programme):  # those of one organisation come by their weight
        if relation.part in CONCERNED:
            found.setdefault(relation.about.id, {}).setdefault(relation.organisation.id, relation)
    parts = list(Part)
    return {
        id: tuple(sorted(relations.values(), key=lambda relation: parts.index(relation.part)))
        for id, relations in found.items()
    }


def _line(
    programme: Programme, commitment: Item, check: Item, parties: tuple[Relation, ...], as_of: datetime.date
) -> Line:
    evidence = tuple(_evidence(programme, check))
    answering = {piece.event.id for piece in evidence}
    beside = state.in_order(programme.followed_back(commitment, Roles.OF))
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
        tuple(dict.fromkeys(note for item in concerned for note in programme.followed_back(item, Roles.CONCERNS))),
        next(iter(lineage.editions(programme, commitment)), ""),
    )


def _evidence(programme: Programme, check: Item) -> Iterator[Evidence]:
    for role in EVIDENCE_ROLES:
        for event in state.in_order(state.evidence(programme, check, role)):
            recorded = programme.followed(event, Roles.DOCUMENTED_IN)
            senders = actors.names(programme, event)
            yield Evidence(event, role == Roles.EVIDENCE, programme.followed(event, Roles.BY), senders, recorded)


def _apart(programme: Programme) -> Iterator[Apart]:
    for sentence in programme.of_type(Types.SENTENCE):
        if sentence.field("kind") == Kinds.FRAGMENT:
            yield Apart(sentence, Kinds.FRAGMENT, next(iter(lineage.editions(programme, sentence)), ""))
    for commitment in _in_order(programme.of_type(Types.COMMITMENT)):
        if commitment.field("testability") == Testability.PRINCIPLE:
            edition = next(iter(lineage.editions(programme, commitment)), "")
            yield Apart(commitment, Testability.PRINCIPLE, edition)


def _is_among(id: str, items: Iterable[Item]) -> bool:
    return not id or any(item.id == id for item in items)


@dataclass(frozen=True, slots=True)
class Due:
    """A day on which something is asked: a commitment is due (`due`), or a search is to be done again (`look`)."""

    day: datetime.date
    what: str
    item: Item

    @property
    def label(self) -> Message:
        return _("Due") if self.what == "due" else _("Search again")


def due(found: Checklist, valid_for: Duration | None) -> tuple[Due, ...]:
    """What is asked on which day: the last day of a commitment that is not settled, and when a search has grown old."""
    days = {
        Due(dates.last_day(line.commitment.field("due")), "due", line.commitment)
        for line in found.lines
        if _is_due(line, found.as_of)
    }
    for line in found.lines:
        last_on = searches.last_on(line.searches)
        if valid_for and line.answer is State.UNKNOWN and last_on:
            days.add(Due(valid_for.after(dates.last_day(last_on)), "look", line.check))
    return tuple(sorted(days, key=lambda due: (due.day, due.what, due.item.id)))


def _is_due(line: Line, as_of: datetime.date) -> bool:
    """Has it a last day that is still to come, or that has passed while the answer is open? What is settled has not."""
    due = line.commitment.field("due")
    return dates.is_date(due) and (line.is_open or dates.last_day(due) >= as_of)
