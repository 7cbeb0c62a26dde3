"""How the sources of a handbook are spelt, as far as it tells where a sentence, a word or a page number ends."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final


@dataclass(frozen=True, slots=True)
class Spelling:
    """Words in small letters, abbreviations without their last full stop.

    `abbreviations` are followed by words of the same sentence; `final_abbreviations` are letters with full stops
    between that may be the last of a sentence, as no others are. A hyphen before one of `joining_words` stands for the
    rest of a word that comes later, as in "pre- and postwar". `page_words` may stand before the number that is printed
    on a page, `of_words` between that and the number of the last page.
    """

    abbreviations: frozenset[str] = frozenset()
    final_abbreviations: frozenset[str] = frozenset()
    joining_words: frozenset[str] = frozenset()
    page_words: frozenset[str] = frozenset()
    of_words: frozenset[str] = frozenset()

    def __or__(self, other: Spelling) -> Spelling:
        """The words of both."""
        return Spelling(*(getattr(self, each.name) | getattr(other, each.name) for each in fields(self)))


NO_SPELLING: Final = Spelling()
