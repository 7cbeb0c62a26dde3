from __future__ import annotations

from spoorboek.rules.engine import Flaw, Flaws, Programme, Settings, Severity, rule


@rule("S801", Severity.INFORMATION)
def unseen_by_quick_check(programme: Programme, settings: Settings) -> Flaws:
    """What the build sees, the quick check sees too."""
    for unseen in programme.unseen:
        yield Flaw(unseen, unseen.message, about=(unseen.at.file, unseen.message))
