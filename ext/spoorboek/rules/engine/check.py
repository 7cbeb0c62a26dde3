"""Asks every rule, sets aside what someone answers for, and sorts."""

from __future__ import annotations

from collections.abc import Iterable

from spoorboek.analysis.verdict import Verdict
from spoorboek.config.settings import Settings
from spoorboek.model.finding import Finding
from spoorboek.model.programme import Programme
from spoorboek.rules import rules
from spoorboek.rules.engine import waivers
from spoorboek.rules.engine.rule import Flaw, Rule


def check(programme: Programme, settings: Settings) -> Verdict:
    """Ask every rule that holds under these settings, then the rules about waivers of what the others found."""
    every = rules(settings)
    found = _sorted(_finding(rule, flaw) for rule in every for flaw in rule.ask(programme, settings))
    by_identity = {finding.identity: finding for finding in reversed(found)}
    last = [_finding(rule, flaw) for rule in every for flaw in rule.ask_last(by_identity, settings)]
    left, waived = waivers.set_aside(found, settings.waivers)
    return Verdict(programme, settings, tuple(_sorted([*left, *last])), waived)


def _finding(rule: Rule, flaw: Flaw) -> Finding:
    at = flaw.at or flaw.subject.at
    about = flaw.about or (flaw.subject.name,)
    return Finding(at, rule.number, rule.name, flaw.severity or rule.severity, flaw.message, about)


def _sorted(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(set(findings), key=lambda finding: (finding.at, finding.identity, finding.message))
