from __future__ import annotations

from spoorboek.analysis import reviews
from spoorboek.analysis.reviews import Standing
from spoorboek.rules.engine import Flaw, Flaws, Programme, Settings, _, rule


@rule("S306")
def suspect_outcome(programme: Programme, settings: Settings) -> Flaws:
    """Every outcome was reviewed again since the checks and events that it sums up changed."""
    for review in reviews.of_outcomes(programme, settings) if settings.stamps is not None else ():
        if review.standing is Standing.SUSPECT and review.stamp:
            message = _(
                "{item} sums up answers and events in 'outcome', and one changed after {by} reviewed it on {on}",
                item=review.name,
                by=review.stamp.by,
                on=review.stamp.on,
            )
            yield Flaw(review, message)
        elif review.standing is Standing.NEVER and settings.require_review:
            yield Flaw(
                review, _("{item} sums up answers and events in 'outcome', and nobody reviewed it", item=review.name)
            )
