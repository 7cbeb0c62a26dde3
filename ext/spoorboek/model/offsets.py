"""Converts offsets in a text to locations in its file."""

from __future__ import annotations

import re
from bisect import bisect_right

from spoorboek.model.programme import Location


class Offsets:
    """The offsets of a text that begins on the 1-based line `line` of a file."""

    def __init__(self, file: str, text: str, line: int = 1) -> None:
        self.file = file
        self.text = text
        self.line = line
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def location(self, offset: int) -> Location:
        number = bisect_right(self._starts, offset) - 1
        return Location(self.file, self.line + number, offset - self._starts[number] + 1)
