"""Programmes as drawn with arrows, for rules that only look at items and links."""

from __future__ import annotations

from collections.abc import Mapping

from spoorboek.model.grouping import grouped
from spoorboek.model.programme import Item, Link, Location, Option, Programme


def drawing(*arrows: str, kinds: Mapping[str, str] | None = None) -> Programme:
    """Items and links as drawn: `drawing("A to B", "B to C")`; each link has a line of its own.

    `kinds` are the types by the first letter of an id.
    """
    links = grouped(
        (item, Link(item, role, target, Location("drawing", line)))
        for line, (item, role, target) in enumerate(map(str.split, arrows), 1)
    )
    ids = dict.fromkeys(id for of_item in links.values() for link in of_item for id in (link.item, link.target))
    return Programme(tuple(_item(id, links.get(id, []), (kinds or {}).get(id[0], "thing")) for id in ids))


def _item(id: str, links: list[Link], type_name: str) -> Item:
    at = Location("drawing", 1)
    return Item(type_name, id, "page", at, (Option.placed("id", id, at, at),), tuple(links), (), "", type_name)
