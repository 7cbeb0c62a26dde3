"""Compares the programme of a build with that of the quick reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from spoorboek.model.message import Message, _
from spoorboek.model.programme import Item, LostItem, Programme, Unseen

_NEAR: Final = 3
"""In lines: how far from its place a build may locate an item in included or generated text."""


def unseen(built: Programme, quick: Programme) -> tuple[Unseen, ...]:
    """The differences between the programmes of a build and of the quick reader."""
    return tuple(sorted({*_items(built, quick), *_mentions(built, quick), *_filters(built, quick)}))


def _items(built: Programme, quick: Programme) -> Iterator[Unseen]:
    in_quick, in_build = Counter(quick.items), Counter(built.items)
    at_quick = {_key(item) for item in in_quick - in_build}
    for item in in_build - in_quick:
        if _key(item) in at_quick:
            message = _("the build has {item} with other content than the quick check", item=item.name)
        else:
            message = _("the build has {item}, which the quick check does not see", item=item.name)
        yield Unseen(item.at, message)


def lost_items(built: Programme, quick: Programme, undrawn: Iterable[Item] = ()) -> tuple[LostItem, ...]:
    """Lines that look like items but make none in the build, and items that no built page shows."""
    built_keys = {_key(item) for item in built.items}
    by_id = {(item.at.file, item.id) for item in built.items}
    lines = {(item.at.file, item.at.line) for item in built.items}
    hidden = {item.at for item in quick.hidden_items}
    undecided = [lost for lost in quick.lost_items if lost.deferred and lost.at not in hidden]
    result = [lost for lost in quick.lost_items if not lost.deferred]
    result += [lost._replace(deferred=False) for lost in undecided if not _is_item(lost, by_id, lines)]
    result += [_lost(item, _("the build does not have it")) for item in quick.items if _key(item) not in built_keys]
    result += [_lost(item, _("its page does not show it")) for item in undrawn]
    return tuple(sorted(set(result)))


def _lost(item: Item, reason: Message) -> LostItem:
    return LostItem(item.at, item.type, item.id, item.title, reason)


def _is_item(lost: LostItem, by_id: set[tuple[str, str]], lines: set[tuple[str, int]]) -> bool:
    file, line, _ = lost.at
    if lost.id:
        return (file, lost.id) in by_id
    return any((file, near) in lines for near in range(line - _NEAR, line + _NEAR + 1))


def _key(item: Item) -> tuple[object, ...]:
    return item.at, item.type, item.id


def _mentions(built: Programme, quick: Programme) -> Iterator[Unseen]:
    for mention in Counter(built.mentions) - Counter(quick.mentions):
        message = _("the build has a reference to {target} that the quick check does not see", target=mention.target)
        yield Unseen(mention.at, message)
    for mention in Counter(quick.mentions) - Counter(built.mentions):
        message = _("the quick check sees a reference to {target} that the build does not have", target=mention.target)
        yield Unseen(mention.at, message)


def _filters(built: Programme, quick: Programme) -> Iterator[Unseen]:
    for table in Counter(built.filters) - Counter(quick.filters):
        message = _("the build has a table of {type} that the quick check does not see", type=table.type)
        yield Unseen(table.at, message)
    for table in Counter(quick.filters) - Counter(built.filters):
        message = _("the quick check sees a table of {type} that the build does not have", type=table.type)
        yield Unseen(table.at, message)
