from __future__ import annotations

from spoorboek.rules.engine import Causes, Flaw, Flaws, Programme, Settings, _, rule


@rule("S104", for_others=True)
def item_nobody_mentions(programme: Programme, settings: Settings) -> Flaws:
    """The running text of another page refers to every item of the types in `mentioned`."""
    causes = Causes(programme, settings)
    for item in programme.of_type(*settings.mentioned):
        if not programme.mentioned_on.get(item.id, set()) - {item.page}:
            message = _("{item} is referred to in the running text of no other page", item=item.name)
            follows_from = (*causes.of_item(item), *causes.of_mention(item, but_on=item.page))
            yield Flaw(item, message, follows_from=follows_from)
