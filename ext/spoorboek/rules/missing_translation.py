"""S901."""

from __future__ import annotations

from typing import Final

from spoorboek.model import Programme
from spoorboek.rule import Flaw, Flaws, rule
from spoorboek.settings import Settings

_LONGEST: Final = 60
"""So much of a text is quoted: enough to find it by."""


@rule("S901")
def missing_translation(programme: Programme, settings: Settings) -> Flaws:
    """Every text is there in every language of the handbook, as it is now."""
    for each in programme.untranslated:
        said = each.text if len(each.text) <= _LONGEST else f"{each.text[:_LONGEST].rstrip()}…"
        flaw = (
            f"{said!r} was translated into {each.language!r} before it changed: renew it in {each.catalogue}"
            if each.outdated
            else f"{said!r} has no translation into {each.language!r}: `make intl` gives it a place in {each.catalogue}"
        )
        yield Flaw(each, flaw, about=(each.language, each.domain, each.key))
