"""S104."""

from __future__ import annotations

from spoorboek.model import Mention, Programme
from spoorboek.near import meant
from spoorboek.rule import Flaw, Flaws, rule
from spoorboek.settings import Settings


@rule("S104")
def theme_nobody_mentions(programme: Programme, settings: Settings) -> Flaws:
    """The running text of another page refers to every theme."""
    pages_of: dict[str | None, set[str]] = {}
    for mention in programme.mentions:
        if mention.in_prose:
            pages_of.setdefault(_meant(mention, programme), set()).add(mention.page)
    for item in programme.of_type(*settings.mentioned):
        if programme.by_id.get(item.id) is item and not pages_of.get(item.id, set()) - {item.page}:
            yield Flaw(item, f"{item.name} is referred to in the running text of no other page")


def _meant(mention: Mention, programme: Programme) -> str | None:
    """The id that is referred to; where it is misspelt, which S501 reports, the one that was meant."""
    return meant(mention.target, programme.by_id) if mention.to_item else mention.target
