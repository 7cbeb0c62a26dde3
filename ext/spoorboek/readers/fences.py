"""The directive fences of a MyST page, seen before anything is built, with what Sphinx would choke on or pass over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from markdown_it import MarkdownIt
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin

from spoorboek import places
from spoorboek.errors import SpoorboekError, unreadable
from spoorboek.model import Location

DEEPEST: Final = 50
NAMED: Final = re.compile(r"[`~:]{3}\s*\{(\S+)\}")
"""The name behind anything that looks like the opening of a directive fence, also where it is none."""
_NAME = re.compile(r"\{(\S+)\}(?:\s+(.*))?")
_LITERAL: Final = frozenset(
    {
        *("code", "code-block", "code-cell", "csv-table", "eval-rst", "highlight", "literalinclude", "math"),
        *("parsed-literal", "raw", "sourcecode"),
    }
)


@dataclass(frozen=True, slots=True)
class Fence:
    """A directive fence: its name, the text behind the name, its line (from 1) and what stands between its marks."""

    name: str
    argument: str
    line: int
    content: str


def text(path: Path, shown_as: str) -> str:
    """The page as text, without a byte-order mark, its lines ended by line feeds alone.

    Raises SpoorboekError where it is not UTF-8, or empty.
    """
    raw = path.read_bytes()
    try:
        page = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        place = Location(shown_as, before.count(b"\n") + 1, error.start - (before.rfind(b"\n") + 1) + 1)
        raise unreadable(place, f"byte 0x{raw[error.start]:02x} is not UTF-8", "save the page as UTF-8") from None
    if not page.strip():
        raise unreadable(Location(shown_as, 1), "the page is empty", "write its item, or remove the file")
    return page.replace("\r\n", "\n").replace("\r", "\n")


def fences(page: str, shown_as: str, colon_fences: bool = True) -> Iterator[Fence]:
    """Every directive fence of a page, those inside others too, in the order of their lines.

    Raises SpoorboekError where one is not closed, or nested deeper than DEEPEST.
    """
    markdown = MarkdownIt("commonmark").use(front_matter_plugin).use(myst_block_plugin)
    if colon_fences:
        markdown.use(colon_fence_plugin)
    lines = page.split("\n")
    yield from _inside(markdown, page, 0, lines, shown_as, 1)


def _inside(
    markdown: MarkdownIt, block: str, above: int, lines: list[str], shown_as: str, depth: int
) -> Iterator[Fence]:
    for token in markdown.parse(block):
        if token.type not in ("fence", "colon_fence") or token.map is None:
            continue
        line = above + token.map[0] + 1
        length = token.content.count("\n")
        if not _is_closed(token.markup, lines, line + length + 1):
            place = Location(shown_as, line, max(lines[line - 1].find(token.markup), 0) + 1)
            raise unreadable(place, f"the fence {token.markup} is not closed", f"end it with a line {token.markup}")
        name = _NAME.fullmatch(token.info.strip())
        if name is None:
            continue
        if depth > DEEPEST:
            place = Location(shown_as, line)
            raise unreadable(place, f"fences stand {depth} deep", f"nest them at most {DEEPEST} deep")
        yield Fence(name[1], name[2] or "", line, token.content)
        if name[1] not in _LITERAL:
            yield from _inside(markdown, token.content, line, lines, shown_as, depth + 1)


def _is_closed(markup: str, lines: list[str], closing: int) -> bool:
    if closing > len(lines):
        return False
    last = lines[closing - 1].strip(" \t>")
    return len(last) >= len(markup) and set(last) == {markup[0]}


def included(fence: Fence, page: Path, docs: Path) -> Path | None:
    """The file that an `{include}` brings in; None for any other fence."""
    if fence.name != "include" or not fence.argument or fence.argument.startswith("<"):
        return None
    return (docs / fence.argument[1:] if fence.argument.startswith("/") else page.parent / fence.argument).resolve()


def is_shown_as_code(fence: Fence) -> bool:
    """Does an `{include}` show its file as it is written?"""
    options = places.block("", fence.content.split("\n"), 0, fence.name, fence.content).options
    return any(option.name in ("literal", "code") for option in options)


def missing_include(fence: Fence, page: Path, docs: Path, shown_as: str) -> SpoorboekError | None:
    """What is the matter with an `{include}` whose file does not exist; None where it does."""
    target = included(fence, page, docs)
    if target is None or target.is_file():
        return None
    place = Location(shown_as, fence.line)
    return unreadable(place, f"the included file {fence.argument} does not exist", "name a file that does")
