from __future__ import annotations

from spoorboek.analysis import state
from spoorboek.config.names import Types
from spoorboek.rules.engine import Flaw, Flaws, Programme, Settings, Severity, _, rule


@rule("S403", Severity.INFORMATION)
def late_commitment(programme: Programme, settings: Settings) -> Flaws:
    """Every commitment is kept by the day it was due."""
    as_of = settings.as_of
    severity = Severity.WARNING if settings.late_fails else None
    for commitment in programme.of_type(Types.COMMITMENT) if as_of else ():
        if as_of and state.of_commitment(programme, commitment, as_of) is state.State.LATE:
            message = _("{item} was due {due}, and is late", item=commitment.name, due=commitment.field("due"))
            yield Flaw(commitment, message, commitment.location_of("due"), severity=severity)
