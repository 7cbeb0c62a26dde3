"""Follows edges of a graph."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping


def reached(starts: Iterable[str], onward: Mapping[str, Iterable[str]], without: Collection[str] = ()) -> set[str]:
    """The nodes that edges lead to from these, and these themselves, not through those in `without`."""
    waiting = [node for node in starts if node not in without]
    found = set(waiting)
    while waiting:
        for node in onward.get(waiting.pop(), ()):
            if node not in found and node not in without:
                found.add(node)
                waiting.append(node)
    return found
