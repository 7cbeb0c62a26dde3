"""S303."""

from __future__ import annotations

from spoorboek import reviews
from spoorboek.finding import Severity
from spoorboek.model import Programme
from spoorboek.reviews import Standing
from spoorboek.rule import Flaw, Flaws, Setting, rule
from spoorboek.settings import Settings


@rule("S303", Severity.INFORMATION)
def unread_link(programme: Programme, settings: Settings) -> Flaws:
    """Somebody read what each link rests on."""
    if settings.stamps is None and not settings.require_review:
        return
    every = reviews.reviews(programme, settings)
    never = [review for review in every if review.standing is Standing.NEVER]
    if settings.require_review:
        for review in never:
            link = review.link
            message = f"{link.item} links by {link.role!r} to {link.target}, and nobody read that"
            yield Flaw(review, message, about=(link.item, link.role, link.target), severity=Severity.ERROR)
    elif never:
        message = f"nobody read {len(never)} of {len(every)} links, {never[0].name} is the first"
        yield Flaw(Setting("links", never[0].at), message)
