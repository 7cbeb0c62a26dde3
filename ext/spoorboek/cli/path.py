"""`spoorboek path FROM TO`: the shortest path along links, in either direction."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass

from spoorboek.cli import judge, screen
from spoorboek.model.message import _, ngettext
from spoorboek.model.programme import Item, Link, Programme


@dataclass(frozen=True, slots=True)
class Edge:
    """A step along a link to its target, or `back` to the item that has it."""

    link: Link
    back: bool

    @property
    def start(self) -> str:
        return self.link.target if self.back else self.link.item

    @property
    def end(self) -> str:
        return self.link.item if self.back else self.link.target


def run(options: argparse.Namespace) -> int:
    """Return 0 if there is a path, else 1."""
    programme, _ = judge.programme(options)
    start, end = judge.item(programme, options.start), judge.item(programme, options.end)
    reached = shortest_paths(programme, start)
    is_reachable = end.id in reached
    lines = _path(programme, start, end, reached) if is_reachable else _nowhere(programme, start, end, reached)
    screen.put_messages(lines, options.lang)
    return 0 if is_reachable else 1


def shortest_paths(programme: Programme, start: Item) -> dict[str, Edge | None]:
    """By id of each reachable item, nearest first, the last edge of a shortest path to it; None for the start."""
    edges: dict[str, list[Edge]] = {}
    for link in programme.links:
        if link.item in programme.by_id and link.target in programme.by_id:
            edges.setdefault(link.item, []).append(Edge(link, back=False))
            edges.setdefault(link.target, []).append(Edge(link, back=True))
    reached: dict[str, Edge | None] = {start.id: None}
    queue = [start.id]
    for id in queue:
        for edge in edges.get(id, ()):
            if edge.end not in reached:
                reached[edge.end] = edge
                queue.append(edge.end)
    return reached


def _edges(reached: dict[str, Edge | None], end: str) -> list[Edge]:
    edges: list[Edge] = []
    edge = reached[end]
    while edge is not None:
        edges.append(edge)
        edge = reached[edge.start]
    return edges[::-1]


def _path(programme: Programme, start: Item, end: Item, reached: dict[str, Edge | None]) -> Iterator[str]:
    yield f"{start.id}  {start.title}"
    edges = _edges(reached, end.id)
    role = max((len(edge.link.role) for edge in edges), default=0)
    for edge in edges:
        sign = "<" if edge.back else ">"
        yield f"  {sign}{edge.link.role:{role}}  {edge.end}  {programme.by_id[edge.end].title}  {edge.link.at}"
    yield ngettext("{count} step", "{count} steps", len(edges))


def _nowhere(programme: Programme, start: Item, end: Item, reached: dict[str, Edge | None]) -> Iterator[str]:
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
