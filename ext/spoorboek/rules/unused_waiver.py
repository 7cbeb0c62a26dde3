from __future__ import annotations

from typing import Final

from spoorboek.model.message import NOTHING
from spoorboek.model.near_matches import Names
from spoorboek.rules.engine import Coverage, Flaw, Flaws, Settings, Severity, _, last_rule

_HELPED: Final = 1000
"""The number of unused waivers that get a "did you mean": the search is slow, and more of them have another cause."""


@last_rule("S702", Severity.WARNING)
def unused_waiver(coverage: Coverage, settings: Settings) -> Flaws:
    """Every waiver is for a finding that is there, and is the only one for it."""
    unused = list(coverage.unused())
    names = Names(finding.identity for finding in coverage.findings)
    for number, (waiver, other) in enumerate(unused):
        if other:
            message = _(
                "the waiver of {finding} waives nothing: the one at {place} does it",
                finding=waiver.finding,
                place=other.at,
            )
        else:
            suggestion = names.did_you_mean(waiver.finding) if number < _HELPED else NOTHING
            message = _(
                "the waiver of {finding} waives nothing{suggestion}", finding=waiver.finding, suggestion=suggestion
            )
        yield Flaw(waiver, message)
