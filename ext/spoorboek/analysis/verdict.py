"""A programme with its findings, including those that are waived or withheld."""

from __future__ import annotations

from dataclasses import dataclass

from spoorboek.config.list_files import Waiver
from spoorboek.config.settings import Settings
from spoorboek.model.finding import Finding
from spoorboek.model.programme import Programme


@dataclass(frozen=True, slots=True)
class Waived:
    finding: Finding
    waiver: Waiver


@dataclass(frozen=True)
class Verdict:
    """A programme, its settings, and the findings sorted by file, line, column and number.

    `waived` findings are counted and shown, and fail nothing. `withheld` findings follow from another finding: they are
    reported once that one is fixed, waived or ignored.
    """

    programme: Programme
    settings: Settings
    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...] = ()
    withheld: tuple[Finding, ...] = ()

    @property
    def fails(self) -> bool:
        return any(finding.fails for finding in self.findings)
