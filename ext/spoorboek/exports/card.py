"""The preview card of a page: the picture that chat and social media show for its address."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Final

from spoorboek.i18n.language import base, in_use

WIDTH: Final = 1200
HEIGHT: Final = 630
"""In pixels, as those services recommend."""


@dataclass(frozen=True, slots=True)
class Card:
    """The texts of a card. `state` is the value of a state and `word` its label; both empty if there is none."""

    title: str
    state: str
    word: str
    description: str
    handbook: str
    note: str

    @property
    def text(self) -> str:
        """The texts in one line, as alternative text of the picture."""
        parts = (self.title, self.word, self.description, self.handbook, self.note)
        return " ".join(part if part[-1] in ".…?!" else f"{part}." for part in parts if part)


def picture(card: Card) -> bytes:
    """A PNG in the language in use. Raises SpoorboekError if Typst cannot compile it."""
    from spoorboek.exports import typesetting  # noqa: PLC0415 - Typst is loaded only if a card is drawn

    return typesetting.compiled("card.typ", {**asdict(card), "language": base(in_use())}, format="png", ppi=72)
