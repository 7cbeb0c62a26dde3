"""Collapsible parts of a page (HTML `details`), which need no script."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx

from spoorboek.i18n.language import _

ENTRY: Final = "entry"
"""The class of a section that becomes a collapsible entry."""


class Glance(nodes.inline):
    """Date and sender, shown beside the heading of an entry while it is closed."""


class Fold(nodes.General, nodes.Element):
    """Content that is hidden behind its `summary`."""


def setup(app: Sphinx) -> None:
    shown = (_leave, _leave)
    app.add_node(Fold, html=(_open, _close), latex=shown, text=shown, man=shown, texinfo=shown)


def fold(summary: str, content: Iterable[nodes.Node], classes: Iterable[str] = ()) -> Fold:
    return Fold("", *content, summary=summary, classes=list(classes))


_ORIGIN: Final = "history"


def origin(content: Iterable[nodes.Node]) -> Fold:
    """Return a fold for editors: fingerprints, files, versions, and how to cite."""
    return fold(_("Origin"), content, [_ORIGIN])


def origin_of(element: nodes.Element) -> Fold | None:
    """Return the origin fold of an item, if it has one."""
    return next((child for child in element.children if isinstance(child, Fold) and _ORIGIN in child["classes"]), None)


def _open(self: Any, node: Fold) -> None:
    self.body.append(self.starttag(node, "details"))
    self.body.append(f"<summary>{escape(node['summary'])}</summary>\n")


def _close(self: Any, node: Fold) -> None:
    self.body.append("</details>\n")


def _leave(self: Any, node: Fold) -> None:
    """Do nothing: other builders show the content."""
