"""Walks doctrees fast, and frees them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from docutils import nodes
from sphinx.util.nodes import traverse_parent

Kind = TypeVar("Kind", bound=nodes.Node)


def of_type(root: nodes.Node, kind: type[Kind]) -> Iterator[Kind]:
    """Yield the node and its descendants that are of this type, in document order; the tree may not change meanwhile.

    `findall` gives the same, but passes each node through a generator for every level above it.
    """
    stack = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, kind):
            yield node
        stack.extend(reversed(node.children))


def source_and_line(node: nodes.Element) -> tuple[str | None, int]:
    """Return the file and the line of a node, or of the nearest one above it that has a line; 1 if there is none."""
    return next(((above.source, above.line) for above in traverse_parent(node) if above.line), (node.source, 1))


def release(root: nodes.document) -> None:
    """Take a tree apart, so that its memory is free at once: the garbage collector comes late in a large build."""
    stack: list[nodes.Node] = [root]
    while stack:
        node = stack.pop()
        node.parent = None
        if children := node.children:
            stack.extend(children)
            node.children = []
