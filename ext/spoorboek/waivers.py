"""Findings that someone answers for until a date: conf/waivers.toml."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from spoorboek.finding import Finding
from spoorboek.model import Location


@dataclass(frozen=True, slots=True)
class Waiver:
    """`finding` is the identity of a finding, as in `S104 THM-cter`; `until` the last day on which it holds."""

    finding: str
    reason: str
    owner: str
    until: datetime.date | None
    at: Location


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding that was set aside, and by which waiver."""

    finding: Finding
    waiver: Waiver
