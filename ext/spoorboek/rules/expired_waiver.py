"""S701."""

from __future__ import annotations

from spoorboek.registers import first_waivers
from spoorboek.rule import Flaw, Flaws, Found, last_rule
from spoorboek.settings import Settings


@last_rule("S701")
def expired_waiver(found: Found, settings: Settings) -> Flaws:
    """No waiver outlives its last day."""
    for waiver in first_waivers(settings.waivers).values():
        finding = found.get(waiver.finding)
        if finding and waiver.has_ended(settings.as_of):
            message = f"the waiver of {waiver.finding} ended on {waiver.until}, and {finding.at} still has it"
            yield Flaw(waiver, f"{message}: {finding.message}", waiver.until_at)
