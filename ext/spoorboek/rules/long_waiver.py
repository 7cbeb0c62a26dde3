from __future__ import annotations

from spoorboek.rules.engine import Coverage, Flaw, Flaws, Settings, _, last_rule


@last_rule("S705")
def long_waiver(coverage: Coverage, settings: Settings) -> Flaws:
    """Every waiver is for a while: its last day is no further off than the settings allow."""
    last = settings.last_day_of_waivers
    for waiver, _finding in coverage.used():
        if last and waiver.until and waiver.until > last:
            message = _(
                "the waiver of {finding} lasts until {until}, expected a day up to {last}: {longest} after {as_of}",
                finding=waiver.finding,
                until=waiver.until,
                last=last,
                longest=settings.waivers_valid_for,
                as_of=settings.as_of,
            )
            yield Flaw(waiver, message, waiver.until_at)
