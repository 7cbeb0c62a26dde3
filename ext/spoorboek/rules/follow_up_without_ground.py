"""S405."""

from __future__ import annotations

from spoorboek import state
from spoorboek.model import Programme
from spoorboek.rule import Flaw, Flaws, rule
from spoorboek.settings import Settings


@rule("S405")
def follow_up_without_ground(programme: Programme, settings: Settings) -> Flaws:
    """What is said of a recommendation says who established it, when, and by which source."""
    for recommendation in programme.of_type("recommendation"):
        for axis in state.AXES:
            if not recommendation.field(axis):
                continue
            fields = [name for name in (f"{axis}_by", f"{axis}_on") if not recommendation.field(name)]
            source = f"{axis}_in"
            missing = [*fields, *([] if any(link.role == source for link in recommendation.links) else [source])]
            if missing:
                said = f"{recommendation.name} says {axis} {recommendation.field(axis)!r}"
                named = " and ".join(repr(name) for name in missing)
                yield Flaw(
                    recommendation,
                    f"{said} without {named}",
                    recommendation.place_of(axis),
                    (recommendation.name, axis),
                )
