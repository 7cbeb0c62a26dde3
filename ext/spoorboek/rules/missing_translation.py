"""S901."""

from __future__ import annotations

from typing import Final

from spoorboek.config.settings import Settings
from spoorboek.model.message import _
from spoorboek.model.programme import Programme
from spoorboek.rules.engine.rule import Flaw, Flaws, rule

_LONGEST: Final = 60
"""So much of a text is quoted: enough to find it by."""


@rule("S901")
def missing_translation(programme: Programme, settings: Settings) -> Flaws:
    """Every text is there in every language of the handbook, as it is now."""
    for each in programme.untranslated:
        text = each.text if len(each.text) <= _LONGEST else f"{each.text[:_LONGEST].rstrip()}…"
        told = {"text": f"{text!r}", "language": f"{each.language!r}", "catalogue": each.catalogue}
        message = (
            _("{text} changed after it was translated into {language}: renew it in {catalogue}", **told)
            if each.outdated
            else _("{text} has no translation into {language}: `make intl` gives it a place in {catalogue}", **told)
        )
        yield Flaw(each, message, about=(each.language, each.domain, each.key))
