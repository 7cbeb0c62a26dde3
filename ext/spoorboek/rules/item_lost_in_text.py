from __future__ import annotations

from spoorboek.rules.engine import Flaw, Flaws, Programme, Settings, Severity, _, identity, rule


@rule("S512", for_others=True)
def item_lost_in_text(programme: Programme, settings: Settings) -> Flaws:
    """Every line that looks like the opening of an item makes one."""
    for lost in programme.lost_items:
        if not lost.deferred:
            message = _("{item} is not read as an item: {reason}", item=lost.name, reason=lost.reason)
            severity = Severity.INFORMATION if lost.in_comment else None
            follows_from = (identity("S510", *lost.within),) if lost.within else ()
            yield Flaw(lost, message, severity=severity, follows_from=follows_from)
