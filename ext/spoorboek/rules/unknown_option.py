"""S504."""

from __future__ import annotations

from spoorboek.model import Programme
from spoorboek.near import did_you_mean
from spoorboek.rule import Flaw, Flaws, rule
from spoorboek.settings import Settings


@rule("S504")
def unknown_option(programme: Programme, settings: Settings) -> Flaws:
    """Every option of an item is one that its type declares."""
    for item in programme.items:
        declared = settings.types.get(item.type)
        for option in item.options:
            if declared and option.name not in declared.options:
                meant = did_you_mean(option.name, declared.options)
                message = f"{item.name} has option {option.name!r}, which {item.type} does not declare{meant}"
                yield Flaw(item, message, option.at, (item.name, option.name))
