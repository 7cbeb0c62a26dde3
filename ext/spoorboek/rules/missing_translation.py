from __future__ import annotations

from typing import Final

from spoorboek.config.settings import Settings
from spoorboek.model.message import _
from spoorboek.model.programme import Programme
from spoorboek.rules.engine.rule import Flaw, Flaws, rule

_LONGEST: Final = 60
"""The number of characters of a text that a message quotes."""


@rule("S901")
def missing_translation(programme: Programme, settings: Settings) -> Flaws:
    """Every text is there in every language of the handbook, as it is now."""
    for untranslated in programme.untranslated:
        text = untranslated.text if len(untranslated.text) <= _LONGEST else f"{untranslated.text[:_LONGEST].rstrip()}…"
        values = {"text": f"{text!r}", "language": f"{untranslated.language!r}", "catalogue": untranslated.catalogue}
        if untranslated.outdated:
            message = _("{text} changed after it was translated into {language}: renew it in {catalogue}", **values)
        elif untranslated.copied:
            message = _("{text} is its own translation into {language}: translate it in {catalogue}", **values)
        else:
            message = _(
                "{text} has no translation into {language}: `make intl` gives it a place in {catalogue}", **values
            )
        yield Flaw(untranslated, message, about=(untranslated.language, untranslated.domain, untranslated.key))
