from __future__ import annotations

from spoorboek.analysis import reviews
from spoorboek.analysis.reviews import Review, Standing
from spoorboek.model.programme import Programme
from spoorboek.rules.engine import Causes, Flaw, Flaws, Setting, Settings, Severity, _, rule


@rule("S305", for_others=True)
def changed_unread(programme: Programme, settings: Settings) -> Flaws:
    """Somebody reviewed the fields that decide a state as they are now."""
    causes = Causes(programme, settings)
    every = reviews.of_items(programme, settings)
    for review in every:
        if review.standing is Standing.SUSPECT and review.stamp:
            message = _(
                "{item} has fields that decide a state and changed after {by} reviewed them on {on}: {what}",
                item=review.name,
                by=review.stamp.by,
                on=review.stamp.on,
                what=reviews.in_words(review, programme, settings),
            )
            change = reviews.only_change(review, programme, settings)
            at = change.item.location_of(change.part) if change else review.at
            yield Flaw(review, message, at, follows_from=causes.of_change(review))
    yield from _never([review for review in every if review.standing is Standing.NEVER], len(every), settings)


def _never(never: list[Review], total: int, settings: Settings) -> Flaws:
    if settings.require_review:
        for review in never:
            yield Flaw(review, _("{item} has fields that decide a state, and nobody reviewed them", item=review.name))
    elif never:
        values = {"count": len(never), "total": total, "item": never[0].name}
        message = _("nobody reviewed what decides a state in {count} of {total} items, {item} is the first", **values)
        yield Flaw(Setting("items", never[0].at), message, severity=Severity.INFORMATION)
