"""`spoorboek path FROM TO`: the shortest path along links, in either direction."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from spoorboek.cli import judge, screen
from spoorboek.model.grouping import grouped
from spoorboek.model.message import _, ngettext
from spoorboek.model.programme import Item, Link, Programme


def run(options: argparse.Namespace) -> int:
    """Return 0 if there is a path, else 1."""
    programme, _ = judge.programme(options)
    start, end = judge.item(programme, options.start), judge.item(programme, options.end)
    reached = shortest_paths(programme, start)
    is_reachable = end.id in reached
    lines = _path(programme, start, end, reached) if is_reachable else _nowhere(programme, start, end, reached)
    screen.put_messages(*lines)
    return 0 if is_reachable else 1


def shortest_paths(programme: Programme, start: Item) -> dict[str, Link | None]:
    """By id of each reachable item, nearest first, the last link of a shortest path to it; None for the start."""
    known = [link for link in programme.links if {link.item, link.target} <= programme.by_id.keys()]
    links = grouped((id, link) for link in known for id in (link.item, link.target))
    reached: dict[str, Link | None] = {start.id: None}
    queue = [start.id]
    for id in queue:
        for link in links.get(id, ()):
            end = _other_end(link, id)
            if end not in reached:
                reached[end] = link
                queue.append(end)
    return reached


def _other_end(link: Link, id: str) -> str:
    return link.target if link.item == id else link.item


def _path(programme: Programme, start: Item, end: Item, reached: dict[str, Link | None]) -> Iterator[str]:
    steps: list[tuple[Link, str]] = []
    id = end.id
    while link := reached[id]:
        steps.append((link, id))
        id = _other_end(link, id)
    yield f"{start.id}  {start.title}"
    role = max((len(link.role) for link, _id in steps), default=0)
    for link, id in reversed(steps):
        sign = ">" if link.target == id else "<"
        yield f"  {sign}{link.role:{role}}  {id}  {programme.by_id[id].title}  {link.at}"
    yield ngettext("{count} step", "{count} steps", len(steps))


def _nowhere(programme: Programme, start: Item, end: Item, reached: dict[str, Link | None]) -> Iterator[str]:
    """The message that there is no path, and the path to the farthest reachable item."""
    yield _("no path leads from {start} to {end}", start=start.id, end=end.id)
    farthest = list(reached)[-1]
    if farthest == start.id:
        yield _("{item} has no link to an item, and none has a link to it", item=start.id)
        return
    yield ngettext(
        "{count} other item can be reached from {start}; the farthest is {farthest}:",
        "{count} other items can be reached from {start}; the farthest is {farthest}:",
        len(reached) - 1,
        start=start.id,
        farthest=farthest,
    )
    yield from _path(programme, start, programme.by_id[farthest], reached)
