"""S701."""

from __future__ import annotations

from spoorboek.registers import first_waivers
from spoorboek.rule import Flaw, Flaws, Found, last_rule
from spoorboek.said import say
from spoorboek.settings import Settings


@last_rule("S701")
def expired_waiver(found: Found, settings: Settings) -> Flaws:
    """No waiver outlives its last day."""
    for waiver in first_waivers(settings.waivers).values():
        finding = found.get(waiver.finding)
        if finding and waiver.has_ended(settings.as_of):
            message = say(
                "the waiver of {finding} ended on {until}, and {place} still has it: {message}",
                finding=waiver.finding,
                until=waiver.until,
                place=finding.at,
                message=finding.message,
            )
            yield Flaw(waiver, message, waiver.until_at)
