"""S507."""

from __future__ import annotations

from collections import Counter
from typing import Final

from spoorboek.config.settings import Settings
from spoorboek.model.message import NOTHING, Message, _, ngettext
from spoorboek.model.programme import Link, Programme
from spoorboek.rules.engine.rule import Flaw, Flaws, rule

Onward = dict[str, list[Link]]
"""The outgoing links of each item by its id, sorted by target."""


@rule("S507")
def circular_trace(programme: Programme, settings: Settings) -> Flaws:
    """No item proves itself, however long the way round."""
    onward = _onward(programme, settings)
    for knot in _knots(onward):
        inside = {id: [link for link in onward[id] if link.target in knot] for id in sorted(knot)}
        way = _shortest_way_round(inside)
        item = programme.by_id[way[0].item]
        steps = " -> ".join([*(f"{link.item} ({link.role}, {link.at})" for link in way), item.id])
        more = _more(sum(map(len, inside.values())) - len(way))
        message = _("{item} proves itself: {way}{more}", item=item.id, way=steps, more=more)
        yield Flaw(item, message, way[0].at, tuple(inside))


def _onward(programme: Programme, settings: Settings) -> Onward:
    onward: Onward = {}
    for link in programme.links:
        if link.item in programme.by_id and link.target in programme.by_id and settings.is_proof(link.role):
            onward.setdefault(link.item, []).append(link)
    around = _in_or_behind_knots(onward)
    return {id: sorted(onward[id], key=lambda link: (link.target, link.role)) for id in around}


def _in_or_behind_knots(onward: Onward) -> set[str]:
    """The items that are in or reachable from a cycle: a topological sort cannot remove them. Mostly none."""
    coming = Counter(link.target for links in onward.values() for link in links)
    first = [id for id in onward if id not in coming]
    for id in first:
        for link in onward.get(id, ()):
            coming[link.target] -= 1
            if not coming[link.target]:
                first.append(link.target)
    return onward.keys() - first


def _more(count: int) -> Message:
    """The message part that counts the other links of a component."""
    if not count:
        return NOTHING
    return ngettext(
        "; {count} more link among the items around it",
        "; {count} more links among the items around it",
        count,
    )


_STEPS: Final = 1_000_000
"""The maximum number of links visited in search of the shortest cycle of one component, about a second."""


def _shortest_way_round(inside: Onward) -> list[Link]:
    """The shortest cycle found in a component within _STEPS, beginning at its smallest id."""
    shortest: list[Link] = []
    left, links = _STEPS, sum(map(len, inside.values()))
    for start in inside:
        if left <= 0 or len(shortest) == 1 or len(shortest) == links:
            break
        way, looked_at = _way_round(start, inside)
        left -= looked_at
        if not shortest or len(way) < len(shortest):
            shortest = way
    first = min(range(len(shortest)), key=lambda number: shortest[number].item)
    return shortest[first:] + shortest[:first]


def _way_round(start: str, inside: Onward) -> tuple[list[Link], int]:
    """The shortest cycle through an item (breadth-first), and the number of links visited."""
    came_by: dict[str, Link] = {}
    queue = [start]
    looked_at = 0
    for node in queue:
        for link in inside[node]:
            looked_at += 1
            if link.target not in came_by:
                came_by[link.target] = link
                queue.append(link.target)
        if start in came_by:
            break
    way = [came_by[start]]
    while way[-1].item != start:
        way.append(came_by[way[-1].item])
    return way[::-1], looked_at


def _knots(onward: Onward) -> list[set[str]]:
    """The strongly connected components with a cycle (Tarjan's algorithm without recursion)."""
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
            node, links = work[-1]
            link = next(links, None)
            if link is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    group = _cut(stack, node)
                    if len(group) > 1 or any(link.target == node for link in onward.get(node, ())):
                        groups.append(group)
            elif link.target not in index:
                index[link.target] = low[link.target] = len(index)
                stack[link.target] = None
                work.append((link.target, iter(onward.get(link.target, ()))))
            elif link.target in stack:
                low[node] = min(low[node], index[link.target])
    return groups


def _cut(stack: dict[str, None], last: str) -> set[str]:
    """Pop the stack down to and including `last`."""
    group: set[str] = set()
    while last not in group:
        group.add(stack.popitem()[0])
    return group
