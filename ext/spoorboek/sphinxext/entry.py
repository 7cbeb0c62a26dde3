"""Collapsible entries of a long page; shared by the code that draws and the code that writes them."""

from __future__ import annotations

from typing import Final

from docutils import nodes

ENTRY: Final = "entry"
"""The class of a section that becomes a collapsible entry."""


class Glance(nodes.inline):
    """Date and sender, shown beside the heading of an entry while it is closed."""
