from __future__ import annotations

from collections.abc import Sequence

from spoorboek.model.printable import short
from spoorboek.rules.engine import Flaw, Flaws, Message, Programme, Settings, _, joined, rule


@rule("S902")
def translation_leads_elsewhere(programme: Programme, settings: Settings) -> Flaws:
    """A translation leads where its original leads, and holds nothing else beside words."""
    for mistranslation in programme.mistranslations:
        values = {"text": repr(short(mistranslation.text)), "language": repr(mistranslation.language)}
        added, lost = _listed(mistranslation.added), _listed(mistranslation.lost)
        if not added:
            message = _("the translation of {text} into {language} lacks {lost}", **values, lost=lost)
        elif lost:
            message = _(
                "the translation of {text} into {language} has {added}, expected {lost}",
                **values,
                added=added,
                lost=lost,
            )
        else:
            message = _(
                "the translation of {text} into {language} has {added}, its original has not", **values, added=added
            )
        yield Flaw(mistranslation, message, about=(mistranslation.language, mistranslation.domain, mistranslation.key))


def _listed(pieces: Sequence[str]) -> Message:
    return joined(", ", (repr(short(piece)) for piece in pieces))
