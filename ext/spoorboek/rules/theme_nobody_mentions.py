"""S104."""

from __future__ import annotations

from spoorboek.model import Programme
from spoorboek.rule import Flaw, Flaws, rule
from spoorboek.settings import Settings


@rule("S104")
def theme_nobody_mentions(programme: Programme, settings: Settings) -> Flaws:
    """The running text of another page refers to every theme."""
    mentioned = {(mention.target, mention.page) for mention in programme.mentions if mention.in_prose}
    pages_of: dict[str, set[str]] = {}
    for target, page in mentioned:
        pages_of.setdefault(target, set()).add(page)
    for item in programme.of_type(*settings.mentioned):
        if not pages_of.get(item.id, set()) - {item.page}:
            yield Flaw(item, f"{item.name} is referred to in the running text of no other page")
