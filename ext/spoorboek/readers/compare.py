"""Where two readers of one handbook do not see the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from spoorboek.model.message import _
from spoorboek.model.programme import Item, Programme, Unseen


def unseen(built: Programme, quick: Programme) -> tuple[Unseen, ...]:
    """Where the programme of a build differs from that of the quick reader: its place, and what is the matter there."""
    return tuple(sorted({*_items(built, quick), *_mentions(built, quick), *_filters(built, quick)}))


def _items(built: Programme, quick: Programme) -> Iterator[Unseen]:
    seen, made = Counter(quick.items), Counter(built.items)
    at_quick = {_key(item) for item in seen - made}
    at_build = {_key(item) for item in made - seen}
    for item in made - seen:
        if _key(item) in at_quick:
            what = _("the build makes {item}, otherwise than the quick check reads it", item=item.name)
        else:
            what = _("the build makes {item}, and no quick check does", item=item.name)
        yield Unseen(item.at, what)
    for item in seen - made:
        if _key(item) not in at_build:
            yield Unseen(item.at, _("the quick check reads {item}, and no build makes it", item=item.name))


def _key(item: Item) -> tuple[object, ...]:
    return item.at, item.type, item.id


def _mentions(built: Programme, quick: Programme) -> Iterator[Unseen]:
    for mention in Counter(built.mentions) - Counter(quick.mentions):
        what = _("the build finds a reference to {target}, and no quick check does", target=mention.target)
        yield Unseen(mention.at, what)
    for mention in Counter(quick.mentions) - Counter(built.mentions):
        what = _("the quick check reads a reference to {target}, and no build does", target=mention.target)
        yield Unseen(mention.at, what)


def _filters(built: Programme, quick: Programme) -> Iterator[Unseen]:
    for asked in Counter(built.filters) - Counter(quick.filters):
        what = _("the build draws a table of {type}, and no quick check sees it so", type=asked.type)
        yield Unseen(asked.at, what)
    for asked in Counter(quick.filters) - Counter(built.filters):
        what = _("the quick check reads a table of {type}, and no build draws it so", type=asked.type)
        yield Unseen(asked.at, what)
