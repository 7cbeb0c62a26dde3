"""S305."""

from __future__ import annotations

from spoorboek.analysis import reviews
from spoorboek.analysis.reviews import Review, Standing
from spoorboek.config.settings import Settings
from spoorboek.model.finding import Severity
from spoorboek.model.message import _
from spoorboek.model.programme import Location, Programme, Untold
from spoorboek.rules.engine.rule import Flaw, Flaws, Setting, rule


@rule("S305")
def changed_unread(programme: Programme, settings: Settings) -> Flaws:
    """Somebody read the fields that decide a state as they are now."""
    every = reviews.of_items(programme, settings)
    for review in every:
        if review.standing is Standing.SUSPECT and review.stamp:
            message = _(
                "{item} has fields that decide a state and changed after {by} read them on {on}: {what}",
                item=review.name,
                by=review.stamp.by,
                on=review.stamp.on,
                what=reviews.in_words(review, programme, settings),
            )
            yield Flaw(review, message, _place(review, programme, settings))
    yield from _never([review for review in every if review.standing is Standing.NEVER], len(every), settings)


def _place(review: Review, programme: Programme, settings: Settings) -> Location:
    """Where the first field stands that changed; the item itself where that is not known."""
    before = reviews.then(review, programme)
    changes = () if isinstance(before, Untold) else reviews.changes(review, before, settings)
    return review.item.place_of(changes[0].part) if changes else review.at


def _never(never: list[Review], total: int, settings: Settings) -> Flaws:
    if settings.require_review:
        for review in never:
            yield Flaw(review, _("{item} has fields that decide a state, and nobody read them", item=review.name))
    elif never:
        told = {"count": len(never), "total": total, "item": never[0].name}
        message = _("nobody read what decides a state in {count} of {total} items, {item} is the first", **told)
        yield Flaw(Setting("items", never[0].at), message, severity=Severity.INFORMATION)
