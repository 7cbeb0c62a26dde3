"""S401."""

from __future__ import annotations

from itertools import chain

from spoorboek.config.settings import Settings
from spoorboek.model import dates
from spoorboek.model.message import Message, _, joined
from spoorboek.model.programme import Programme
from spoorboek.rules.engine.causes import Causes, together
from spoorboek.rules.engine.rule import Flaw, Flaws, rule

_EVIDENCE = ("evidence", "part_evidence")


@rule("S401")
def check_without_answer(programme: Programme, settings: Settings) -> Flaws:
    """Every check has evidence, or says when and in what was looked for it."""
    declared = settings.types.get("check")
    causes = Causes(programme, settings)
    for check in programme.of_type("check") if declared and "looked_on" in declared.fields else ():
        if any(link.role in _EVIDENCE and causes.leads(check, link) for link in check.links):
            continue
        missing = [] if dates.is_date(check.field("looked_on")) else ["looked_on"]
        missing += [] if check.field("looked_in") else ["looked_in"]
        if missing:
            message = _("{item} has neither evidence nor {missing}", item=check.name, missing=_named(missing))
            follows_from = together(
                chain(
                    (causes.of_link(check, role) for role in _EVIDENCE),
                    (causes.of_value(check, name) for name in missing),
                )
            )
            yield Flaw(check, message, follows_from=follows_from)


def _named(names: list[str]) -> Message:
    return joined(" and ", map(repr, names))
