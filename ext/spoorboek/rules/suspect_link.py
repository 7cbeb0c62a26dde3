from __future__ import annotations

from spoorboek.analysis import reviews
from spoorboek.analysis.reviews import Standing
from spoorboek.rules.engine import Causes, Flaw, Flaws, Programme, Settings, _, rule


@rule("S301", for_others=True)
def suspect_link(programme: Programme, settings: Settings) -> Flaws:
    """What a link rests on still says what somebody reviewed there."""
    causes = Causes(programme, settings)
    for review in reviews.of_links(programme, settings) if settings.stamps else ():
        stamp = review.stamp
        if review.standing is Standing.SUSPECT and stamp:
            item, target = review.item.id, review.target.id
            message = _(
                "{item} links by {role!r} to {target}, which changed after {by} reviewed it on {on}: {what}",
                item=item,
                role=review.role,
                target=target,
                by=stamp.by,
                on=stamp.on,
                what=reviews.in_words(review, programme, settings),
            )
            yield Flaw(review, message, about=(item, review.role, target), follows_from=causes.of_change(review))
