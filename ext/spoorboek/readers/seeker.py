"""Finds the locations of what was read in the lines of its file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Final

from spoorboek.model.offsets import Offsets
from spoorboek.model.programme import Location

_MOST_MISSED: Final = 100
"""The most texts of a paragraph that are not found as written: each costs a search of all of it."""


class Seeker(Offsets):
    """Finds texts in some lines, equal ones one after the other.

    Texts are not always sought in the order of their locations: the target of a reference link is in its definition.
    """

    def __init__(self, file: str, text: str, line: int) -> None:
        super().__init__(file, text, line)
        self._ends: dict[str, int] = {}
        self._found: dict[str, Location] = {}
        self._behind = 0
        """The end of the last text found: the next one is probably below it."""
        self._missed = 0

    @property
    def start(self) -> Location:
        return Location(self.file, self.line)

    def place(self, *written: str, marks: str = "") -> Location:
        """As `find`; else the last location of one of these texts, else the first line."""
        if found := self.find(*written, marks=marks):
            return found
        return next((self._found[text] for text in written if text in self._found), self.start)

    def find(self, *written: str, marks: str = "") -> Location | None:
        """The next location of one of these texts, if there is one after one of the characters `marks`."""
        for text in filter(None, dict.fromkeys(written)):
            offset = self._next(text, marks, self._ends.get(text, 0)) if self._missed < _MOST_MISSED else -1
            self._ends[text] = offset + len(text) if offset >= 0 else len(self.text)
            if offset >= 0:
                self._found[text] = self.location(offset)
                return self._found[text]
        return None

    def _next(self, text: str, marks: str, start: int) -> int:
        """The offset of a text from `start` on; -1 if there is none."""
        for first in (max(start, self._behind), start):
            offset = self._after_mark(text, marks, first) if marks else self.text.find(text, first)
            if offset >= 0:
                self._behind = offset + len(text)
                return offset
        self._missed += 1
        return self.text.find(text, start)

    def _after_mark(self, text: str, marks: str, start: int) -> int:
        """The offset of a text after one of the characters `marks`, from `start` on; -1 if there is none."""
        offset = self.text.find(text, start)
        while offset >= 0:
            column = offset - 1
            while column >= start and self.text[column].isspace():
                column -= 1
            if column >= start and self.text[column] in marks:
                return offset
            offset = self.text.find(text, offset + 1)
        return -1


class Lines:
    """The lines of a file."""

    def __init__(self, shown_as: str, lines: Sequence[str]) -> None:
        self.shown_as = shown_as
        self.lines = lines
        self._seeker = Seeker(shown_as, "", 1)
        self._searched = 0, 0

    def seeker(self, first: int, end: int) -> Seeker:
        """The seeker for the 0-based lines `first` up to `end`; all cells of a table row share one."""
        if self._searched != (first, end):
            self._searched = first, end
            self._seeker = Seeker(self.shown_as, "\n".join(self.lines[first:end]), first + 1)
        return self._seeker

    @cached_property
    def offsets(self) -> Offsets:
        """Those of the whole file."""
        return Offsets(self.shown_as, "\n".join(self.lines))
