"""S201."""

from __future__ import annotations

from collections.abc import Container
from typing import Final

from spoorboek.config.settings import Settings
from spoorboek.model.message import _
from spoorboek.model.programme import Programme
from spoorboek.rules.engine.rule import Flaw, Flaws, rule

_ROLE: Final = "grounded_in"


@rule("S201")
def unaccounted_sentence(programme: Programme, settings: Settings) -> Flaws:
    """Every sentence is judged, and one that promises something is carried by a commitment."""
    carried = _carried(programme, settings)
    for sentence in programme.of_type("sentence"):
        kind = sentence.field("kind")
        if kind == "open":
            message = _("{sentence} has kind 'open': nobody has judged yet what it is", sentence=sentence.name)
            yield Flaw(sentence, message, sentence.place_of("kind"))
        elif kind == "commitment" and carried is not None and sentence.id not in carried:
            message = _(
                "{sentence} has kind 'commitment', and no commitment rests on it by {role!r}",
                sentence=sentence.name,
                role=_ROLE,
            )
            yield Flaw(sentence, message, sentence.place_of("kind"))


def _carried(programme: Programme, settings: Settings) -> Container[str] | None:
    """The sentences that a commitment rests on, or was meant to in a link whose flaw is reported by a rule of its own.

    None where such a flaw leaves open which sentence was meant: then it may be any.
    """
    carried = {""}  # a sentence without an id, which S505 reports
    if any(item.type not in settings.types for item in programme.items):
        return None
    for commitment in programme.of_type("commitment"):
        links = [link for link in commitment.links if link.role == _ROLE]
        meant = [programme.meant(link.target) for link in links]
        if not all(item and item.type in ("sentence", "source") for item in meant) or not meant:
            return None
        carried.update(item.id for item in meant if item)
    return carried
