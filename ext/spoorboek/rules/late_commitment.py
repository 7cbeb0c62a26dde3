"""S403."""

from __future__ import annotations

from spoorboek import state
from spoorboek.finding import Severity
from spoorboek.model import Programme
from spoorboek.rule import Flaw, Flaws, rule
from spoorboek.said import say
from spoorboek.settings import Settings


@rule("S403", Severity.INFORMATION)
def late_commitment(programme: Programme, settings: Settings) -> Flaws:
    """Every commitment is kept by the day it was due."""
    as_of = settings.as_of
    severity = Severity.WARNING if settings.late_fails else None
    for commitment in programme.of_type("commitment") if as_of else ():
        if as_of and state.of_commitment(programme, commitment, as_of) is state.State.LATE:
            message = say("{item} was due {due}, and is late", item=commitment.name, due=commitment.field("due"))
            yield Flaw(commitment, message, commitment.place_of("due"), severity=severity)
