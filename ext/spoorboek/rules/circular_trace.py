from __future__ import annotations

from collections import Counter
from typing import Final

from spoorboek.model.graph import reached
from spoorboek.model.grouping import grouped
from spoorboek.model.message import NOTHING, ngettext
from spoorboek.model.programme import Link
from spoorboek.rules.engine import Flaw, Flaws, Message, Programme, Settings, _, rule

Onward = dict[str, list[Link]]
"""The outgoing links of each item by its id, sorted by target."""


@rule("S507", for_others=True)
def circular_trace(programme: Programme, settings: Settings) -> Flaws:
    """No item proves itself, however long the way round."""
    onward = _onward(programme, settings)
    for component in _components(onward):
        inside = {id: [link for link in onward[id] if link.target in component] for id in sorted(component)}
        cycle = _shortest_cycle(inside)
        item = programme.by_id[cycle[0].item]
        steps = " -> ".join([*(f"{link.item} ({link.role}, {link.at})" for link in cycle), item.id])
        more = _more(sum(map(len, inside.values())) - len(cycle))
        message = _("{item} proves itself: {way}{more}", item=item.id, way=steps, more=more)
        yield Flaw(item, message, cycle[0].at, tuple(inside))


def _onward(programme: Programme, settings: Settings) -> Onward:
    onward = grouped(
        (link.item, link)
        for link in programme.links
        if link.item in programme.by_id and link.target in programme.by_id and settings.is_proof(link.role)
    )
    ids = _in_or_behind_cycles(onward)
    return {id: sorted(onward[id], key=lambda link: (link.target, link.role)) for id in ids}


def _in_or_behind_cycles(onward: Onward) -> set[str]:
    """The items that are in or reachable from a cycle: a topological sort cannot remove them. Mostly none."""
    incoming = Counter(link.target for links in onward.values() for link in links)
    removed = [id for id in onward if id not in incoming]
    for id in removed:
        for link in onward.get(id, ()):
            incoming[link.target] -= 1
            if not incoming[link.target]:
                removed.append(link.target)
    return onward.keys() - removed


def _components(onward: Onward) -> list[set[str]]:
    """The strongly connected components that have a cycle (Kosaraju's algorithm)."""
    incoming = grouped((link.target, id) for id, links in onward.items() for link in links)
    components: list[set[str]] = []
    assigned: set[str] = set()
    for root in reversed(_postorder(onward)):
        component = reached([root], incoming, assigned)
        assigned |= component
        if len(component) > 1 or (component and any(link.target == root for link in onward.get(root, ()))):
            components.append(component)
    return components


def _postorder(onward: Onward) -> list[str]:
    """All ids in the order in which a depth-first search leaves them."""
    order: list[str] = []
    visited: set[str] = set()
    stack = [(id, False) for id in sorted(onward)]
    while stack:
        id, is_left = stack.pop()
        if is_left:
            order.append(id)
        elif id not in visited:
            visited.add(id)
            stack.append((id, True))
            stack.extend((link.target, False) for link in onward.get(id, ()))
    return order


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


def _shortest_cycle(inside: Onward) -> list[Link]:
    """The shortest cycle found in a component within _STEPS, beginning at its smallest id."""
    shortest: list[Link] = []
    steps, links = _STEPS, sum(map(len, inside.values()))
    for start in inside:
        if steps <= 0 or len(shortest) == 1 or len(shortest) == links:
            break
        cycle, visited = _cycle_through(start, inside)
        steps -= visited
        if not shortest or len(cycle) < len(shortest):
            shortest = cycle
    first = min(range(len(shortest)), key=lambda number: shortest[number].item)
    return shortest[first:] + shortest[:first]


def _cycle_through(start: str, inside: Onward) -> tuple[list[Link], int]:
    """The shortest cycle through an item (breadth-first), and the number of links visited."""
    link_to: dict[str, Link] = {}
    queue = [start]
    visited = 0
    for id in queue:
        for link in inside[id]:
            visited += 1
            if link.target not in link_to:
                link_to[link.target] = link
                queue.append(link.target)
        if start in link_to:
            break
    cycle = [link_to[start]]
    while cycle[-1].item != start:
        cycle.append(link_to[cycle[-1].item])
    return cycle[::-1], visited
