"""What a document is made of, in reading order: paragraphs, titles, notes, and what stands around them."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from typing import Final

from spoorboek.model.message import Message, _

BULLET: Final = re.compile(r"[•◦▪‣·●○■□–—*-]\s|[•◦▪‣●○■□]")


class Kind(enum.StrEnum):
    """What a block is to a reader."""

    TEXT = "text"
    TITLE = "title"
    HEADER = "running head"
    NOTE = "note"
    PAGE = "page number"

    @property
    def label(self) -> Message:
        return _KINDS[self]


_KINDS: Final = {
    Kind.TEXT: _("text"),
    Kind.TITLE: _("title"),
    Kind.HEADER: _("running head"),
    Kind.NOTE: _("note"),
    Kind.PAGE: _("page number"),
}


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one kind that belong together, as they were broken; `page` is the number that readers see.

    `column` is left or right, empty where the text stands in one column. A note has a `number`, which its lines do not
    repeat; a mark of a note in a line is its number in braces, `{5}`.
    """

    kind: Kind
    lines: tuple[str, ...]
    page: int = 1
    column: str = ""
    number: int = 0

    @property
    def words(self) -> str:
        """All that is written there, for who counts."""
        numbered = f"{self.number} " if self.kind is Kind.NOTE and self.number else ""
        return numbered + "\n".join(self.lines)
