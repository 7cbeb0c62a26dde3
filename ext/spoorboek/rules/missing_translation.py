from __future__ import annotations

from spoorboek.model.printable import short
from spoorboek.rules.engine import Flaw, Flaws, Programme, Settings, _, rule


@rule("S901")
def missing_translation(programme: Programme, settings: Settings) -> Flaws:
    """Every text is there in every language of the handbook, as it is now."""
    for untranslated in programme.untranslated:
        text, language = repr(short(untranslated.text)), repr(untranslated.language)
        values = {"text": text, "language": language, "catalog": untranslated.catalog}
        if untranslated.outdated:
            message = _("{text} changed after it was translated into {language}: renew it in {catalog}", **values)
        elif untranslated.copied:
            message = _("{text} is its own translation into {language}: translate it in {catalog}", **values)
        else:
            message = _(
                "{text} has no translation into {language}: `make intl` gives it a place in {catalog}", **values
            )
        yield Flaw(untranslated, message, about=(untranslated.language, untranslated.domain, untranslated.key))
