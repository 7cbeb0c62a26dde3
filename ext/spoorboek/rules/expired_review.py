from __future__ import annotations

from spoorboek.analysis import reviews
from spoorboek.analysis.reviews import Review, Standing
from spoorboek.model.grouping import grouped
from spoorboek.model.message import ngettext
from spoorboek.rules.engine import Flaw, Flaws, Programme, Settings, _, rule


@rule("S302", for_others=True)
def expired_review(programme: Programme, settings: Settings) -> Flaws:
    """What a link rests on is reviewed again in time."""
    if not (settings.stamps and settings.review_every and settings.as_of):
        return
    all_reviews = reviews.every(programme, settings)
    old = grouped((review.item.id, review) for review in all_reviews if review.standing is Standing.OLD)
    for id, old_reviews in old.items():
        first = min(old_reviews, key=lambda review: (_on(review), review.at))
        message = ngettext(
            "{id} has {count} review of more than {every} before {as_of}: {what} on {on}",
            "{id} has {count} reviews of more than {every} before {as_of}: {what} on {on}",
            len(old_reviews),
            id=id,
            every=settings.review_every,
            as_of=settings.as_of,
            what=f"{first.role} {first.target.id}" if first.role else _("its own fields"),
            on=_on(first),
        )
        yield Flaw(first.item, message, first.at)


def _on(review: Review) -> str:
    return str(review.stamp.on) if review.stamp else ""
