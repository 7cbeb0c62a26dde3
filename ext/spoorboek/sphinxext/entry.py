"""An entry of a long page, which opens when a reader asks for it: what draws it and what writes it know its class."""

from __future__ import annotations

from typing import Final

from docutils import nodes

ENTRY: Final = "entry"
"""The class of its section."""


class Glance(nodes.inline):
    """What stands beside its heading while it is closed: when, and who."""
