"""S702."""

from __future__ import annotations

from spoorboek.config.registers import first_waivers
from spoorboek.config.settings import Settings
from spoorboek.model.finding import Severity
from spoorboek.model.message import _
from spoorboek.model.near_matches import did_you_mean
from spoorboek.rules.engine.rule import Flaw, Flaws, Found, last_rule


@last_rule("S702", Severity.WARNING)
def unused_waiver(found: Found, settings: Settings) -> Flaws:
    """Every waiver is for a finding that is there, and is the only one for it."""
    first_of = first_waivers(settings.waivers)
    for waiver in settings.waivers:
        first = first_of[waiver.finding]
        if first is not waiver:
            message = _(
                "the waiver of {finding} waives nothing: the one at {place} does it",
                finding=waiver.finding,
                place=first.at,
            )
            yield Flaw(waiver, message)
        elif waiver.finding not in found:
            meant = did_you_mean(waiver.finding, found)
            message = _("the waiver of {finding} waives nothing{meant}", finding=waiver.finding, meant=meant)
            yield Flaw(waiver, message)
