"""The blocks of a document in reading order: paragraphs, titles, notes, running heads, page numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeVar

from spoorboek.model.labelled import Labelled
from spoorboek.model.message import _

T = TypeVar("T")
BULLET: Final = re.compile(r"[•◦▪‣·●○■□–—*-]\s|[•◦▪‣●○■□]")


class Kind(Labelled):
    TEXT = "text", _("text")
    TITLE = "title", _("title")
    HEADER = "running head", _("running head")
    NOTE = "note", _("note")
    PAGE = "page number", _("page number")


@dataclass(frozen=True, slots=True)
class Block:
    """A block: its lines as broken in the document; `page` is the printed page number.

    `column` is left or right, "" for a single column. A note has a `number`, which is not part of its lines; in other
    lines, a reference to a note is its number in braces, `{5}`.
    """

    kind: Kind
    lines: tuple[str, ...]
    page: int = 1
    column: str = ""
    number: int = 0

    @property
    def text(self) -> str:
        """The whole text, for counting words."""
        numbered = f"{self.number} " if self.kind is Kind.NOTE and self.number else ""
        return numbered + "\n".join(self.lines)


def split(parts: Iterable[T], is_seam: Callable[[T, T], bool]) -> Iterator[list[T]]:
    """Runs of consecutive parts; a new one begins between two parts for which `is_seam` is true."""
    run: list[T] = []
    for part in parts:
        if run and is_seam(run[-1], part):
            yield run
            run = []
        run.append(part)
    if run:
        yield run
