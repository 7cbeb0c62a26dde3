"""Every relation of an organisation that the pages state is derived, and no other."""

from __future__ import annotations

from spoorboek.analysis import involvement as relations
from spoorboek.model.programme import Item
from tests.content.own import READ

SAID = ("commitment", "investigation")


def test_no_relation_of_this_handbook_is_missing_and_none_is_made_up() -> None:
    expected = set()
    for each in READ.items:
        for link in each.links:
            expected |= _stated(each, link.role, link.target)
    found = {(each.organisation.id, each.part.value, each.about.id) for each in relations.everywhere(READ)}
    assert found == expected
    assert found


def _stated(each: Item, role: str, target: str) -> set[tuple[str, str, str]]:
    """What one link states, told without the code under test."""
    if each.type in SAID and role in ("responsible", "supervised", "addressed"):
        return {(target, role, each.id)}
    if each.type == "involvement" and role == "involved_in" and READ.by_id[target].type in SAID:
        return {(who, each.field("kind"), target) for who in each.targets("who")}
    if each.type == "event" and role == "of":
        return {(actor, "acted", target) for actor in each.targets("by")}
    if each.type == "organisation" and role == "grounded_in" and READ.by_id[target].type == "sentence":
        return {(each.id, "named", about.id) for about in READ.of_type(*SAID) if target in about.targets("grounded_in")}
    return set()
