"""S104."""

from __future__ import annotations

from spoorboek.model import Programme
from spoorboek.rule import Flaw, Flaws, rule
from spoorboek.said import say
from spoorboek.settings import Settings


@rule("S104")
def theme_nobody_mentions(programme: Programme, settings: Settings) -> Flaws:
    """The running text of another page refers to every theme."""
    for item in programme.of_type(*settings.mentioned):
        if programme.by_id.get(item.id) is item and not programme.mentioned_on.get(item.id, set()) - {item.page}:
            yield Flaw(item, say("{item} is referred to in the running text of no other page", item=item.name))
