"""Which sentence is meant, without copying it."""

import hashlib
import re
import unicodedata

_ALIKE = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "-", "—": "-"})
_NOTE = re.compile(r"\{\d+\}")
_BEFORE_CLOSING = re.compile(r"\s+(?=[.,;:!?)])")


def normalise(sentence: str) -> str:
    """The sentence as it is compared: what two careful copies of one print have in common.

    In this order: Unicode form NFC; soft hyphens and note marks (a number in braces, `{5}`) dropped; curly quotes
    and long or hard hyphens made plain; every run of white space one blank, none at either end and none before
    closing punctuation. Case, spelling and punctuation stay: they are the author's.
    """
    plain = unicodedata.normalize("NFC", sentence).replace("\u00ad", "").translate(_ALIKE)
    return _BEFORE_CLOSING.sub("", " ".join(_NOTE.sub("", plain).split()))


def fingerprint(sentence: str) -> str:
    """SHA-256 of the normalised sentence in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(normalise(sentence).encode()).hexdigest()
