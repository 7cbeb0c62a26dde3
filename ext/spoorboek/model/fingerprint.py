"""Fingerprints of sentences and items, to recognise a version without copying it."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from spoorboek.model.printable import has_words

_ALIKE = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "-", "—": "-"})
_NOTE = re.compile(r"\{\d+\}")
_BEFORE_CLOSING = re.compile(r"\s+(?=[.,;:!?)])")
_UNSEEN: Final = re.compile(
    r"<!--"  # a comment, up to its end
    r"|^%[^\n]*"  # a comment of MyST
    r"|(?<=\])\((?:[^()\n]|\([^()\n]*\))*\)"  # the destination of a link
    r"|\{[a-z][\w:+-]*\}(?=[`\s]|$)"  # the name of a role or a directive
    r"|\{[.#%][^{}\n]*\}"  # attributes
    r"|(?<!\w)_+|(?<!_)_++(?!\w)|[*`~\[\]]|\\(?=\W|$)",  # marks
    re.MULTILINE,
)
_SIGNS: Final = frozenset("-+>#|:=")
"""What a part that is no word begins with."""
_NO_WORD: Final = re.compile(r"[-+>#|:]+|={2,}")
ITEM_DIGITS: Final = 16
"""Hexadecimal digits (64 bits) of an item's fingerprint: two versions collide by chance once in 10^19 times."""


def normalise(sentence: str) -> str:
    """The sentence in the form that is compared: the same for two careful copies of one printed text.

    In this order: Unicode form NFC; soft hyphens and note marks (a number in braces, `{5}`) dropped; curly quotes
    and long or hard hyphens made plain; each run of white space one space, none at either end and none before
    closing punctuation. Case, spelling and punctuation are kept.
    """
    plain = unicodedata.normalize("NFC", sentence).replace("\u00ad", "").translate(_ALIKE)
    return _BEFORE_CLOSING.sub("", " ".join(_NOTE.sub("", plain).split()))


def fingerprint(sentence: str) -> str:
    """SHA-256 of the normalised sentence in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(normalise(sentence).encode()).hexdigest()


def words(text: str) -> list[str]:
    """The visible words of a Markdown text, each with its punctuation.

    Markup, comments, heading and list markers and link destinations are left out; line breaks do not matter.
    """
    plain = _unescape(text) if "&" in text else text
    if not plain.isascii():
        plain = unicodedata.normalize("NFC", plain).replace("\u00ad", "").translate(_ALIKE)
    parts = _visible(plain).replace("|", " ").split()
    return [part for part in parts if part[0] not in _SIGNS or not _NO_WORD.fullmatch(part)]


def _unescape(text: str) -> str:
    from html import unescape  # noqa: PLC0415 - it brings a table of two thousand names

    return unescape(text)


def has_visible_words(text: str) -> bool:
    """Whether a Markdown text has a visible word; `&nbsp;` and comments are not words."""
    return has_words(" ".join(words(text)) if "&" in text or "<!--" in text else text)


def _visible(text: str) -> str:
    if "<!--" not in text:
        return _UNSEEN.sub("", text)
    visible: list[str] = []
    at, last = 0, text.rfind("-->")
    while match := _UNSEEN.search(text, at):
        visible.append(text[at : match.start()])
        at = match.end()
        if match[0] == "<!--":
            if last >= at:
                at = text.index("-->", at) + 3
            else:
                visible.append("<!--")
    return "".join([*visible, text[at:]])


def of_item(title: str, body: str, fields: Mapping[str, str]) -> str:
    """The first 16 hexadecimal digits of SHA-256 over the words of title, body and the fields that have a value."""
    named_values = [f"{name}={' '.join(words(value))}" for name, value in sorted(fields.items()) if value.strip()]
    lines = [" ".join(words(title)), " ".join(words(body)), *named_values]
    return digest("\n".join(lines))


def digest(text: str, digits: int = ITEM_DIGITS) -> str:
    """The first hexadecimal digits of the SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:digits]
