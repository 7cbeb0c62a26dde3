from __future__ import annotations

from spoorboek.rules.engine import Flaw, Flaws, Programme, Settings, _, rule


@rule("S704")
def overdue_deviation(programme: Programme, settings: Settings) -> Flaws:
    """Every known deviation of the accessibility statement is mended by its day."""
    for deviation in settings.deviations:
        if settings.as_of and deviation.until < settings.as_of:
            message = _(
                "{deviation!r} was due to be repaired by {until}, and is still a known deviation",
                deviation=deviation.what,
                until=deviation.until,
            )
            yield Flaw(deviation, message, deviation.until_at)
