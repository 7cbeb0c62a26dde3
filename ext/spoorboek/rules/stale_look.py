"""S402."""

from __future__ import annotations

from spoorboek.analysis import state
from spoorboek.config.settings import Settings
from spoorboek.model import dates
from spoorboek.model.message import _
from spoorboek.model.programme import Programme
from spoorboek.rules.engine.rule import Flaw, Flaws, rule


@rule("S402")
def stale_look(programme: Programme, settings: Settings) -> Flaws:
    """What was looked for and not found is looked for again in time."""
    as_of, valid_for = settings.as_of, settings.evidence_valid_for
    if as_of is None or valid_for is None:
        return
    for check in programme.of_type("check"):
        looked_on = check.field("looked_on")
        if not dates.is_date(looked_on) or valid_for.after(dates.last_day(looked_on)) >= as_of:
            continue
        if state.of_check(programme, check, as_of) is state.State.UNKNOWN:
            message = _(
                "{item} was last looked for on {looked_on}, more than {duration} before {as_of}",
                item=check.name,
                looked_on=looked_on,
                duration=valid_for.said,
                as_of=as_of,
            )
            yield Flaw(check, message, check.place_of("looked_on"))
