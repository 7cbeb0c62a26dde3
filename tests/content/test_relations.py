"""Every relation of an organisation that the pages state is derived, and no other."""

from __future__ import annotations

from spoorboek.analysis import involvement as relations
from spoorboek.model.programme import Item
from tests.content.own import READ

STATED = ("commitment", "investigation")


def test_no_relation_of_this_handbook_is_missing_and_none_is_made_up() -> None:
    expected = set()
    for item in READ.items:
        for link in item.links:
            expected |= _stated(item, link.role, link.target)
    found = {
        (relation.organisation.id, relation.part.value, relation.about.id) for relation in relations.everywhere(READ)
    }
    assert found == expected
    assert found


def _stated(item: Item, role: str, target: str) -> set[tuple[str, str, str]]:
    """What one link states, computed without the code under test."""
    if item.type in STATED and role in ("responsible", "supervised", "addressed"):
        return {(target, role, item.id)}
    if item.type == "involvement" and role == "involved_in" and READ.by_id[target].type in STATED:
        return {(who, item.field("kind"), target) for who in item.targets("who")}
    if item.type == "event" and role == "of":
        return {(actor, "acted", target) for actor in item.targets("by")}
    if item.type == "organisation" and role == "grounded_in" and READ.by_id[target].type == "sentence":
        return {
            (item.id, "named", about.id) for about in READ.of_type(*STATED) if target in about.targets("grounded_in")
        }
    return set()
