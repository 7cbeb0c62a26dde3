from __future__ import annotations

from spoorboek.rules.engine import Flaw, Flaws, Programme, Setting, Settings, Severity, _, joined, rule


@rule("S805", Severity.INFORMATION)
def unnamed_maker(programme: Programme, settings: Settings) -> Flaws:
    """A handbook says who makes it and how to reach them."""
    values = {"spoorboek_maker": settings.maker, "spoorboek_contact": settings.contact}
    missing = [name for name, value in values.items() if not value]
    if missing and settings.is_handbook and settings.has_trace:
        message = _("nothing is filled in for {missing}, and every page shows that", missing=joined(" and ", missing))
        yield Flaw(Setting("maker", settings.maker_at), message)
