"""Divides text into sentences. The rule is stated in docs/beslissingen/018."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from spoorboek.config.spelling import NO_SPELLING, Spelling

_STOP: Final = r"(?<![.!?…])[.!?…]+(?:\{\d+\}|[)\]\"'”’»])*"
_END: Final = re.compile(rf"{_STOP}(?=\s)")
_LAST: Final = re.compile(rf"{_STOP}$")
_BLANKS: Final = re.compile(r"\s+")
_LONGEST: Final = 200
"""The characters before and after a sentence end that are looked at."""
_OPENERS: Final = "([{\"'“‘„«¿¡"
_CLITIC: Final = re.compile(r"['’‘][a-z]\s+")
_LETTERS: Final = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_MARK: Final = re.compile(r"^(?:\{\d+\}\s*)+")
_BULLETS: Final = "•◦▪‣●○■□–—"


def spans(text: str, spelling: Spelling = NO_SPELLING) -> Iterator[tuple[int, int]]:
    """The start and end offset of each sentence without surrounding blanks; a rest without an end is one too.

    A sentence ends at `.`, `!`, `?` or `…` with closing signs and note marks after it, if white space follows and then
    a capital, a digit, a bullet, or one of these after opening signs; but not inside brackets, nor at the full stop of
    an abbreviation, of initials, or of a number that begins the sentence.
    """
    brackets = _brackets(text)
    start = closed = at = 0
    for match in _END.finditer(text):
        while at < len(brackets) and brackets[at][0] < match.end():
            closed = max(closed, brackets[at][1])
            at += 1
        if match.end() > closed and _ends(text, start, match, spelling):
            yield start, match.end()
            start = _behind_blanks(text, match.end())
    rest = text[start:].rstrip()
    if rest:
        yield start, start + len(rest)


def is_whole(text: str, spelling: Spelling = NO_SPELLING) -> bool:
    """Whether a text ends with the end of a sentence."""
    match = _LAST.search(text)
    return match is not None and not _is_shortened(text[: match.start()], match[0], spelling)


def _ends(text: str, start: int, match: re.Match[str], spelling: Spelling) -> bool:
    before = text[max(start, match.start() - _LONGEST) : match.start()]
    is_counted = before.strip().isdigit() and match[0] == "."
    first = _behind_blanks(text, match.end())
    return _begins(text[first : first + _LONGEST]) and not is_counted and not _is_shortened(before, match[0], spelling)


def _behind_blanks(text: str, at: int) -> int:
    """The first offset from `at` on that is not a blank."""
    match = _BLANKS.match(text, at)
    return match.end() if match else at


def _is_shortened(before: str, stop: str, spelling: Spelling) -> bool:
    """Whether it is the full stop of an abbreviation or of initials."""
    if not stop.startswith(".") or stop.startswith(".."):
        return False
    last = before.rsplit(None, 1)[-1:]
    word = last[0].lstrip(_OPENERS) if last else ""
    folded = word.casefold()
    if folded in spelling.abbreviations:
        return True
    return folded not in spelling.final_abbreviations and _LETTERS.fullmatch(word) is not None


def _begins(rest: str) -> bool:
    """Whether a sentence may begin like this."""
    plain = _MARK.sub("", rest)
    if plain.startswith(tuple(_BULLETS)):
        return True
    if clitic := _CLITIC.match(plain):  # an apostrophe and a letter may precede the capital
        plain = plain[clitic.end() :]
    plain = plain.lstrip(_OPENERS)
    return plain[:1].isupper() or plain[:1].isdigit()


def _brackets(text: str) -> list[tuple[int, int]]:
    """The offsets of matching round and square brackets, sorted; unmatched ones are left out."""
    pairs: list[tuple[int, int]] = []
    open_: list[tuple[str, int]] = []
    for at, sign in enumerate(text):
        if sign in "([":
            open_.append((sign, at))
        elif sign in ")]" and open_ and open_[-1][0] == {")": "(", "]": "["}[sign]:
            pairs.append((open_.pop()[1], at))
    return sorted(pairs)
