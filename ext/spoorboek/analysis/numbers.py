"""Every count that a page, a sheet or the gate shows, computed in one place, each with its total."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from spoorboek.analysis import lineage, reviews, state
from spoorboek.analysis.checklist import Checklist, checklist
from spoorboek.analysis.reviews import Standing
from spoorboek.analysis.state import State
from spoorboek.analysis.verdict import Verdict
from spoorboek.config.names import Scopes, Types
from spoorboek.model.finding import Severity
from spoorboek.model.programme import Item, Programme

FILE, SCHEMA = "numbers.json", "numbers.schema.json"
_NOT_CONFIRMED: Final = "not-confirmed"
"""The value counted for a recommendation without the field."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The count of each kind, and their total."""

    by: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.by.values())

    def of(self, *kinds: str) -> int:
        return sum(self.by.get(kind, 0) for kind in kinds)


@dataclass(frozen=True, slots=True)
class Answers:
    """The counts of some lines of the checklist: commitments and checks by state, open and suspect checks.

    `news` counts the commitments that only a news item names; these and their checks are in no other count.
    """

    commitments: Tally
    news: int
    checks: Tally
    open: int
    suspect: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """All counts as of the `as-of` date of the settings; `parts` are by type (theme, chain, organisation) and id."""

    as_of: str
    items: Tally
    links: int
    reviews: Tally
    sentences: Tally
    answers: Answers
    apart: Tally
    by_edition: Mapping[str, Answers]
    parts: Mapping[str, Mapping[str, Answers]]
    accepted: Tally
    done: Tally
    findings: Tally
    waived: int

    def part(self, type_name: str, id: str) -> Answers | None:
        """The counts of a theme, a chain or an organisation; None if it has no commitment and no check."""
        return self.parts[type_name].get(id)


def numbers(verdict: Verdict) -> Numbers:
    """The numbers of a verdict; its settings must have an `as_of` date."""
    programme, as_of = verdict.programme, verdict.settings.as_of
    assert as_of is not None
    commitments = list(programme.of_type(Types.COMMITMENT))
    states = {item.id: state.of_commitment(programme, item, as_of) for item in commitments}
    counting = _Counting(programme, checklist(programme, as_of), states)
    recommendations = list(programme.of_type(Types.RECOMMENDATION))
    return Numbers(
        as_of=as_of.isoformat(),
        items=_tally_of(item.type for item in programme.items if not item.is_elsewhere),
        links=len(programme.links),
        reviews=_tally(Standing, (review.standing for review in reviews.every(programme, verdict.settings))),
        sentences=_tally_of(item.field("kind") for item in programme.of_type(Types.SENTENCE)),
        answers=counting.answers(counting.checklist, commitments),
        apart=_tally_of(apart.kind for apart in counting.checklist.apart),
        by_edition={
            edition.name: counting.answers(counting.checklist.of(edition=edition.name), edition.commitments)
            for edition in lineage.of(programme).editions
            if edition.is_found
        },
        parts={name: counting.by_item(name) for name in (Types.THEME, Types.CHAIN, Types.ORGANISATION)},
        accepted=_tally_of(item.field("accepted") or _NOT_CONFIRMED for item in recommendations),
        done=_tally_of(item.field("done") or _NOT_CONFIRMED for item in recommendations),
        findings=_tally(Severity, (finding.severity for finding in verdict.findings)),
        waived=len(verdict.waived),
    )


@dataclass(frozen=True, slots=True)
class _Counting:
    """Counts lines of the checklist, and commitments by their precomputed `states`."""

    programme: Programme
    checklist: Checklist
    states: Mapping[str, State]

    def answers(self, chosen: Checklist, commitments: Collection[Item]) -> Answers:
        lines = [line for line in chosen.lines if not _is_news(line.commitment)]
        return Answers(
            commitments=_tally(State, (self.states[item.id] for item in commitments if not _is_news(item))),
            news=sum(map(_is_news, commitments)),
            checks=_tally(State, (line.answer for line in lines)),
            open=sum(line.is_open for line in lines),
            suspect=sum(line.suspect for line in lines),
        )

    def by_item(self, type_name: str) -> dict[str, Answers]:
        """The counts by id of each theme, chain or organisation that has a commitment or line."""
        parts = {}
        for item in sorted(self.programme.of_type(type_name), key=lambda item: item.id):
            chosen = self.checklist.of(**{type_name: item.id})
            commitments = self._commitments(item, chosen)
            if commitments or chosen.lines:
                parts[item.id] = self.answers(chosen, commitments)
        return parts

    def _commitments(self, item: Item, chosen: Checklist) -> Collection[Item]:
        """The commitments of a theme or chain; for an organisation, those on its lines."""
        if item.type == Types.ORGANISATION:
            commitments = [line.commitment for line in chosen.lines]
        else:
            commitments = [
                linked for linked in self.programme.followed_back(item, item.type) if linked.type == Types.COMMITMENT
            ]
        return {commitment.id: commitment for commitment in commitments}.values()


def _is_news(commitment: Item) -> bool:
    return commitment.field("scope") == Scopes.NEWS


def _tally_of(values: Iterable[str]) -> Tally:
    """The counts of the values that occur, sorted by value."""
    return Tally(dict(sorted(Counter(values).items())))


def _tally(kinds: Iterable[str], values: Iterable[str]) -> Tally:
    """The counts of every kind, zeros included, so that a consumer need not guess at a missing key."""
    counted = Counter(str(kind) for kind in values)
    return Tally({str(kind): counted[str(kind)] for kind in kinds})


def document(numbers: Numbers) -> dict[str, Any]:
    """The numbers as a JSON document that follows SCHEMA."""
    return {
        "$schema": SCHEMA,
        "asOf": numbers.as_of,
        "items": _counted(numbers.items),
        "links": numbers.links,
        "reviews": _counted(numbers.reviews),
        "sentences": _counted(numbers.sentences),
        "answers": _answers(numbers.answers),
        "apart": _counted(numbers.apart),
        "byEdition": _parts(numbers.by_edition),
        "byTheme": _parts(numbers.parts[Types.THEME]),
        "byChain": _parts(numbers.parts[Types.CHAIN]),
        "byOrganisation": _parts(numbers.parts[Types.ORGANISATION]),
        "recommendations": {"accepted": _counted(numbers.accepted), "done": _counted(numbers.done)},
        "findings": _counted(numbers.findings) | {"waived": numbers.waived},
    }


def _counted(tally: Tally) -> dict[str, Any]:
    return {"total": tally.total, "by": dict(tally.by)}


def _parts(parts: Mapping[str, Answers]) -> dict[str, Any]:
    return {name: _answers(part) for name, part in parts.items()}


def _answers(answers: Answers) -> dict[str, Any]:
    return {
        "commitments": _counted(answers.commitments),
        "newsOnly": answers.news,
        "checks": _counted(answers.checks),
        "open": answers.open,
        "suspect": answers.suspect,
    }
