from __future__ import annotations

from spoorboek.analysis import state
from spoorboek.config.names import Types
from spoorboek.rules.engine import Causes, Flaw, Flaws, Programme, Settings, _, joined, rule, together


@rule("S405")
def follow_up_without_ground(programme: Programme, settings: Settings) -> Flaws:
    """The follow-up of a recommendation names who established it, when, and by which source."""
    causes = Causes(programme, settings)
    for recommendation in programme.of_type(Types.RECOMMENDATION):
        for axis in state.AXES:
            if not recommendation.field(axis):
                continue
            fields = [name for name in (f"{axis}_by", f"{axis}_on") if not recommendation.field(name)]
            source = f"{axis}_in"
            missing = fields if causes.leading(recommendation, source) else [*fields, source]
            if missing:
                message = _(
                    "{item} has {option} {value!r} without {missing}",
                    item=recommendation.name,
                    option=axis,
                    value=recommendation.field(axis),
                    missing=joined(" and ", map(repr, missing)),
                )
                lost = together(causes.of_link(recommendation, name) for name in missing)
                yield Flaw.of_option(recommendation, axis, message, lost)
