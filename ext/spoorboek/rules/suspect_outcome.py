from __future__ import annotations

from spoorboek.analysis import reviews
from spoorboek.analysis.reviews import OUTCOME, Review, Standing
from spoorboek.config.names import EVIDENCE_ROLES, Roles, Types
from spoorboek.rules.engine import Causes, Flaw, Flaws, Identities, Programme, Settings, _, rule, together


@rule("S306")
def suspect_outcome(programme: Programme, settings: Settings) -> Flaws:
    """Every outcome was reviewed again since the checks and events that it sums up changed."""
    causes = Causes(programme, settings)
    for review in reviews.of_outcomes(programme, settings) if settings.stamps is not None else ():
        if review.standing is Standing.SUSPECT and review.stamp:
            message = _(
                "{item} sums up answers and events in 'outcome', and one changed after {by} reviewed it on {on}",
                item=review.name,
                by=review.stamp.by,
                on=review.stamp.on,
            )
            yield Flaw(review, message, follows_from=_causes(review, causes))
        elif review.standing is Standing.NEVER and settings.require_review:
            yield Flaw(
                review, _("{item} sums up answers and events in 'outcome', and nobody reviewed it", item=review.name)
            )


def _causes(review: Review, causes: Causes) -> Identities:
    """The findings about a slip in the outcome, in what it sums up, or in a link from that to it or to evidence."""
    checks = causes.programme.followed_back(review.item, Roles.CHECKS, Types.CHECK)
    return together(
        (
            causes.of_value(review.item, OUTCOME),
            causes.of_change(review),
            causes.of_link_back(review.item, Roles.OF, {Types.EVENT}),
            causes.of_link_back(review.item, Roles.CHECKS, {Types.CHECK}),
            *(causes.of_link(check, role) for check in checks for role in EVIDENCE_ROLES),
        )
    )
