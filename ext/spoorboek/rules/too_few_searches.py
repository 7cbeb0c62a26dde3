from __future__ import annotations

import datetime

from spoorboek.analysis import searches, state
from spoorboek.config.names import Results, Types
from spoorboek.model.message import ngettext
from spoorboek.rules.engine import Flaw, Flaws, Programme, Settings, _, rule


@rule("S408")
def too_few_searches(programme: Programme, settings: Settings) -> Flaws:
    """What no source confirms was searched for often enough, and no search found it."""
    as_of = settings.as_of or datetime.date.max
    for check in programme.of_type(Types.CHECK) if settings.searches else ():
        items = searches.of(programme, check)
        if not items or state.of_check(programme, check, as_of) is not state.State.UNKNOWN:
            continue  # without any it is S401
        count = searches.made_often(items)
        if count < settings.searches:
            message = ngettext(
                "{item} is not confirmed after {count} search, expected at least {least}",
                "{item} is not confirmed after {count} searches, expected at least {least}",
                count,
                item=check.name,
                least=settings.searches,
            )
            yield Flaw(check, message)
        for search in items:
            if search.field("result") == Results.ANSWER:
                message = _(
                    "{item} found an answer to {check}, which has no evidence and counts as not confirmed",
                    item=search.name,
                    check=check.name,
                )
                yield Flaw(search, message, search.location_of("result"), (search.name, check.name))
