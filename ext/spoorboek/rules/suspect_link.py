"""S301."""

from __future__ import annotations

from typing import Final

from spoorboek import reviews
from spoorboek.model import Programme, Untold
from spoorboek.reviews import Change, Review, Standing
from spoorboek.rule import Flaw, Flaws, rule
from spoorboek.settings import Settings

_LONGEST: Final = 60


@rule("S301")
def suspect_link(programme: Programme, settings: Settings) -> Flaws:
    """What a link rests on still says what somebody read there."""
    for review in reviews.reviews(programme, settings) if settings.stamps else ():
        stamp = review.stamp
        if review.standing is Standing.SUSPECT and stamp:
            link = review.link
            when = f"changed after {stamp.by} read it on {stamp.on}"
            what = _what(review, programme, settings)
            message = f"{link.item} links by {link.role!r} to {link.target}, which {when}: {what}"
            yield Flaw(review, message, about=(link.item, link.role, link.target))


def _what(review: Review, programme: Programme, settings: Settings) -> str:
    """The first change in words, and how many there are beside it."""
    then = reviews.then(review, programme)
    if isinstance(then, Untold):
        return f"what it said then is not known, for {then.value}"
    first, *others = reviews.changes(then, review.target, settings)
    said = f"in its {first.part} {_said(first)}"
    return f"{said}, and {len(others)} more" if others else said


def _said(change: Change) -> str:
    before, after = _short(change.before), _short(change.after)
    if not before:
        return f"{after!r} was added"
    return f"{before!r} became {after!r}" if after else f"{before!r} was taken away"


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rpartition(' ')[0] or words[:_LONGEST]} …"
