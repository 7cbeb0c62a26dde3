"""The spelling of a handbook's sources: what is needed to find the ends of sentences, words and page numbers."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final


@dataclass(frozen=True, slots=True)
class Spelling:
    """Lower-case words; abbreviations without their last full stop.

    `abbreviations` do not end a sentence; `final_abbreviations` are dotted abbreviations that may end one. A hyphen
    before one of `joining_words` stands for a word part that comes later, as in "pre- and postwar". `page_words` may
    precede a printed page number, `of_words` separate it from the number of the last page.
    """

    abbreviations: frozenset[str] = frozenset()
    final_abbreviations: frozenset[str] = frozenset()
    joining_words: frozenset[str] = frozenset()
    page_words: frozenset[str] = frozenset()
    of_words: frozenset[str] = frozenset()

    def __or__(self, other: Spelling) -> Spelling:
        return Spelling(*(getattr(self, field.name) | getattr(other, field.name) for field in fields(self)))


NO_SPELLING: Final = Spelling()
