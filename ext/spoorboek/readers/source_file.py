"""A file being read: its lines, those that look like items, and the regions in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from spoorboek.model.programme import HiddenItem, LostItem
from spoorboek.readers import lost_items, references
from spoorboek.readers.lost_items import Kind, Region
from spoorboek.readers.myst import Syntax
from spoorboek.readers.openings import Opening


class SharedEnd(NamedTuple):
    """The 0-based lines on which two nested fences open that one line ends."""

    line: int
    inner: int


class SourceFile(references.Source):
    """A file with what was found in it so far; `openings` are its lines that look like items."""

    def __init__(self, path: Path, shown_as: str, lines: list[str], openings: Sequence[Opening]) -> None:
        super().__init__(shown_as, lines)
        self.path = path
        self.openings = openings
        self.items: set[int] = set()
        """The 0-based lines on which an item opens."""
        self.regions: list[Region] = []
        self.hiding: list[Region] = []
        """Regions that not every site shows."""
        self.shared_ends: dict[str, SharedEnd] = {}
        """By mark character, the last fence that ends where an inner one does."""

    def has_opening(self, first: int, end: int) -> bool:
        """Whether a 0-based line from `first` up to `end` looks like the opening of an item."""
        return bisect_left(self.openings, first, key=_line) < bisect_left(self.openings, end, key=_line)

    def note(self, first: int, end: int, kind: Kind, name: str = "", item: str = "") -> None:
        """Note how the parser reads lines. An inner region is noted after the outer one."""
        self.regions.append(Region(first, end, kind, name, item))

    def lost(self, syntax: Syntax | None) -> list[LostItem]:
        """The openings that make no item; `syntax` is None for a page in reStructuredText."""
        return list(lost_items.lost(self.shown_as, self.openings, self.items, self.regions, syntax))

    def hidden(self) -> list[HiddenItem]:
        """The items, or openings left to the build, that not every site shows."""
        return list(lost_items.hidden(self.shown_as, self.openings, self.items, self.regions, self.hiding))


def _line(opening: Opening) -> int:
    return opening.line
