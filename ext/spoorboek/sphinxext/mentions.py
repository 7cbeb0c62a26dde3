"""Mentions of items in the text of a page, as a build reads it.

The nodes of the roles of sphinx-needs and their attribute `reftarget` were seen in sphinx-needs 9.1.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.nodes import traverse_parent
from sphinx_needs.roles.need_incoming import NeedIncoming
from sphinx_needs.roles.need_outgoing import NeedOutgoing
from sphinx_needs.roles.need_ref import NeedRef

from spoorboek.model.errors import SpoorboekError
from spoorboek.model.programme import Location, Mention
from spoorboek.readers import page_files
from spoorboek.sphinxext import build_data, tree


def note(app: Sphinx, doctree: nodes.document) -> None:
    """Record every reference to an item: `{need}` roles and `[text](#ID)`."""
    references = (node for node in tree.of_type(doctree, addnodes.pending_xref) if node.get("reftype") == "myst")
    for node in (*of_needs(doctree), *references):
        if _is_in(node, nodes.topic, "contents"):
            continue  # a table of contents repeats headings
        by_role = not isinstance(node, addnodes.pending_xref)
        target = node["reftarget"].partition(".")[0] if by_role else node["reftarget"]
        to_item = by_role or app.config.spoorboek_settings.looks_like_id(target)
        at = _place_in_text(target, node, app.env)
        mention = Mention(app.env.docname, target, at, to_item, not _is_in(node, nodes.table))
        build_data.of_page(app.env).mentions.append(mention)


def of_needs(doctree: nodes.document) -> list[nodes.Element]:
    """Return the nodes of the roles `need`, `need_incoming` and `need_outgoing`."""
    return [node for role in (NeedRef, NeedIncoming, NeedOutgoing) for node in tree.of_type(doctree, role)]


def _is_in(node: nodes.Element, kind: type[nodes.Element], name: str = "") -> bool:
    """Whether a node is in an element of this type, and with the class `name` if one is given."""
    return any(not name or name in above["classes"] for above in traverse_parent(node, kind))


def _place_in_text(target: str, node: nodes.Element, env: BuildEnvironment) -> Location:
    """Return the first location of the target from the start of its paragraph on."""
    source, line = tree.source_and_line(node)
    path = Path(source) if source else Path(env.doc2path(env.docname))
    rows = lines(path, env)
    for number in range(max(line, 1), len(rows) + 1):
        column = rows[number - 1].find(target)
        if column >= 0:
            return Location(page_files.shown(path, env.config.spoorboek_root), number, column + 1)
    return Location(page_files.shown(path, env.config.spoorboek_root), max(line, 1))


def lines(path: Path, env: BuildEnvironment) -> list[str]:
    """Return the lines of a file; cached while one page is read."""
    read: Callable[[Path], list[str]] = env.current_document.setdefault("spoorboek_lines", cache(lines_of))  # type: ignore[assignment]
    return read(path)


def lines_of(path: Path) -> list[str]:
    """Return the lines of a file; none if it cannot be read."""
    try:
        return page_files.text(path, str(path)).split("\n")
    except (OSError, SpoorboekError):
        return []
