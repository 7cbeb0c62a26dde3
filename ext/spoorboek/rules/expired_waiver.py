from __future__ import annotations

from spoorboek.rules.engine import Coverage, Flaw, Flaws, Settings, _, last_rule


@last_rule("S701")
def expired_waiver(coverage: Coverage, settings: Settings) -> Flaws:
    """No waiver outlives its last day."""
    for waiver, finding in coverage.used():
        if waiver.has_ended(settings.as_of):
            message = _(
                "the waiver of {finding} ended on {until}, and {place} still has it: {message}",
                finding=waiver.finding,
                until=waiver.until,
                place=finding.at,
                message=finding.message,
            )
            yield Flaw(waiver, message, waiver.until_at)
