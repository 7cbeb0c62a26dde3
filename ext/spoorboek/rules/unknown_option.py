from __future__ import annotations

from spoorboek.model.near_matches import did_you_mean
from spoorboek.rules.engine import Flaw, Flaws, Programme, Settings, _, joined, rule


@rule("S504")
def unknown_option(programme: Programme, settings: Settings) -> Flaws:
    """Every option of an item is one that its type declares."""
    for item in programme.items:
        item_type = settings.types.get(item.type)
        for option in item.options:
            if item_type and option.name not in item_type.options:
                every = _(", expected {options}", options=joined(" or ", item_type.options))
                suggestion = did_you_mean(option.name, item_type.options) or every
                message = _(
                    "{item} has option {option!r}, which {type} does not declare{suggestion}",
                    item=item.name,
                    option=option.name,
                    type=item.type,
                    suggestion=suggestion,
                )
                yield Flaw(item, message, option.at, (item.name, option.name))
