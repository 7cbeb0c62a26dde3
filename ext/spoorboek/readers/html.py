"""Raw HTML in a page that is not closed, and so takes in what stands below it."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from markdown_it.rules_block.html_block import HTML_SEQUENCES

_ENDS_BY_A_MARK: Final = HTML_SEQUENCES[:5]
"""Where HTML begins and ends that runs on over blank lines: scripts, comments, instructions, declarations, data."""
_MAY_BEGIN: Final = re.compile(r"<(?:[!?]|script|pre|style|textarea)", re.IGNORECASE)
_NAME: Final = re.compile(r"<(?:!--|!\[CDATA\[|[!?]|\w+)")
_ENDS: Final = {"<!--": "-->", "<![CDATA[": "]]>", "<!": ">", "<?": "?>"}


class Mark(NamedTuple):
    """What HTML begins with, and what would end it."""

    begin: str
    end: str


def may_stay_open(text: str) -> bool:
    """Could the text hold HTML that runs on over blank lines?"""
    return "<" in text and _MAY_BEGIN.search(text) is not None


def stays_open(block: str) -> Mark | None:
    """What a block of HTML begins with where it does not end, or where a comment in it does not."""
    text = block.lstrip()
    for begins, ends, _ in _ENDS_BY_A_MARK:
        if begins.match(text):
            return None if ends.search(text) else _mark(text)
    return Mark("<!--", "-->") if text.rfind("<!--") > text.rfind("-->") else None


def _mark(text: str) -> Mark:
    found = _NAME.match(text)
    begin = found[0] if found else "<"
    return Mark(begin, _ENDS[begin]) if begin in _ENDS else Mark(f"{begin}>", f"</{begin[1:]}>")
