"""Reads catalogs that are written as the tools of gettext write them; all others are left to Babel, which is slower."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_TEXT: Final = r'((?:"(?:[^"\\\n]++|\\.)*+"\n)++)'
_ENTRY: Final = re.compile(
    rf"((?:#[^~=|\n][^\n]*+\n|#?\n)*+)(?:msgctxt {_TEXT})?+msgid {_TEXT}msgstr {_TEXT}",
)
"""An entry below its comments: its context, its text and its translation. No plural, and none that is obsolete."""
_ODD: Final = "\r\u2068\u2069"
"""Other line ends, and what is around names of files with blanks."""
_ESCAPE: Final = re.compile(r'\\([\\trn"])')
_ESCAPED: Final = {"n": "\n", "t": "\t", "r": "\r"}


class Entry(NamedTuple):
    """A text with its translation; `line` (from 1) is that of its msgid. Under review is what gettext calls fuzzy."""

    context: str
    text: str
    translation: str
    under_review: bool
    line: int


def entries(raw: bytes) -> list[Entry] | None:
    """The entries of a catalog, its head among them; None where it is not plainly a whole one."""
    small = raw.lower()
    if small.count(b"charset=") != small.count(b'charset=utf-8\\n"'):
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    if any(sign in text for sign in _ODD) or b"plural-forms" in small:
        return None
    text = text if text.endswith("\n") else f"{text}\n"
    found: list[Entry] = []
    end, line = 0, 1
    for entry in _ENTRY.finditer(text):
        if entry.start() != end or entry[2] == '""\n':
            return None
        line += text.count("\n", end, entry.start(3))
        fuzzy = "#," in entry[1] and any(map(_is_fuzzy, entry[1].split("\n")))
        found.append(Entry(_text(entry[2] or '""\n'), _text(entry[3]), _text(entry[4]), fuzzy, line))
        line += text.count("\n", entry.start(3), entry.end())
        end = entry.end()
    is_whole = not text[end:].strip("\n")
    is_each_once = len({(entry.context, entry.text) for entry in found}) == len(found)
    return found if is_whole and is_each_once else None


def _is_fuzzy(comment: str) -> bool:
    return comment.startswith("#,") and "fuzzy" in (flag.strip() for flag in comment[2:].split(","))


def _text(written: str) -> str:
    joined = written[1:-2].replace('"\n"', "")
    return _ESCAPE.sub(lambda found: _ESCAPED.get(found[1], found[1]), joined) if "\\" in joined else joined
