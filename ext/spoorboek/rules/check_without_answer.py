"""S401."""

from __future__ import annotations

from spoorboek.config.settings import Settings
from spoorboek.model.message import _, joined
from spoorboek.model.programme import Programme
from spoorboek.rules.engine.rule import Flaw, Flaws, rule

_EVIDENCE = ("evidence", "part_evidence")


@rule("S401")
def check_without_answer(programme: Programme, settings: Settings) -> Flaws:
    """Every check has evidence, or says when and in what was looked for it."""
    declared = settings.types.get("check")
    for check in programme.of_type("check") if declared and "looked_on" in declared.fields else ():
        if any(link.role in _EVIDENCE for link in check.links):
            continue
        missing = [name for name in ("looked_on", "looked_in") if not check.field(name)]
        if missing:
            named = joined(" and ", map(repr, missing))
            yield Flaw(check, _("{item} has neither evidence nor {missing}", item=check.name, missing=named))
