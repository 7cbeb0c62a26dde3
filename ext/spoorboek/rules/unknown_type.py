from __future__ import annotations

from spoorboek.model.near_matches import did_you_mean
from spoorboek.rules.engine import Flaw, Flaws, Programme, Settings, _, rule


@rule("S510")
def unknown_type(programme: Programme, settings: Settings) -> Flaws:
    """Every directive is an item type or one that the build knows."""
    for item in programme.items:
        if item.written_type not in settings.types:
            suggestion = did_you_mean(item.written_type, settings.types)
            message = _(
                "{{{directive}}} is neither an item type nor a directive of this handbook{suggestion}",
                directive=item.written_type,
                suggestion=suggestion,
            )
            yield Flaw(item, message, item.at, (item.name, item.written_type))
