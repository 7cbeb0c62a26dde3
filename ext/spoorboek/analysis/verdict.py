"""A programme with what was found in it, and what of that somebody answers for."""

from __future__ import annotations

from dataclasses import dataclass

from spoorboek.config.registers import Waiver
from spoorboek.config.settings import Settings
from spoorboek.model.finding import Finding
from spoorboek.model.programme import Programme


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding that was set aside, and by which waiver."""

    finding: Finding
    waiver: Waiver


@dataclass(frozen=True)
class Verdict:
    """A programme, the settings it was read under, and all findings by file, line, column and number.

    `waived` are findings that a waiver names; they are counted and shown, and fail nothing. `withheld` are findings
    that follow from others that stand: they come out when those are mended, waived or left out.
    """

    programme: Programme
    settings: Settings
    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...] = ()
    withheld: tuple[Finding, ...] = ()

    @property
    def fails(self) -> bool:
        return any(finding.fails for finding in self.findings)
