"""S502."""

from __future__ import annotations

from spoorboek.model import Programme
from spoorboek.rule import Flaw, Flaws, rule
from spoorboek.settings import Settings


@rule("S502")
def wrong_target_type(programme: Programme, settings: Settings) -> Flaws:
    """Every link points at an item of a type that it may point at."""
    for item in programme.items:
        for link in item.links:
            role = settings.role(item.type, link.role)
            target = programme.by_id.get(link.target)
            if not (link.sound and role and role.targets and target) or target.type not in settings.types:
                continue  # a target of an unknown type is S510
            if target.type not in role.targets:
                found = f"{target.id}, {_a(target.type)}, expected {' or '.join(role.targets)}"
                message = f"{item.name} links by {link.role!r} to {found}"
                yield Flaw(item, message, link.at, (item.name, link.role, link.target))


def _a(word: str) -> str:
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"
