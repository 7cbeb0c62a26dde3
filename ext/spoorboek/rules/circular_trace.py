"""S507."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spoorboek.config.settings import Settings
from spoorboek.model.message import NOTHING, _
from spoorboek.model.programme import Link, Programme
from spoorboek.rules.engine.rule import Flaw, Flaws, rule


@rule("S507")
def circular_trace(programme: Programme, settings: Settings) -> Flaws:
    """No item proves itself, however long the way round."""
    for cycle, untold in _cycles(programme):
        item = programme.by_id[cycle[0].item]
        way = " -> ".join([*(f"{link.item} ({link.role}, {link.at})" for link in cycle), item.id])
        more = _("; {count} more links around it lead back too", count=untold) if untold else NOTHING
        message = _("{item} proves itself: {way}{more}", item=item.id, way=way, more=more)
        yield Flaw(item, message, cycle[0].at, tuple(link.item for link in cycle))


_STEPS: Final = 1_000_000
"""So many links are looked at in search of ways round, which takes about a second."""


def _cycles(programme: Programme) -> Iterator[tuple[list[Link], int]]:
    """A shortest way round for each group of items that prove each other, and for each link that it leaves out.

    In a thicket of links not every way round can be told: with the last comes how many links are in none that was.
    """
    onward: dict[str, list[Link]] = {}
    for link in programme.links:
        if link.target in programme.by_id:
            onward.setdefault(link.item, []).append(link)
    left = _STEPS
    for group in _groups(onward):
        inside = {id: sorted((link for link in onward[id] if link.target in group), key=_order) for id in group}
        covered: set[tuple[str, str]] = set()
        links = [link for id in sorted(group) for link in inside[id]]
        for n, link in enumerate(links):
            if (link.item, link.target) not in covered:
                way, looked_at = _way(link.target, link.item, inside)
                left -= looked_at
                cycle = [link, *way]
                covered |= {(step.item, step.target) for step in cycle}
                untold = 0 if left > 0 else sum((other.item, other.target) not in covered for other in links[n:])
                start = min(range(len(cycle)), key=lambda n: cycle[n].item)
                yield cycle[start:] + cycle[:start], untold
                if untold:
                    break


def _order(link: Link) -> tuple[str, str]:
    return link.target, link.role


def _way(start: str, end: str, inside: dict[str, list[Link]]) -> tuple[list[Link], int]:
    """The shortest way from one item to another inside a group, and how many links were looked at to find it."""
    came_by: dict[str, Link | None] = {start: None}
    queue = [start]
    looked_at = 0
    for here in queue:
        if end in came_by:
            break
        for link in inside[here]:
            looked_at += 1
            if link.target not in came_by:
                came_by[link.target] = link
                queue.append(link.target)
    way: list[Link] = []
    while (link_in := came_by[end]) is not None:
        way.append(link_in)
        end = link_in.item
    return way[::-1], looked_at


def _groups(onward: dict[str, list[Link]]) -> list[set[str]]:
    """Items that lead to each other and back (strongly connected, by Tarjan's algorithm without recursion)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: dict[str, None] = {}
    groups: list[set[str]] = []
    for root in sorted(onward):
        if root in index:
            continue
        work = [(root, iter(onward.get(root, ())))]
        index[root] = low[root] = len(index)
        stack[root] = None
        while work:
            here, links = work[-1]
            link = next(links, None)
            if link is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[here])
                if low[here] == index[here]:
                    group = _cut(stack, here)
                    if len(group) > 1 or any(link.target == here for link in onward.get(here, ())):
                        groups.append(group)
            elif link.target not in index:
                index[link.target] = low[link.target] = len(index)
                stack[link.target] = None
                work.append((link.target, iter(onward.get(link.target, ()))))
            elif link.target in stack:
                low[here] = min(low[here], index[link.target])
    return groups


def _cut(stack: dict[str, None], last: str) -> set[str]:
    """Take what stands on top of the stack, down to the last."""
    group: set[str] = set()
    while last not in group:
        group.add(stack.popitem()[0])
    return group
