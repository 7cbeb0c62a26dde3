"""S303."""

from __future__ import annotations

from spoorboek import reviews
from spoorboek.finding import Severity
from spoorboek.model import Programme
from spoorboek.reviews import Standing
from spoorboek.rule import Flaw, Flaws, Setting, rule
from spoorboek.said import say
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
            message = say(
                "{item} links by {role!r} to {target}, and nobody read that",
                item=link.item,
                role=link.role,
                target=link.target,
            )
            yield Flaw(review, message, about=(link.item, link.role, link.target), severity=Severity.ERROR)
    elif never:
        message = say(
            "nobody read {count} of {total} links, {link} is the first",
            count=len(never),
            total=len(every),
            link=never[0].name,
        )
        yield Flaw(Setting("links", never[0].at), message)
