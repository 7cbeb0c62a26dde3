from __future__ import annotations

from spoorboek.rules.engine import Flaw, Flaws, Programme, Settings, identity, rule


@rule("S514", for_others=True)
def page_reaches_out(programme: Programme, settings: Settings) -> Flaws:
    """No page runs code, shows HTML as it is, or brings in or loads what is not the project's own."""
    for breach in programme.breaches:
        follows_from = (identity("S902", *breach.translation),) if breach.translation else ()
        yield Flaw(breach, breach.message, about=(breach.page, breach.key), follows_from=follows_from)
