"""What was searched for and not found, or found: one `search` item for each time that somebody looked."""

from __future__ import annotations

from spoorboek.config.names import Roles, Types
from spoorboek.model import dates
from spoorboek.model.programme import Item, Programme


def of(programme: Programme, item: Item) -> tuple[Item, ...]:
    """The searches for an item, by their day and then in the order of the pages."""
    found = (search for search in programme.followed_back(item, Roles.FOR) if search.type == Types.SEARCH)
    return tuple(sorted(found, key=lambda search: (search.field("on"), search.order)))


def last_on(searches: tuple[Item, ...]) -> str:
    """The day of the last search as it was written; empty where there is none with a day."""
    days = [search.field("on") for search in searches if dates.is_date(search.field("on"))]
    return max(days, key=dates.last_day, default="")
