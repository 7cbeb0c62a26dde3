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
            links = [link for link in recommendation.links if link.role == source]
            missing = [*fields, *([] if any(causes.leads(recommendation, link) for link in links) else [source])]
            if missing:
                fields_lost = (causes.of_option(recommendation, name) for name in fields)
                links_lost = causes.of_link(recommendation, source) if source in missing else ()
                message = _(
                    "{item} has {option} {value!r} without {missing}",
                    item=recommendation.name,
                    option=axis,
                    value=recommendation.field(axis),
                    missing=joined(" and ", map(repr, missing)),
                )
                yield Flaw(
                    recommendation,
                    message,
                    recommendation.location_of(axis),
                    (recommendation.name, axis),
                    follows_from=together((*fields_lost, links_lost)),
                )
