from __future__ import annotations

import datetime

from spoorboek.analysis import lineage
from spoorboek.analysis.lineage import Fate
from spoorboek.config.names import Roles, Types
from spoorboek.model.programme import Item, Programme
from spoorboek.rules.engine import Causes, Flaw, Flaws, Identities, Message, Settings, _, joined, rule, together


@rule("S205")
def unsettled_fate(programme: Programme, settings: Settings) -> Flaws:
    """Once there is a later edition, the fate of each commitment is known, or a search for it is recorded."""
    causes = Causes(programme, settings)
    as_of = settings.as_of or datetime.date.max
    for commitment in programme.of_type(Types.COMMITMENT):
        outcome = lineage.outcome(programme, commitment, as_of)
        if outcome.fate is Fate.NOT_NAMED and not outcome.searches:
            assert outcome.later
            message = _(
                "{item} neither goes on, nor is settled, nor ended, and no search is for both it and {later}",
                item=commitment.name,
                later=_sources(outcome.later),
            )
            yield Flaw(commitment, message, follows_from=_causes(commitment, outcome.later, causes))


def _sources(edition: lineage.Edition) -> Message:
    names = [source.id for source in edition.sources]
    return joined(" or ", names) if names else _("a source of the edition {edition}", edition=edition.name)


def _causes(commitment: Item, later: lineage.Edition, causes: Causes) -> Identities:
    """The findings that may explain that no succession from it and no search for it in the later edition is found."""
    return together(
        (
            causes.of_link_back(commitment, Roles.EARLIER),
            *(
                causes.of_link(succession, Roles.LATER)
                for succession in lineage.successions(causes.programme, commitment)
            ),
            causes.of_link_back(commitment, Roles.FOR),
            *(causes.of_link_back(source, Roles.FOR) for source in later.sources),
        )
    )
