"""Markdown in another language: each paragraph, heading, item of a list and cell by its translation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from textwrap import wrap
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from spoorboek.said import Translate

_WIDTH: Final = 120
# What begins a line and so would begin another block: a bullet, a number, a heading, a quote, a fence, a table, a rule.
_BEGINS: Final = re.compile(r"[-+*>|]|[=#]+(\s|$)|\d+[.)]\s|```|~~~|:::")


def markdown(text: str, translate: Translate) -> str:
    """The text with what is translated in its place. A text of several lines is one line to who translates it."""
    lines = text.split("\n")
    for token in reversed(MarkdownIt("commonmark").enable("table").parse(text)):
        if token.type == "inline" and token.map:
            said = translate(" ".join(token.content.split("\n")))
            if said:
                first, end = token.map
                lines[first:end] = _in_place(lines[first:end], token, said)
    return "\n".join(lines)


def _in_place(lines: Sequence[str], token: Token, said: str) -> list[str]:
    """The lines of one block with another text: behind the same bullet or number, under the same indentation."""
    written = token.content.split("\n")
    start = lines[0].find(written[0])
    if start < 0:
        return list(lines)
    before, after = lines[0][:start], lines[0][start + len(written[0]) :]
    if len(written) == 1 and after.strip():  # a cell beside others
        return [before + said + after]
    if before.lstrip().startswith("#"):
        return [before + said]
    below = lines[1][: len(lines[1]) - len(lines[1].lstrip())] if len(lines) > 1 else " " * len(before)
    return _wrapped(said, before, below)


def _wrapped(said: str, before: str, below: str) -> list[str]:
    """Within the width of a page, unless a line would then begin another block."""
    wrapped = wrap(
        said, _WIDTH, initial_indent=before, subsequent_indent=below, break_long_words=False, break_on_hyphens=False
    )
    return [before + said] if any(_BEGINS.match(line.strip()) for line in wrapped[1:]) else wrapped
