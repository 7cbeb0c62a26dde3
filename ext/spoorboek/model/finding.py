"""Findings: what a check reports."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from spoorboek.model.labelled import Labelled
from spoorboek.model.message import Message, _
from spoorboek.model.programme import Location


class Severity(Labelled):
    """Errors and warnings fail a build that is run with -W; information never fails anything."""

    ERROR = "error", _("error")
    WARNING = "warning", _("warning")
    INFORMATION = "information", _("information")


def identity(number: str, *about: str) -> str:
    """The key of a finding in waivers and between rules: `S501 PLAN-C4 theme THEME-x`."""
    return " ".join((number, *about))


@dataclass(frozen=True)
class Finding:
    """One flaw at one location. `about` identifies it wherever its text moves: `("PLAN-C4", "theme", "THEME-x")`."""

    at: Location
    number: str
    name: str
    severity: Severity
    message: Message
    about: tuple[str, ...]

    @cached_property
    def identity(self) -> str:
        return identity(self.number, *self.about)

    @property
    def fails(self) -> bool:
        return self.severity is not Severity.INFORMATION

    def __str__(self) -> str:
        return f"{self.at}: {self.severity} {self.number} {self.name}: {self.message}"
