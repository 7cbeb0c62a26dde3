from __future__ import annotations

from spoorboek.analysis import actors
from spoorboek.config.names import Roles, Types
from spoorboek.model.fingerprint import has_visible_words
from spoorboek.rules.engine import Causes, Flaw, Flaws, Programme, Settings, _, rule


@rule("S161")
def event_without_actor(programme: Programme, settings: Settings) -> Flaws:
    """Every event names who did it, or says why nobody is named."""
    item_type = settings.types.get(Types.EVENT)
    causes = Causes(programme, settings)
    for event in programme.of_type(Types.EVENT) if item_type and "by_note" in item_type.fields else ():
        by = causes.leading(event, Roles.BY)
        if by and event.field("by_note"):
            contradiction = _(
                "{item} names {actor} by 'by', and has a 'by_note' that explains why nobody is named",
                item=event.name,
                actor=by[0].target,
            )
            yield Flaw(event, contradiction, event.location_of("by_note"))
        elif not (by or has_visible_words(event.field("by_note")) or actors.names(programme, event)):
            message = _("{item} names nobody by 'by', and has no 'by_note' that explains why", item=event.name)
            follows_from = (*causes.of_link(event, Roles.BY), *causes.of_value(event, "by_note"))
            yield Flaw(event, message, follows_from=follows_from)
