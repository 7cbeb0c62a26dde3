"""S401."""

from __future__ import annotations

from spoorboek.model import Programme
from spoorboek.rule import Flaw, Flaws, rule
from spoorboek.said import say, say_each
from spoorboek.settings import Settings

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
            named = say_each(" and ", map(repr, missing))
            yield Flaw(check, say("{item} has neither evidence nor {missing}", item=check.name, missing=named))
