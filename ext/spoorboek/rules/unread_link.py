"""S303."""

from __future__ import annotations

from spoorboek.analysis import reviews
from spoorboek.analysis.reviews import Standing
from spoorboek.config.settings import Settings
from spoorboek.model.finding import Severity
from spoorboek.model.message import _
from spoorboek.model.programme import Programme
from spoorboek.rules.engine.rule import Flaw, Flaws, Setting, rule


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
            message = _(
                "{item} links by {role!r} to {target}, and nobody read that",
                item=link.item,
                role=link.role,
                target=link.target,
            )
            yield Flaw(review, message, about=(link.item, link.role, link.target), severity=Severity.ERROR)
    elif never:
        message = _(
            "nobody read {count} of {total} links, {link} is the first",
            count=len(never),
            total=len(every),
            link=never[0].name,
        )
        yield Flaw(Setting("links", never[0].at), message)
