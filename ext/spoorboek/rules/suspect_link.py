"""S301."""

from __future__ import annotations

from typing import Final

from spoorboek.analysis import reviews
from spoorboek.analysis.reviews import Change, Review, Standing
from spoorboek.config.settings import Settings
from spoorboek.model.message import Message, _
from spoorboek.model.programme import Programme, Untold
from spoorboek.rules.engine.rule import Flaw, Flaws, rule

_LONGEST: Final = 60


@rule("S301")
def suspect_link(programme: Programme, settings: Settings) -> Flaws:
    """What a link rests on still says what somebody read there."""
    for review in reviews.reviews(programme, settings) if settings.stamps else ():
        stamp = review.stamp
        if review.standing is Standing.SUSPECT and stamp:
            link = review.link
            message = _(
                "{item} links by {role!r} to {target}, which changed after {by} read it on {on}: {what}",
                item=link.item,
                role=link.role,
                target=link.target,
                by=stamp.by,
                on=stamp.on,
                what=_what(review, programme, settings),
            )
            yield Flaw(review, message, about=(link.item, link.role, link.target))


def _what(review: Review, programme: Programme, settings: Settings) -> Message:
    """The first change in words, and how many there are beside it."""
    then = reviews.then(review, programme)
    if isinstance(then, Untold):
        return _("what it said then is not known, for {reason}", reason=then.reason)
    first, *others = reviews.changes(then, review.target, settings)
    said = _("in its {part} {change}", part=first.part, change=_said(first))
    return _("{change}, and {count} more", change=said, count=len(others)) if others else said


def _said(change: Change) -> Message:
    before, after = _short(change.before), _short(change.after)
    if not before:
        return _("{words!r} was added", words=after)
    if not after:
        return _("{words!r} was taken away", words=before)
    return _("{before!r} became {after!r}", before=before, after=after)


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rpartition(' ')[0] or words[:_LONGEST]} …"
