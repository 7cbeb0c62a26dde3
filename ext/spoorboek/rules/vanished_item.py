from __future__ import annotations

from collections.abc import Container

from spoorboek.analysis import reviews
from spoorboek.rules.engine import Causes, Flaw, Flaws, Programme, Settings, _, identity, rule


@rule("S511", for_others=True)
def vanished_item(programme: Programme, settings: Settings) -> Flaws:
    """Every item that somebody reviewed is still there, or was retired."""
    vanished = {
        id: stamp for stamp in reversed(settings.stamps or ()) for id in reviews.vanished(stamp, programme, settings)
    }
    named = _named(programme, vanished) if vanished else {}
    causes = Causes(programme, settings)
    for id, stamp in vanished.items():
        suggestion = programme.names.did_you_mean(id)
        message = _(
            "{item} was reviewed on {day}, and no longer exists{suggestion}",
            item=id,
            day=stamp.on,
            suggestion=suggestion,
        )
        yield Flaw(stamp, message, about=(id,), follows_from=(*named.get(id, ()), *causes.of_target(id)))


def _named(programme: Programme, vanished: Container[str]) -> dict[str, list[str]]:
    """By id, the S501 findings about links and references to these items."""
    named: dict[str, list[str]] = {}
    for item in programme.items:
        for link in item.links:
            if link.sound and link.target in vanished:
                named.setdefault(link.target, []).append(identity("S501", item.name, link.role, link.target))
    for mention in programme.mentions:
        if mention.to_item and mention.target in vanished:
            named.setdefault(mention.target, []).append(identity("S501", mention.page, mention.target))
    return named
