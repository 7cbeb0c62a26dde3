"""Asks every rule, and sorts what they find."""

from __future__ import annotations

from dataclasses import dataclass

from spoorboek.finding import Finding
from spoorboek.model import Programme
from spoorboek.rule import Flaw, Rule
from spoorboek.rules import rules
from spoorboek.settings import Settings
from spoorboek.waivers import Waived


@dataclass(frozen=True)
class Verdict:
    """A programme, the settings it was read under, and all findings by file, line, column and number.

    `waived` are findings that someone answers for; they are counted and shown, and fail nothing.
    """

    programme: Programme
    settings: Settings
    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...] = ()

    @property
    def fails(self) -> bool:
        return any(finding.fails for finding in self.findings)


def check(programme: Programme, settings: Settings) -> Verdict:
    """Ask every rule that holds under these settings."""
    found = {_finding(rule, flaw) for rule in rules(settings) for flaw in rule.ask(programme, settings)}
    return Verdict(programme, settings, tuple(sorted(found, key=lambda finding: (finding.at, finding.identity))))


def _finding(rule: Rule, flaw: Flaw) -> Finding:
    at = flaw.at or flaw.subject.at
    about = flaw.about or (flaw.subject.name,)
    return Finding(at, rule.number, rule.name, rule.severity, flaw.message, about)
