"""Searches: a `search` item records each time that somebody looked for evidence, found or not."""

from __future__ import annotations

from typing import Final

from spoorboek.config.names import Roles, Types
from spoorboek.model import dates
from spoorboek.model.fingerprint import words
from spoorboek.model.programme import Item, Programme

_OF_ITS_OWN: Final = ("on", "place", "query")


def of(programme: Programme, item: Item) -> tuple[Item, ...]:
    """The searches for an item, sorted by day and then in the order of the pages."""
    items = programme.followed_back(item, Roles.FOR, Types.SEARCH)
    return tuple(sorted(items, key=lambda search: (search.field("on"), search.order)))


def made_often(searches: tuple[Item, ...]) -> int:
    """The number of distinct searches: those with the same day, place and query count once."""
    return len({tuple(" ".join(words(search.field(name))).casefold() for name in _OF_ITS_OWN) for search in searches})


def last_on(searches: tuple[Item, ...]) -> str:
    """The day of the last search as written; empty if none has a valid date."""
    return max(filter(None, (search.date("on") for search in searches)), key=dates.last_day, default="")
