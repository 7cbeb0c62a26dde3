from __future__ import annotations

from spoorboek.rules.engine import Flaw, Flaws, Programme, Settings, _, rule


@rule("S508", for_others=True)
def reused_id(programme: Programme, settings: Settings) -> Flaws:
    """No id that was retired is used again, not even in another case."""
    retired = {id.casefold(): entry for id, entry in settings.retired.items()}
    for item in programme.items if retired else ():
        entry = retired.get(item.id.casefold())
        if entry:
            message = _(
                "{item} is the id of an item that was retired on {day}, at {place}",
                item=item.id,
                day=entry.date,
                place=entry.at,
            )
            yield Flaw(item, message, item.location_of("id"))
