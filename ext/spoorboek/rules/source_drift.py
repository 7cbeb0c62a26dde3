from __future__ import annotations

from spoorboek.rules.engine import Flaw, Flaws, Programme, Settings, Severity, rule


@rule("S202")
def source_drift(programme: Programme, settings: Settings) -> Flaws:
    """Every sentence stands in the document at hand as it was read, and in its place."""
    for drift in programme.drifts:
        about = (drift.item.name, drift.key) if drift.key else (drift.item.name,)
        severity = Severity.INFORMATION if drift.follows else None
        yield Flaw(drift.item, drift.message, drift.item.location_of(drift.option), about, severity)
