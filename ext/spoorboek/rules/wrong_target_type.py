from __future__ import annotations

from spoorboek.rules.engine import Flaw, Flaws, Message, Programme, Settings, _, joined, rule


@rule("S502", for_others=True)
def wrong_target_type(programme: Programme, settings: Settings) -> Flaws:
    """Every link points at an item of a type that it may point at."""
    known = programme.by_id
    for item in programme.items:
        roles = settings.types[item.type].roles if item.type in settings.types else {}
        for link in item.links:
            role = roles.get(link.role)
            target = known.get(link.target)
            if link.sound and role and role.targets and target and target.type not in role.targets:
                message = _(
                    "{item} links by {role!r} to {target}, {found}, expected {expected}",
                    item=item.name,
                    role=link.role,
                    target=target.id,
                    found=_a(target.type),
                    expected=joined(" or ", role.targets),
                )
                yield Flaw.of_link(item, link, message)


def _a(word: str) -> Message:
    return _("an {type}", type=word) if word[0] in "aeiou" else _("a {type}", type=word)
