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
            if link.sound and role and role.targets and target and target.type not in role.targets:
                expected = " or ".join(role.targets)
                message = (
                    f"{item.name} links by {link.role!r} to {target.id} of type {target.type}, expected {expected}"
                )
                yield Flaw(item, message, link.at, (item.name, link.role, link.target))
