from __future__ import annotations

from spoorboek.config.settings import Settings
from spoorboek.model.finding import Severity
from spoorboek.model.programme import Programme
from spoorboek.rules.engine.rule import Flaw, Flaws, rule


@rule("S801", Severity.INFORMATION)
def unseen_by_quick_check(programme: Programme, settings: Settings) -> Flaws:
    """What the build sees, the quick check sees too."""
    for unseen in programme.unseen:
        yield Flaw(unseen, unseen.message, about=(unseen.at.file, unseen.message))
