"""Text that fits on one line: what may not stand in it, and how any value is shown in a message."""

from __future__ import annotations

import re
import reprlib
from typing import Final

STEERING: Final = r"\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff"
"""Control characters, line ends beside the usual, characters that turn the direction of text, halves of characters; as
a set of a regular expression."""
_STEERS_TEXT: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_UNPRINTABLE: Final = re.compile(f"[{STEERING}]")


def printable(text: str) -> str:
    """The text on one line, with `\\x1b` for a character that would steer a terminal or break a file."""
    return _UNPRINTABLE.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def unsteered(text: str) -> str:
    """The text, of several lines, with U+FFFD for what would steer a reader; marks for words of two directions stay."""
    return _STEERS_TEXT.sub("\ufffd", text)


_UNSEEN_LETTERS: Final = frozenset("\u115f\u1160\u3164\uffa0")
"""Letters of Korean that fill a place and show nothing."""


def has_words(text: str) -> bool:
    """Does it say anything: a letter or a digit, and not only blanks, dashes and what nobody sees?"""
    return any(character.isalnum() and character not in _UNSEEN_LETTERS for character in text)


def is_printable(text: str) -> bool:
    return _UNPRINTABLE.search(text) is None


class _Brief(reprlib.Repr):
    """`repr` of the values of settings: as it is where it is short, its beginning and its end where it is not."""

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
    """A value of any type as a message quotes it: on one line, and no longer than a reader takes in."""
    try:
        return printable(_BRIEF.repr(value))
    except Exception:  # noqa: BLE001 - what a program made may raise anything where it is shown
        return printable(f"<{type(value).__name__}>")


def brief_error(error: BaseException) -> str:
    """What an error of any program says, on one line, behind the name of its type."""
    try:
        text = " ".join(str(error).split())
    except Exception:  # noqa: BLE001 - it may raise another where it is shown
        text = ""
    return printable(f"{type(error).__name__}: {text}" if text else type(error).__name__)
