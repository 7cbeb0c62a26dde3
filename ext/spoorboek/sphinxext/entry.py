"""An entry of a long page, which opens when a reader asks for it: what draws it and what writes it know its class."""

from __future__ import annotations

from typing import Final

ENTRY: Final = "entry"
"""The class of its section."""
