"""Every count that a page, a sheet or the gate shows, made once, each with what it is out of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from spoorboek.analysis import lineage, reviews, state
from spoorboek.analysis.checklist import Checklist, checklist
from spoorboek.analysis.reviews import Standing
from spoorboek.analysis.state import State
from spoorboek.analysis.verdict import Verdict
from spoorboek.config.names import Scopes, Types
from spoorboek.model.finding import Severity
from spoorboek.model.programme import Item

FILE, SCHEMA = "numbers.json", "numbers.schema.json"
_NOT_CONFIRMED: Final = "not-confirmed"
"""What nobody established of a recommendation."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many there are of each kind, and of all kinds together."""

    by: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.by.values())

    def of(self, *kinds: str) -> int:
        return sum(self.by.get(kind, 0) for kind in kinds)


@dataclass(frozen=True, slots=True)
class Answers:
    """What is counted of some lines of the checklist: commitments and checks by state, and checks that are open.

    `news` are commitments that only a news item names: no state is counted of them, nor of their checks.
    """

    commitments: Tally
    news: int
    checks: Tally
    open: int
    suspect: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """All of them, as of the date of the settings. The parts go by id, in the order of their items."""

    as_of: str
    items: Tally
    links: int
    reviews: Tally
    sentences: Tally
    answers: Answers
    apart: Tally
    by_edition: Mapping[str, Answers]
    by_theme: Mapping[str, Answers]
    by_chain: Mapping[str, Answers]
    by_organisation: Mapping[str, Answers]
    accepted: Tally
    done: Tally
    findings: Tally
    waived: int

    def part(self, type_name: str, id: str) -> Answers | None:
        """Those of a theme, a chain or an organisation; None where no commitment and no check is about it."""
        parts = {Types.THEME: self.by_theme, Types.CHAIN: self.by_chain, Types.ORGANISATION: self.by_organisation}
        return parts[type_name].get(id)


def numbers(verdict: Verdict) -> Numbers:
    """The numbers of a verdict whose settings say as of which date it holds."""
    programme, as_of = verdict.programme, verdict.settings.as_of
    assert as_of is not None
    found = checklist(programme, as_of)
    commitments = list(programme.of_type(Types.COMMITMENT))
    states = {item.id: state.of_commitment(programme, item, as_of) for item in commitments}

    def answers(chosen: Checklist, chosen_commitments: Iterable[Item]) -> Answers:
        counted = tuple(chosen_commitments)
        lines = [line for line in chosen.lines if not _is_news(line.commitment)]
        return Answers(
            _tally(State, (states[item.id] for item in counted if not _is_news(item))),
            sum(map(_is_news, counted)),
            _tally(State, (line.answer for line in lines)),
            sum(line.is_open for line in lines),
            sum(line.suspect for line in lines),
        )

    def by_item(type_name: str, select: Callable[[str], Checklist], role: str) -> dict[str, Answers]:
        parts = {}
        for item in sorted(programme.of_type(type_name), key=lambda item: item.id):
            chosen = select(item.id)
            own = programme.followed_back(item, role) if role else tuple(line.commitment for line in chosen.lines)
            commitments = dict.fromkeys(one.id for one in own if one.type == Types.COMMITMENT)
            if commitments or chosen.lines:
                parts[item.id] = answers(chosen, (programme.by_id[id] for id in commitments))
        return parts

    recommendations = list(programme.of_type(Types.RECOMMENDATION))
    return Numbers(
        as_of.isoformat(),
        Tally(dict(sorted(Counter(item.type for item in programme.items if not item.is_elsewhere).items()))),
        len(programme.links),
        _tally(Standing, (review.standing for review in reviews.every(programme, verdict.settings))),
        Tally(dict(sorted(Counter(item.field("kind") for item in programme.of_type(Types.SENTENCE)).items()))),
        answers(found, commitments),
        Tally(dict(sorted(Counter(apart.why for apart in found.apart).items()))),
        {
            edition.name: answers(found.of(edition=edition.name), edition.commitments)
            for edition in lineage.of(programme).editions
            if edition.is_found
        },
        by_item(Types.THEME, lambda id: found.of(theme=id), Types.THEME),
        by_item(Types.CHAIN, lambda id: found.of(chain=id), Types.CHAIN),
        by_item(Types.ORGANISATION, lambda id: found.of(organisation=id), ""),
        Tally(dict(sorted(Counter(item.field("accepted") or _NOT_CONFIRMED for item in recommendations).items()))),
        Tally(dict(sorted(Counter(item.field("done") or _NOT_CONFIRMED for item in recommendations).items()))),
        _tally(Severity, (finding.severity for finding in verdict.findings)),
        len(verdict.waived),
    )


def _is_news(commitment: Item) -> bool:
    return commitment.field("scope") == Scopes.NEWS


def _tally(kinds: Iterable[str], found: Iterable[str]) -> Tally:
    """Every kind, those that are not there too: a reader of the numbers need not guess at a missing one."""
    counted = Counter(str(kind) for kind in found)
    return Tally({str(kind): counted[str(kind)] for kind in kinds})


def document(numbers: Numbers) -> dict[str, Any]:
    """The numbers as JSON, in the form that SCHEMA gives."""
    return {
        "$schema": SCHEMA,
        "asOf": numbers.as_of,
        "items": _counted(numbers.items),
        "links": numbers.links,
        "reviews": _counted(numbers.reviews),
        "sentences": _counted(numbers.sentences),
        "answers": _answers(numbers.answers),
        "apart": _counted(numbers.apart),
        "byEdition": {name: _answers(part) for name, part in numbers.by_edition.items()},
        "byTheme": {id: _answers(part) for id, part in numbers.by_theme.items()},
        "byChain": {id: _answers(part) for id, part in numbers.by_chain.items()},
        "byOrganisation": {id: _answers(part) for id, part in numbers.by_organisation.items()},
        "recommendations": {"accepted": _counted(numbers.accepted), "done": _counted(numbers.done)},
        "findings": _counted(numbers.findings) | {"waived": numbers.waived},
    }


def _counted(tally: Tally) -> dict[str, Any]:
    return {"total": tally.total, "by": dict(tally.by)}


def _answers(answers: Answers) -> dict[str, Any]:
    return {
        "commitments": _counted(answers.commitments),
        "newsOnly": answers.news,
        "checks": _counted(answers.checks),
        "open": answers.open,
        "suspect": answers.suspect,
    }
