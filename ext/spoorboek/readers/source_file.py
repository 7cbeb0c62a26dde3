"""A file being read: its lines, those that look like items, and the regions in it."""

from __future__ import annotations

import enum
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Final, NamedTuple

from spoorboek.model.programme import Location
from spoorboek.readers.openings import Opening
from spoorboek.readers.seeker import Lines

_DEFINITION: Final = re.compile(r"\]:\s*<?(?:project:)?#?([^\s>]+)")


class Kind(enum.Enum):
    """How the parser of the page reads the lines of a region."""

    ITEM = "an item, with what it holds"
    EXAMPLE = "code that shows how something is written"
    DEFERRED = "what only the build can read"
    COMMENT = "a comment"
    OPEN_COMMENT = "a comment in which another one begins"
    HTML = "raw HTML"
    CODE = "code, by its indentation"
    FRONT_MATTER = "the front matter"
    DIRECTIVE = "a directive that holds no items"
    BROKEN = "a directive of which nothing is made"
    HIDDEN = "text that not every site shows"
    OF_THE_PAGE = "a page that readers may not find"
    UNKNOWN = "a directive that nobody knows"


class Region(NamedTuple):
    """The 0-based lines `first` up to `end`; `name` is that of the directive, `item` that of its item."""

    first: int
    end: int
    kind: Kind
    name: str = ""
    item: str = ""


class SourceFile(Lines):
    """A file with what was found in it so far; `openings` are its lines that look like items."""

    def __init__(self, path: Path, shown_as: str, lines: list[str], openings: Sequence[Opening]) -> None:
        super().__init__(shown_as, lines)
        self.path = path
        self.openings = openings
        self.items: set[int] = set()
        """The 0-based lines on which an item opens."""
        self.regions: list[Region] = []
        """How the parser reads lines, by their first line, inner regions after outer ones."""
        self.hiding: list[Region] = []
        """Regions that not every site shows."""
        self.fences: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
        """The 0-based lines on which fences open, by the line that ends them and their mark character."""

    @cached_property
    def definitions(self) -> Mapping[str, Location]:
        """The location of each link definition, by target; of equal targets the first."""
        locations: dict[str, Location] = {}
        text = self.offsets.text
        for definition in _DEFINITION.finditer(text) if "]:" in text else ():
            locations.setdefault(definition[1], self.offsets.location(definition.start(1)))
        return locations

    def has_opening(self, first: int, end: int) -> bool:
        """Whether a 0-based line from `first` up to `end` looks like the opening of an item."""
        line = attrgetter("line")
        return bisect_left(self.openings, first, key=line) < bisect_left(self.openings, end, key=line)

    def note(self, first: int, end: int, kind: Kind, name: str = "", item: str = "") -> None:
        """Note how the parser reads lines. An inner region is noted after the outer one."""
        self.regions.append(Region(first, end, kind, name, item))

    def hide(self, first: int, end: int, names: Iterable[str]) -> None:
        """Note that not every site shows lines, because of the directives or classes with these names."""
        self.hiding += [Region(first, end, Kind.HIDDEN, name) for name in names]

    def hidden_lines(self) -> set[int]:
        """The 0-based lines that not every site shows."""
        lines: set[int] = set()
        last = 0
        for region in sorted(self.hiding, key=itemgetter(0)):
            lines.update(range(max(region.first, last), region.end))
            last = max(last, region.end)
        return lines
