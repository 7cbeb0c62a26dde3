from __future__ import annotations

from spoorboek.analysis import reviews
from spoorboek.analysis.reviews import Review, Standing
from spoorboek.model.programme import Item, Programme, UnknownPast
from spoorboek.rules.engine import Causes, Flaw, Flaws, Identities, Setting, Settings, Severity, _, identity, rule


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
            part = _changed(review, programme, settings)
            at = review.item.location_of(part) if part else review.at
            yield Flaw(review, message, at, follows_from=_slips(review.item, part, settings, causes) if part else ())
    yield from _never([review for review in every if review.standing is Standing.NEVER], len(every), settings)


def _changed(review: Review, programme: Programme, settings: Settings) -> str:
    """The field that changed; empty if that is not known, or if several did."""
    before = reviews.reviewed_target(review, programme)
    changes = () if isinstance(before, UnknownPast) else reviews.changes(review, before, settings)
    parts = {change.part for change in changes}
    return parts.pop() if len(parts) == 1 else ""


def _slips(item: Item, part: str, settings: Settings, causes: Causes) -> Identities:
    """The findings that report the same change: the new value is misspelt, invalid or impossible."""
    if settings.role(item.type, part):
        return causes.of_link(item, part)
    return (*causes.of_value(item, part), identity("S603", item.name, part))


def _never(never: list[Review], total: int, settings: Settings) -> Flaws:
    if settings.require_review:
        for review in never:
            yield Flaw(review, _("{item} has fields that decide a state, and nobody reviewed them", item=review.name))
    elif never:
        values = {"count": len(never), "total": total, "item": never[0].name}
        message = _("nobody reviewed what decides a state in {count} of {total} items, {item} is the first", **values)
        yield Flaw(Setting("items", never[0].at), message, severity=Severity.INFORMATION)
