"""S502."""

from __future__ import annotations

from spoorboek.model import Programme
from spoorboek.rule import Flaw, Flaws, rule
from spoorboek.settings import Settings


@rule("S502")
def wrong_target_type(programme: Programme, settings: Settings) -> Flaws:
    """Every link points at an item of a type that it may point at."""
    known = programme.by_id
    for item in programme.items:
        roles = settings.types[item.type].roles if item.type in settings.types else {}
        for link in item.links:
            role = roles.get(link.role)
            target = known.get(link.target)
            if not (link.sound and role and role.targets and target) or target.type in role.targets:
                continue
            if target.type in settings.types:  # a target of an unknown type is S510
                found = f"{target.id}, {_a(target.type)}, expected {' or '.join(role.targets)}"
                message = f"{item.name} links by {link.role!r} to {found}"
                yield Flaw(item, message, link.at, (item.name, link.role, link.target))


def _a(word: str) -> str:
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"
