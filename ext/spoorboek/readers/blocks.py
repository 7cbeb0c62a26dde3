"""The blocks of a text: its paragraphs and its fences, each with its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from markdown_it import MarkdownIt

from spoorboek.readers.myst import Syntax

_FENCE: Final = re.compile(r"(`{3,}|~{3,}|:{3,})(.*)")
_PLAIN: Final = re.compile(r"[^\W\d_]|[ \t]*\Z")
"""A line that begins with a letter can begin or carry on nothing but a paragraph."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text on the lines of its text from `first` (from 0) up to `end`."""

    text: str
    first: int
    end: int
    in_table: bool = False
    heading: int = 0


@dataclass(frozen=True, slots=True)
class Fence:
    """A fence that opens on line `first`: its marks, the words behind them, and the text it holds."""

    markup: str
    info: str
    content: str
    first: int


@dataclass(frozen=True, slots=True)
class Other:
    """A block of another kind that a reader of items has to know of, by the name that markdown-it gives it."""

    name: str
    content: str
    first: int


Block = Paragraph | Fence | Other


def blocks(text: str, parser: MarkdownIt, env: dict[str, Any], syntax: Syntax) -> list[Block]:
    """The blocks of a text in their order. Plain pages, which most are, need no parser to be told apart."""
    quick = _plain_blocks(text.split("\n"), syntax)
    return list(_parsed(text, parser, env)) if quick is None else quick


def _plain_blocks(lines: list[str], syntax: Syntax) -> list[Block] | None:
    """The blocks of lines that are fences, headings or paragraphs from their first column; None where one is not."""
    if syntax.commonmark_only or syntax.gfm_only or syntax.disable_syntax or syntax.colon_fence_exact_match:
        return None
    found: list[Block] = []
    start = number = 0
    colons = "colon_fence" in syntax.enable_extensions
    while number < len(lines):
        line = lines[number]
        if _PLAIN.match(line):
            number += 1
            if line and not line.isspace():
                continue
            _add_paragraph(found, lines, start, number - 1)
            start = number
            continue
        _add_paragraph(found, lines, start, number)
        if line.startswith("# ") or line.startswith("## ") or line.startswith("### "):
            found.append(_heading(line, number))
            number += 1
        elif (opening := _FENCE.fullmatch(line)) and (colons or line[0] != ":"):
            if line[0] == "`" and "`" in opening[2]:
                return None
            end = _closing(lines, number + 1, opening[1])
            found.append(Fence(opening[1], opening[2], "\n".join([*lines[number + 1 : end], ""]), number))
            if end == number + 1:
                found[-1] = Fence(opening[1], opening[2], "", number)
            number = end + 1
        else:
            return None
        start = number
    _add_paragraph(found, lines, start, min(number, len(lines)))
    return found


def _add_paragraph(found: list[Block], lines: list[str], first: int, end: int) -> None:
    if first < end and any(map(str.strip, lines[first:end])):
        found.append(Paragraph("\n".join(lines[first:end]), first, end))


def _heading(line: str, number: int) -> Paragraph:
    marks, _, words = line.partition(" ")
    return Paragraph(re.sub(r"[ \t]+#+[ \t]*$", "", words).strip(), number, number + 1, heading=len(marks))


def _closing(lines: list[str], number: int, markup: str) -> int:
    """The number of the line that closes a fence; of a fence that nobody closes, one past the last."""
    while number < len(lines):
        line = lines[number]
        if (
            line.lstrip(" ").startswith(markup)
            and len(line) - len(line.lstrip(" ")) < 4
            and set(line.strip(" \t")) == {markup[0]}
        ):
            return number
        number += 1
    return number


def _parsed(text: str, parser: MarkdownIt, env: dict[str, Any]) -> Iterator[Block]:
    tables = heading = line = 0
    for token in parser.parse(text, env):
        if token.map:
            line = token.map[0]
        if token.type == "inline":
            yield Paragraph(token.content, line, token.map[1] if token.map else line + 1, tables > 0, heading)
        elif token.type in {"fence", "colon_fence"}:
            yield Fence(token.markup, token.info, token.content, line)
        elif token.type in {"table_open", "table_close"}:
            tables += token.nesting
        elif token.type in {"heading_open", "heading_close"}:
            heading = int(token.tag[1]) if token.nesting > 0 else 0
        elif token.type in {"myst_target", "substitution_block", "substitution_inline"}:
            yield Other(token.type, token.content, line)
