"""The preview card of a page: a picture for who shares its address."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Final

from spoorboek.i18n.language import in_use

WIDTH: Final = 1200
HEIGHT: Final = 630
"""In pixels, as the services that show it ask for."""


@dataclass(frozen=True, slots=True)
class Card:
    """What it says. `state` is the word of a state for programs, `word` that for readers; both empty without one."""

    title: str
    state: str
    word: str
    says: str
    handbook: str
    note: str

    @property
    def text(self) -> str:
        """The same for who cannot see it."""
        parts = (self.title, self.word, self.says, self.handbook, self.note)
        return " ".join(part if part[-1] in ".…?!" else f"{part}." for part in parts if part)


def picture(card: Card) -> bytes:
    """A PNG in the language in use. Raises SpoorboekError where Typst cannot make it."""
    from spoorboek.exports import typesetting  # noqa: PLC0415 - a build that draws none needs no library for it

    return typesetting.compiled("card.typ", {**asdict(card), "language": in_use()}, format="png", ppi=72)
