"""Mentions of items in the text of a page, as a build reads it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx_needs.roles.need_incoming import NeedIncoming
from sphinx_needs.roles.need_outgoing import NeedOutgoing
from sphinx_needs.roles.need_ref import NeedRef

from spoorboek.model.errors import SpoorboekError
from spoorboek.model.programme import Location, Mention
from spoorboek.readers import page_files
from spoorboek.sphinxext import build_data, tree


def note(app: Sphinx, doctree: nodes.document) -> None:
    """Record every reference to an item: `{need}` roles and `[text](#ID)`."""
    for node in (*of_needs(doctree), *tree.of_type(doctree, addnodes.pending_xref)):
        by_role = not isinstance(node, addnodes.pending_xref)
        if (not by_role and node.get("reftype") != "myst") or _in_contents(node):
            continue
        target = node["reftarget"].partition(".")[0] if by_role else node["reftarget"]
        to_item = by_role or app.config.spoorboek_settings.looks_like_id(target)
        at = _place_in_text(target, node, app.env)
        mention = Mention(app.env.docname, target, at, to_item, not _in_table(node))
        build_data.of(app.env).pages[app.env.docname].mentions.append(mention)


def of_needs(doctree: nodes.document) -> list[nodes.Element]:
    return [node for role in (NeedRef, NeedIncoming, NeedOutgoing) for node in tree.of_type(doctree, role)]


def _in_table(node: nodes.Node) -> bool:
    return any(isinstance(ancestor, nodes.table) for ancestor in _and_above(node))


def _in_contents(node: nodes.Node) -> bool:
    """Whether a node is in a table of contents, which repeats headings."""
    return any(isinstance(ancestor, nodes.topic) and "contents" in ancestor["classes"] for ancestor in _and_above(node))


def _and_above(node: nodes.Node | None) -> Iterator[nodes.Node]:
    while node is not None:
        yield node
        node = node.parent


def _place_in_text(target: str, node: nodes.Element, env: BuildEnvironment) -> Location:
    """Return the first location of the target from the start of its paragraph on."""
    source, line = _source_and_line(node)
    path = Path(source) if source else Path(env.doc2path(env.docname))
    rows = lines(path, env)
    for number in range(max(line, 1), len(rows) + 1):
        column = rows[number - 1].find(target)
        if column >= 0:
            return Location(page_files.shown(path, env.config.spoorboek_root), number, column + 1)
    return Location(page_files.shown(path, env.config.spoorboek_root), max(line, 1))


def _source_and_line(node: nodes.Element) -> tuple[str | None, int]:
    element: Any = node
    while element is not None:
        if element.line:
            return element.source, element.line
        element = element.parent
    return node.source, 1


def lines(path: Path, env: BuildEnvironment) -> list[str]:
    """Return the lines of a file; cached while one page is read."""
    by_path: dict[Path, list[str]] = env.current_document.setdefault("spoorboek_lines", {})  # type: ignore[assignment]
    if path not in by_path:
        try:
            by_path[path] = page_files.text(path, str(path)).split("\n")
        except (OSError, SpoorboekError):
            by_path[path] = []
    return by_path[path]
