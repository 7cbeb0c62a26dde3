"""S702."""

from __future__ import annotations

from spoorboek.finding import Severity
from spoorboek.near import did_you_mean
from spoorboek.registers import first_waivers
from spoorboek.rule import Flaw, Flaws, Found, last_rule
from spoorboek.settings import Settings


@last_rule("S702", Severity.WARNING)
def unused_waiver(found: Found, settings: Settings) -> Flaws:
    """Every waiver is for a finding that is there, and is the only one for it."""
    first_of = first_waivers(settings.waivers)
    for waiver in settings.waivers:
        first = first_of[waiver.finding]
        if first is not waiver:
            yield Flaw(waiver, f"the waiver of {waiver.finding} waives nothing: the one at {first.at} does it")
        elif waiver.finding not in found:
            yield Flaw(waiver, f"the waiver of {waiver.finding} waives nothing{did_you_mean(waiver.finding, found)}")
