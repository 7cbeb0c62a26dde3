from __future__ import annotations

from itertools import chain

from spoorboek.analysis import searches
from spoorboek.config.names import EVIDENCE_ROLES, Roles, Types
from spoorboek.rules.engine import Causes, Flaw, Flaws, Programme, Settings, _, rule, together


@rule("S401")
def check_without_answer(programme: Programme, settings: Settings) -> Flaws:
    """Every check has evidence, or a search for it."""
    causes = Causes(programme, settings)
    for check in programme.of_type(Types.CHECK) if Types.SEARCH in settings.types else ():
        if not (any(causes.leading(check, role) for role in EVIDENCE_ROLES) or searches.of(programme, check)):
            message = _("{item} has neither evidence nor a search for it", item=check.name)
            of_links = (causes.of_link(check, role) for role in EVIDENCE_ROLES)
            of_search = causes.of_link_back(check, Roles.FOR, {Types.SEARCH})
            yield Flaw(check, message, follows_from=together(chain(of_links, (of_search,))))
