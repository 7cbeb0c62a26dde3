"""One-line text: the characters it may not contain, and short forms of values for messages."""

from __future__ import annotations

import re
import reprlib
from typing import Final

CONTROL_CHARACTERS: Final = r"\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff"
"""Control characters, unusual line ends, characters that change text direction, surrogates; the inside of a
regular expression's `[…]`."""
_CONTROLS: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_ASCII_CONTROLS: Final = bytes(code for code in range(128) if _CONTROLS.match(chr(code)))
_UNPRINTABLE: Final = re.compile(f"[{CONTROL_CHARACTERS}]")


def printable(text: str) -> str:
    """The text with control characters escaped (`\\x1b`), so that it fits on one line and cannot steer a terminal."""
    return _UNPRINTABLE.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


def without_controls(text: str) -> str:
    """Multi-line text with U+FFFD for control characters; the marks for bidirectional words stay."""
    if text.isprintable():
        return text
    if text.isascii() and len(text.encode().translate(None, _ASCII_CONTROLS)) == len(text):
        return text  # a table of bytes is ten times as fast as a pattern
    return _CONTROLS.sub("\ufffd", text)


_LETTER: Final = re.compile(r"[^\W_\u115f\u1160\u3164\uffa0]")
"""A letter or digit other than the Korean filler letters, which show nothing."""


def has_words(text: str) -> bool:
    """Whether the text has a visible letter or digit, not only blanks, dashes and invisible characters."""
    return _LETTER.search(text) is not None


def short(text: str, most: int = 60) -> str:
    """A text shortened to `most` characters and an ellipsis."""
    return text if len(text) <= most else f"{text[:most].rstrip()}…"


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
    try:
        return printable(_BRIEF.repr(value))
    except Exception:  # noqa: BLE001 - repr of a foreign value may raise anything
        return printable(f"<{type(value).__name__}>")


def brief_error(error: BaseException) -> str:
    """An exception for a message: its type and text, on one line."""
    try:
        text = " ".join(str(error).split())
    except Exception:  # noqa: BLE001 - str of a foreign exception may raise anything
        text = ""
    return printable(f"{type(error).__name__}: {text}" if text else type(error).__name__)
