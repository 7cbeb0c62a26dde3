"""Asks every rule, applies waivers, withholds findings that follow from others, and sorts the rest."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from itertools import chain
from typing import Final, NamedTuple

from spoorboek.analysis.verdict import Verdict, Waived
from spoorboek.config.settings import Settings
from spoorboek.model import second_process
from spoorboek.model.finding import Finding
from spoorboek.model.graph import reached
from spoorboek.model.message import _
from spoorboek.model.programme import Location, Programme
from spoorboek.rules import rules
from spoorboek.rules.engine.rule import Flaw, Rule
from spoorboek.rules.engine.waivers import Coverage

_LARGE: Final = 5_000
"""In items: to ask all rules about fewer takes hardly longer than to begin a process."""


class Candidate(NamedTuple):
    """A finding, and the identities of the findings that explain it."""

    finding: Finding
    follows_from: tuple[str, ...] = ()


def check(
    programme: Programme, settings: Settings, shown: Iterable[Rule] | None = None, *, may_fork: bool = False
) -> Verdict:
    """Ask every rule that applies under these settings, then the rules about the waivers of their findings.

    `shown` are the rules to report; by default all. A finding of any other rule, or of one that the project suppresses,
    is left out of the verdict and explains no other finding. `may_fork`: a second process may ask some of the rules.
    """
    all_rules = rules(settings)
    numbers = {rule.number for rule in (all_rules if shown is None else shown)}.difference(settings.suppressed)
    by_rule = _candidates(all_rules, programme, settings, may_fork=may_fork)
    candidates = _sorted(chain.from_iterable(by_rule))
    coverage = Coverage([candidate.finding for candidate in candidates], settings.waivers)
    last = _sorted(_candidate(rule, flaw) for rule in all_rules for flaw in rule.ask_last(coverage, settings))
    selected = [candidate for candidate in candidates if candidate.finding.number in numbers]
    waived = {candidate.finding: waiver for candidate in selected if (waiver := coverage.waiver_of(candidate.finding))}
    not_waived = [candidate for candidate in selected if candidate.finding not in waived]
    shown_findings = reported(not_waived)
    about_waivers = {candidate.finding for candidate in last if candidate.finding.number in numbers}
    withheld = {candidate.finding for candidate in not_waived} - shown_findings
    return Verdict(
        programme,
        settings,
        tuple(sorted(shown_findings | about_waivers, key=_order)),
        tuple(Waived(finding, waived[finding]) for finding in sorted(waived, key=_order)),
        tuple(sorted(withheld, key=_order)),
    )


def _candidates(
    rules: Sequence[Rule], programme: Programme, settings: Settings, *, may_fork: bool
) -> Iterable[Sequence[Candidate]]:
    """What each rule finds."""
    unplaced = programme.unplaced

    def ask(rule: Rule) -> list[Candidate]:
        return [_candidate(rule, flaw, unplaced) for flaw in rule.ask(programme, settings)]

    if not may_fork or len(programme.items) < _LARGE or not second_process.is_possible():
        return map(ask, rules)
    programme.share_indexes()
    return second_process.in_two(rules, ask)


def _candidate(rule: Rule, flaw: Flaw, unplaced: Container[Location] = ()) -> Candidate:
    at = flaw.at or flaw.subject.at
    about = flaw.about or (flaw.subject.name,)
    message = flaw.message
    if at in unplaced:
        message = _("{message} (line unknown: the page that is read differs from its file)", message=message)
    finding = Finding(at, rule.number, rule.name, flaw.severity or rule.severity, message, about)
    return Candidate(finding, flaw.follows_from)


def reported(candidates: Iterable[Candidate]) -> set[Finding]:
    """The findings that no other failing finding explains; findings that explain each other in a cycle are all kept."""
    candidates = tuple(candidates)
    failing = {candidate.finding.identity for candidate in candidates if candidate.finding.fails}
    first: set[Finding] = set()
    following: dict[str, list[str]] = {}
    for candidate in candidates:
        identity = candidate.finding.identity
        causes = failing.intersection(candidate.follows_from) - {identity}
        for cause in causes:
            following.setdefault(cause, []).append(identity)
        if not causes:
            first.add(candidate.finding)
    explained = reached({candidate.identity for candidate in first if candidate.fails}, following)
    return first | {candidate.finding for candidate in candidates if candidate.finding.identity not in explained}


def _sorted(candidates: Iterable[Candidate]) -> list[Candidate]:
    return sorted(candidates, key=lambda candidate: _order(candidate.finding))


def _order(finding: Finding) -> tuple[Location, str, str]:
    return finding.at, finding.identity, finding.message
