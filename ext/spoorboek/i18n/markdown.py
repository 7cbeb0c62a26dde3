"""Translate Markdown: each paragraph, heading, list item and cell is replaced by its translation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from textwrap import wrap
from typing import Final

from markdown_it import MarkdownIt

from spoorboek.model.message import Translate

_WIDTH: Final = 120
_CELLS: Final = ("th_open", "td_open")
# Line beginnings that start another block: a bullet, number, heading, quote, fence, table or thematic break.
_BEGINS: Final = re.compile(r"[-+*>|]|[=#]+(\s|$)|\d+[.)]\s|```|~~~|:::")


def markdown(text: str, translate: Translate) -> str:
    """The text with its blocks translated. A paragraph of several lines is one msgid, joined by spaces."""
    lines = text.split("\n")
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    for opening, token in reversed(list(pairwise(tokens))):
        if token.type == "inline" and token.map:
            translation = translate(" ".join(token.content.split("\n")))
            if translation:
                first, end = token.map
                lines[first:end] = _in_place(lines[first:end], token.content, translation, opening.type)
    return "\n".join(lines)


def _in_place(lines: Sequence[str], text: str, translation: str, opening: str) -> list[str]:
    """The lines of one block with its text replaced, keeping bullet or number and indentation."""
    written = text.split("\n")
    cell = re.search(rf"(?:^|\|)\s*({re.escape(written[0])})\s*(?:\||$)", lines[0]) if opening in _CELLS else None
    start = cell.start(1) if cell else lines[0].find(written[0])
    if start < 0:
        return list(lines)
    before, after = lines[0][:start], lines[0][start + len(written[0]) :]
    if cell:
        return [before + translation + after]
    if opening == "heading_open":
        return [before + translation]
    below = lines[1][: len(lines[1]) - len(lines[1].lstrip())] if len(lines) > 1 else " " * len(before)
    return _wrapped(translation, before, below)


def _wrapped(translation: str, before: str, below: str) -> list[str]:
    """Wrap to the page width, unless a line would then start another block."""
    wrapped = wrap(
        translation,
        _WIDTH,
        initial_indent=before,
        subsequent_indent=below,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [before + translation] if any(_BEGINS.match(line.strip()) for line in wrapped[1:]) else wrapped
