"""Finds unclosed raw HTML, which takes in everything below it."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_MAY_BEGIN: Final = re.compile(r"<(?:[!?]|script|pre|style|textarea)", re.IGNORECASE)
_NAME: Final = re.compile(r"<(?:!--|!\[CDATA\[|[!?]|\w+)")
_ENDS: Final = {"<!--": "-->", "<![CDATA[": "]]>", "<!": ">", "<?": "?>"}


class Mark(NamedTuple):
    """The beginning of unclosed HTML, and what would close it."""

    begin: str
    end: str


def may_be_open(text: str) -> bool:
    """Whether the text may contain HTML that continues over blank lines."""
    return "<" in text and _MAY_BEGIN.search(text) is not None


def find_open(block: str) -> Mark | None:
    """The beginning of an HTML block that is not closed, or of an unclosed comment in it; None if all is closed."""
    from markdown_it.rules_block.html_block import HTML_SEQUENCES  # noqa: PLC0415 - only with the parser

    text = block.lstrip()
    for begins, ends, _ in HTML_SEQUENCES[:5]:  # those that continue over blank lines: scripts, comments, …
        if begins.match(text):
            return None if ends.search(text) else _mark(text)
    return Mark("<!--", "-->") if text.rfind("<!--") > text.rfind("-->") else None


def _mark(text: str) -> Mark:
    match = _NAME.match(text)
    begin = match[0] if match else "<"
    return Mark(begin, _ENDS[begin]) if begin in _ENDS else Mark(f"{begin}>", f"</{begin[1:]}>")
