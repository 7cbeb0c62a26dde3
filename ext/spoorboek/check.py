"""Asks every rule, sets aside what someone answers for, and sorts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spoorboek import waivers
from spoorboek.finding import Finding
from spoorboek.model import Programme
from spoorboek.rule import Flaw, Rule
from spoorboek.rules import rules
from spoorboek.settings import Settings
from spoorboek.waivers import Waived


@dataclass(frozen=True)
class Verdict:
    """A programme, the settings it was read under, and all findings by file, line, column and number.

    `waived` are findings that a waiver names; they are counted and shown, and fail nothing.
    """

    programme: Programme
    settings: Settings
    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...] = ()

    @property
    def fails(self) -> bool:
        return any(finding.fails for finding in self.findings)


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
