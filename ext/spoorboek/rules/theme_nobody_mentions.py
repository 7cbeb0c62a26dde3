"""S104."""

from __future__ import annotations

from spoorboek.config.settings import Settings
from spoorboek.model.message import _
from spoorboek.model.programme import Programme
from spoorboek.rules.engine.rule import Flaw, Flaws, rule


@rule("S104")
def theme_nobody_mentions(programme: Programme, settings: Settings) -> Flaws:
    """The running text of another page refers to every theme."""
    for item in programme.of_type(*settings.mentioned):
        if programme.by_id.get(item.id) is item and not programme.mentioned_on.get(item.id, set()) - {item.page}:
            yield Flaw(item, _("{item} is referred to in the running text of no other page", item=item.name))
