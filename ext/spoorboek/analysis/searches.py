"""What was searched for and not found, or found: one `search` item for each time that somebody looked."""

from __future__ import annotations

from typing import Final

from spoorboek.config.names import Roles, Types
from spoorboek.model import dates
from spoorboek.model.fingerprint import words
from spoorboek.model.programme import Item, Programme

_OF_ITS_OWN: Final = ("on", "place", "query")


def of(programme: Programme, item: Item) -> tuple[Item, ...]:
    """The searches for an item, by their day and then in the order of the pages."""
    found = (search for search in programme.followed_back(item, Roles.FOR) if search.type == Types.SEARCH)
    return tuple(sorted(found, key=lambda search: (search.field("on"), search.order)))


def made_often(searches: tuple[Item, ...]) -> int:
    """How many of these are searches of their own: on another day, in another place or for other words."""
    return len({tuple(" ".join(words(each.field(name))).casefold() for name in _OF_ITS_OWN) for each in searches})


def last_on(searches: tuple[Item, ...]) -> str:
    """The day of the last search as it was written; empty where there is none with a day."""
    days = [search.field("on") for search in searches if dates.is_date(search.field("on"))]
    return max(days, key=dates.last_day, default="")
