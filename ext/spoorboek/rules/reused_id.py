"""S508."""

from __future__ import annotations

from spoorboek.config.settings import Settings
from spoorboek.model.message import _
from spoorboek.model.programme import Programme
from spoorboek.rules.engine.rule import Flaw, Flaws, rule


@rule("S508")
def reused_id(programme: Programme, settings: Settings) -> Flaws:
    """No id that was retired is used again, not even in another case."""
    retired = {id.casefold(): gone for id, gone in settings.retired.items()}
    for item in programme.items if retired else ():
        gone = retired.get(item.id.casefold())
        if gone:
            message = _(
                "{item} is the id of an item that was retired on {day}, at {place}",
                item=item.id,
                day=gone.date,
                place=gone.at,
            )
            yield Flaw(item, message, item.location_of("id"))
