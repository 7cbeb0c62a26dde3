from __future__ import annotations

from spoorboek.analysis import searches, state
from spoorboek.config.names import Types
from spoorboek.model import dates
from spoorboek.rules.engine import Flaw, Flaws, Programme, Settings, _, rule


@rule("S402")
def stale_look(programme: Programme, settings: Settings) -> Flaws:
    """A search that found no answer is repeated in time."""
    as_of, valid_for = settings.as_of, settings.evidence_valid_for
    if as_of is None or valid_for is None:
        return
    for check in programme.of_type(Types.CHECK):
        last_on = searches.last_on(searches.of(programme, check))
        if not last_on or valid_for.after(dates.last_day(last_on)) >= as_of:
            continue
        if state.of_check(programme, check, as_of) is state.State.UNKNOWN:
            message = _(
                "{item} was last searched for on {last_on}, more than {duration} before {as_of}",
                item=check.name,
                last_on=last_on,
                duration=valid_for.label,
                as_of=as_of,
            )
            yield Flaw(check, message)
