"""S510."""

from __future__ import annotations

from spoorboek.model import Programme
from spoorboek.near import did_you_mean
from spoorboek.rule import Flaw, Flaws, rule
from spoorboek.said import say
from spoorboek.settings import Settings


@rule("S510")
def unknown_type(programme: Programme, settings: Settings) -> Flaws:
    """Every directive is an item type or one that the build knows."""
    for item in programme.items:
        if item.written_type not in settings.types:
            meant = did_you_mean(item.written_type, settings.types)
            message = say(
                "{{{directive}}} is no item type and no directive of this handbook{meant}",
                directive=item.written_type,
                meant=meant,
            )
            yield Flaw(item, message, item.at, (item.name, item.written_type))
