"""S507."""

from __future__ import annotations

from spoorboek.model import Link, Programme
from spoorboek.rule import Flaw, Flaws, rule
from spoorboek.settings import Settings


@rule("S507")
def circular_trace(programme: Programme, settings: Settings) -> Flaws:
    """No item proves itself, however long the way round."""
    for cycle in _cycles(programme):
        item = programme.by_id[cycle[0].item]
        way = " -> ".join([*(f"{link.item} ({link.role}, {link.at})" for link in cycle), item.id])
        yield Flaw(item, f"{item.id} proves itself: {way}", cycle[0].at, tuple(link.item for link in cycle))


def _cycles(programme: Programme) -> list[list[Link]]:
    """A shortest way round for each group of items that prove each other, and for each link that it leaves out."""
    onward: dict[str, list[Link]] = {}
    for link in programme.links:
        if link.target in programme.by_id:
            onward.setdefault(link.item, []).append(link)
    cycles: list[list[Link]] = []
    covered: set[tuple[str, str]] = set()
    for group in _groups(onward):
        for link in sorted((link for id in group for link in onward[id] if link.target in group), key=_order):
            if (link.item, link.target) not in covered:
                cycle = [link, *_way(link.target, link.item, group, onward)]
                covered |= {(step.item, step.target) for step in cycle}
                start = min(range(len(cycle)), key=lambda n: cycle[n].item)
                cycles.append(cycle[start:] + cycle[:start])
    return cycles


def _order(link: Link) -> tuple[str, str, str]:
    return link.item, link.target, link.role


def _way(start: str, end: str, group: set[str], onward: dict[str, list[Link]]) -> list[Link]:
    """The shortest way from one item to another inside a group; empty where they are the same."""
    came_by: dict[str, Link | None] = {start: None}
    queue = [start]
    for here in queue:
        for link in sorted(onward[here], key=_order):
            if link.target in group and link.target not in came_by:
                came_by[link.target] = link
                queue.append(link.target)
    way: list[Link] = []
    while (link_in := came_by[end]) is not None:
        way.insert(0, link_in)
        end = link_in.item
    return way


def _groups(onward: dict[str, list[Link]]) -> list[set[str]]:
    """Items that lead to each other and back (strongly connected, by Tarjan's algorithm without recursion)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    groups: list[set[str]] = []
    for root in sorted(onward):
        if root in index:
            continue
        work = [(root, iter(onward.get(root, ())))]
        index[root] = low[root] = len(index)
        stack.append(root)
        while work:
            here, links = work[-1]
            link = next(links, None)
            if link is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[here])
                if low[here] == index[here]:
                    cut = stack.index(here)
                    group, stack[cut:] = set(stack[cut:]), []
                    if len(group) > 1 or any(link.target == here for link in onward.get(here, ())):
                        groups.append(group)
            elif link.target not in index:
                index[link.target] = low[link.target] = len(index)
                stack.append(link.target)
                work.append((link.target, iter(onward.get(link.target, ()))))
            elif link.target in stack:
                low[here] = min(low[here], index[link.target])
    return groups
