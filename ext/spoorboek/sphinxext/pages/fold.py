"""A part of a page that is closed until a reader opens it; it needs no script."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx


class Fold(nodes.General, nodes.Element):
    """What stands behind a `summary`."""


def setup(app: Sphinx) -> None:
    shown = (_leave, _leave)
    app.add_node(Fold, html=(_open, _close), latex=shown, text=shown, man=shown, texinfo=shown)


def fold(summary: str, content: Iterable[nodes.Node], classes: Iterable[str] = ()) -> Fold:
    return Fold("", *content, summary=summary, classes=list(classes))


def _open(self: Any, node: Fold) -> None:
    self.body.append(self.starttag(node, "details"))
    self.body.append(f"<summary>{escape(node['summary'])}</summary>\n")


def _close(self: Any, node: Fold) -> None:
    self.body.append("</details>\n")


def _leave(self: Any, node: Fold) -> None:
    """Other builders show what it holds."""
