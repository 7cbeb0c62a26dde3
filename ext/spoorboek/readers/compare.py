"""Where two readers of one handbook do not see the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from spoorboek.model import Item, Programme, Unseen


def unseen(built: Programme, quick: Programme) -> tuple[Unseen, ...]:
    """Where the programme of a build differs from that of the quick reader: its place, and what is the matter there."""
    return tuple(sorted({*_items(built, quick), *_mentions(built, quick), *_filters(built, quick)}))


def _items(built: Programme, quick: Programme) -> Iterator[Unseen]:
    seen, made = Counter(quick.items), Counter(built.items)
    at_quick = {_key(item) for item in seen - made}
    at_build = {_key(item) for item in made - seen}
    for item in made - seen:
        otherwise = "otherwise than the quick check reads it" if _key(item) in at_quick else "and no quick check does"
        yield Unseen(item.at, f"the build makes {item.name}, {otherwise}")
    for item in seen - made:
        if _key(item) not in at_build:
            yield Unseen(item.at, f"the quick check reads {item.name}, and no build makes it")


def _key(item: Item) -> tuple[object, ...]:
    return item.at, item.type, item.id


def _mentions(built: Programme, quick: Programme) -> Iterator[Unseen]:
    for mention in Counter(built.mentions) - Counter(quick.mentions):
        yield Unseen(mention.at, f"the build finds a reference to {mention.target}, and no quick check does")
    for mention in Counter(quick.mentions) - Counter(built.mentions):
        yield Unseen(mention.at, f"the quick check reads a reference to {mention.target}, and no build does")


def _filters(built: Programme, quick: Programme) -> Iterator[Unseen]:
    for asked in Counter(built.filters) - Counter(quick.filters):
        yield Unseen(asked.at, f"the build draws a table of {asked.type}, and no quick check sees it so")
    for asked in Counter(quick.filters) - Counter(built.filters):
        yield Unseen(asked.at, f"the quick check reads a table of {asked.type}, and no build draws it so")
