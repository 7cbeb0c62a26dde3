from __future__ import annotations

from spoorboek.analysis import reviews
from spoorboek.analysis.reviews import Standing
from spoorboek.rules.engine import Flaw, Flaws, Programme, Setting, Settings, Severity, _, identity, rule


@rule("S303", Severity.INFORMATION, for_others=True)
def unread_link(programme: Programme, settings: Settings) -> Flaws:
    """Somebody reviewed what each link rests on."""
    if settings.stamps is None and not settings.require_review:
        return
    every = reviews.of_links(programme, settings)
    never = [review for review in every if review.standing is Standing.NEVER]
    if settings.require_review:
        for review in never:
            item, target = review.item.id, review.target.id
            message = _(
                "{item} links by {role!r} to {target}, and nobody reviewed that",
                item=item,
                role=review.role,
                target=target,
            )
            ends = (item, review.role, target)
            follows_from = (identity("S502", *ends),)
            yield Flaw(review, message, about=ends, severity=Severity.ERROR, follows_from=follows_from)
    elif never:
        message = _(
            "nobody reviewed {count} of {total} links, {link} is the first",
            count=len(never),
            total=len(every),
            link=never[0].name,
        )
        yield Flaw(Setting("links", never[0].at), message)
