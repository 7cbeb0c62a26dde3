"""S201."""

from __future__ import annotations

from typing import Final

from spoorboek.model import Item, Link, Programme
from spoorboek.rule import Flaw, Flaws, rule
from spoorboek.settings import Settings

_ROLE: Final = "grounded_in"


@rule("S201")
def unaccounted_sentence(programme: Programme, settings: Settings) -> Flaws:
    """Every sentence of a source is judged, and each that promises something is carried by a commitment."""
    for sentence in programme.of_type("sentence"):
        if programme.by_id.get(sentence.id) is not sentence:
            continue
        kind = sentence.field("kind")
        if kind == "open":
            message = f"{sentence.name} has kind 'open', so nobody has judged yet what it says"
            yield Flaw(sentence, message, sentence.place_of("kind"))
        elif kind == "commitment" and not _is_carried(sentence, programme, settings):
            message = f"{sentence.name} has kind 'commitment', and no commitment rests on it by {_ROLE!r}"
            yield Flaw(sentence, message, sentence.place_of("kind"))


def _is_carried(sentence: Item, programme: Programme, settings: Settings) -> bool:
    """Does a commitment rest on it, or may one have been meant to whose flaw is reported by a rule of its own?"""
    if any(item.type == "commitment" for item in programme.followed_back(sentence, _ROLE)):
        return True
    if any(item.type not in settings.types for item in programme.items):
        return True
    resting = [(item, link) for item, link in programme.links_by_role.get(_ROLE, ()) if item.type == "commitment"]
    if any(_may_mean(link, sentence, programme) for _, link in resting):
        return True
    rested = {item.id for item, _ in resting}
    return any(item.id not in rested for item in programme.of_type("commitment"))


def _may_mean(link: Link, sentence: Item, programme: Programme) -> bool:
    """Is it flawed, and meant for this sentence or for nobody knows what; or to an item that nothing rests on?"""
    target = programme.meant(link.target)
    if target is None or target.type not in ("sentence", "source"):
        return True
    return target is sentence
