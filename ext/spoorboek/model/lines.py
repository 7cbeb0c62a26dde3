"""One-line text: the characters it may not contain, and short forms of values for messages."""

from __future__ import annotations

import re
import reprlib
from typing import Final

STEERING: Final = r"\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff"
"""Control characters, unusual line ends, characters that change text direction, surrogates; the inside of a
regular expression's `[…]`."""
_STEERS_TEXT: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_UNPRINTABLE: Final = re.compile(f"[{STEERING}]")


def printable(text: str) -> str:
    """The text with control characters escaped (`\\x1b`), so that it fits on one line and cannot steer a terminal."""
    return _UNPRINTABLE.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def unsteered(text: str) -> str:
    """Multi-line text with U+FFFD for control characters; the marks for bidirectional words stay."""
    return _STEERS_TEXT.sub("\ufffd", text)


_UNSEEN_LETTERS: Final = frozenset("\u115f\u1160\u3164\uffa0")
"""Korean filler letters, which show nothing."""


def has_words(text: str) -> bool:
    """Whether the text has a visible letter or digit, not only blanks, dashes and invisible characters."""
    return any(character.isalnum() and character not in _UNSEEN_LETTERS for character in text)


def is_printable(text: str) -> bool:
    return _UNPRINTABLE.search(text) is None


class _Brief(reprlib.Repr):
    """`repr` that shortens long values to their beginning and end."""

    def __init__(self) -> None:
        super().__init__()
        self.maxlevel = 3
        self.maxstring = self.maxlong = self.maxother = 100

    def repr_int(self, value: int, level: int) -> str:
        try:
            return super().repr_int(value, level)
        except ValueError:  # Python prints no number of more than 4,300 digits
            return f"<a whole number of {value.bit_length()} bits>"


_BRIEF: Final = _Brief()


def brief(value: object) -> str:
    """A value of any type for a message: its shortened `repr`, on one line."""
    return printable(_BRIEF.repr(value))
