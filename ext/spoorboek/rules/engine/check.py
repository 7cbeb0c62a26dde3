"""Asks every rule, sets aside what someone answers for, holds back what follows from what stands, and sorts."""

from __future__ import annotations

from collections.abc import Iterable

from spoorboek.analysis.verdict import Verdict, Waived
from spoorboek.config.settings import Settings
from spoorboek.model.finding import Finding
from spoorboek.model.programme import Location, Programme
from spoorboek.rules import rules
from spoorboek.rules.engine.rule import Flaw, Rule
from spoorboek.rules.engine.waivers import Coverage
from spoorboek.rules.engine.withhold import Candidate, told


def check(programme: Programme, settings: Settings, shown: Iterable[Rule] | None = None) -> Verdict:
    """Ask every rule that holds under these settings, then the rules about waivers of what the others found.

    `shown` are the rules that the verdict is narrowed to; all that are asked, where it is not given. What another
    rule finds, or one that the project suppresses, is neither waived nor left, and explains nothing.
    """
    every = rules(settings)
    numbers = {rule.number for rule in (every if shown is None else shown)}.difference(settings.suppressed)
    found = _sorted(_candidate(rule, flaw) for rule in every for flaw in rule.ask(programme, settings))
    coverage = Coverage([each.finding for each in found], settings.waivers)
    last = _sorted(_candidate(rule, flaw) for rule in every for flaw in rule.ask_last(coverage, settings))
    heard = [each for each in found if each.finding.number in numbers]
    standing = [each for each in heard if each.finding not in coverage]
    left = told(standing)
    about_waivers = {each.finding for each in last if each.finding.number in numbers}
    withheld = {each.finding for each in standing} - left
    waived = {each.finding: waiver for each in heard if (waiver := coverage.waiver_of(each.finding))}
    return Verdict(
        programme,
        settings,
        tuple(sorted(left | about_waivers, key=_order)),
        tuple(Waived(finding, waived[finding]) for finding in sorted(waived, key=_order)),
        tuple(sorted(withheld, key=_order)),
    )


def _candidate(rule: Rule, flaw: Flaw) -> Candidate:
    at = flaw.at or flaw.subject.at
    about = flaw.about or (flaw.subject.name,)
    found = Finding(at, rule.number, rule.name, flaw.severity or rule.severity, flaw.message, about)
    return Candidate(found, flaw.follows_from)


def _sorted(candidates: Iterable[Candidate]) -> list[Candidate]:
    return sorted(candidates, key=lambda each: _order(each.finding))


def _order(finding: Finding) -> tuple[Location, str, str]:
    return finding.at, finding.identity, finding.message
