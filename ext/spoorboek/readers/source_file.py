"""A file that is being read: its lines, which of them look like items, and what they are to the parser."""

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
    """The lines (from 0) on which two fences open, one in the other, that one line ends."""

    line: int
    inner: int


class SourceFile(references.Source):
    """A file with what was found in it so far; `openings` are the lines of it that look like items."""

    def __init__(self, path: Path, shown_as: str, lines: list[str], openings: Sequence[Opening]) -> None:
        super().__init__(shown_as, lines)
        self.path = path
        self.openings = openings
        self.items: set[int] = set()
        """The lines (from 0) on which an item opens."""
        self.regions: list[Region] = []
        self.hiding: list[Region] = []
        """Where text does not stand on every site."""
        self.shared_ends: dict[str, SharedEnd] = {}
        """By the sign of its marks, the last fence that ends where one in it does."""

    def has_opening(self, first: int, end: int) -> bool:
        """Does a line from `first` (from 0) up to `end` look like the opening of an item?"""
        return bisect_left(self.openings, first, key=_line) < bisect_left(self.openings, end, key=_line)

    def note(self, first: int, end: int, kind: Kind, name: str = "", item: str = "") -> None:
        """Note a region: what the parser takes lines for. A region inside another is noted after that."""
        self.regions.append(Region(first, end, kind, name, item))

    def lost(self, syntax: Syntax | None) -> list[LostItem]:
        """What looks like an item so far, and is none; `syntax` is None for a page in reStructuredText."""
        return list(lost_items.lost(self.shown_as, self.openings, self.items, self.regions, syntax))

    def hidden(self) -> list[HiddenItem]:
        """What is an item, or is left to the build, and stands where not every site shows it."""
        return list(lost_items.hidden(self.shown_as, self.openings, self.items, self.regions, self.hiding))


def _line(opening: Opening) -> int:
    return opening.line
