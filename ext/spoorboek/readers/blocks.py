"""Divides a text into blocks: paragraphs, fences and others, each with its lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from spoorboek.readers.myst import Syntax

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

FENCE: Final = re.compile(r"(`{3,}|~{3,}|:{3,})(.*)")
PARAGRAPH: Final = (
    r"(?:[^\W\d_]|[\"'“„‘«§]|\d+(?:\.\d|(?![\d.)]))"
    r"|`{1,2}(?!`)|\*{1,2}(?:[^\W_]|`(?!`))|\((?!.*\)=)|\[(?![ xX]\])[^][\\]+\](?!:))"
)
"""The start of a line that can only begin or continue a paragraph: a letter, number, code, emphasis or link."""
_PLAIN: Final = re.compile(rf"{PARAGRAPH}|[ \t]*\Z")
_ITEM: Final = re.compile(rf"(- |\d{{1,9}}\. ){PARAGRAPH}")
_IN_ITEM: Final = re.compile(rf"  {PARAGRAPH}")
_DEFINITION: Final = re.compile(rf": {PARAGRAPH}")
_ROW: Final = re.compile(r"\|[^\\]*\|")
_RULE: Final = re.compile(r"\|(?: ?:?-+:? ?\|)+")
"""The delimiter row of a table."""


class Paragraph(NamedTuple):
    """A paragraph, heading or cell on the 0-based lines `first` up to `end`; `is_outermost` if in no other block."""

    text: str
    first: int
    end: int
    in_table: bool = False
    heading: int = 0
    is_outermost: bool = True


class Fence(NamedTuple):
    """A fence that opens on the 0-based line `first`: its marks, info string and content."""

    markup: str
    info: str
    content: str
    first: int


class Other(NamedTuple):
    """Any other block that matters to a reader of items; `name` is its markdown-it token type."""

    name: str
    content: str
    first: int
    end: int


Block = Paragraph | Fence | Other


Names = dict[str, Any]
"""The definitions of links and footnotes, as markdown-it keeps them in `env`."""


def simple_blocks(lines: list[str], syntax: Syntax, depth: int = 0) -> list[Block] | None:
    """The blocks if all are simple and begin in the first column, else None.

    Simple are fences, headings, paragraphs, lists of these, definitions of one paragraph, tables and front matter.
    `depth` is the number of list items around the lines.
    """
    if not syntax.is_plain or depth > _DEEPEST:
        return None
    blocks: list[Block] = []
    number = _front_matter(blocks, lines) if not depth else 0
    while 0 <= number < len(lines):
        line = lines[number]
        if _PLAIN.match(line):
            number = _paragraph(blocks, lines, number, syntax)
        elif line.startswith(("# ", "## ", "### ")):
            blocks.append(_heading(line, number))
            number += 1
        elif opening := _opens(line, syntax):
            end = _closing(lines, number + 1, opening[1])
            content = "\n".join([*lines[number + 1 : end], ""])
            blocks.append(Fence(opening[1], opening[2], content, number))
            number = end + 1
        elif _ITEM.match(line):
            number = _list(blocks, lines, number, syntax, depth)
        elif line.startswith("|"):
            number = _table(blocks, lines, number)
        else:
            return None
    return None if number == _NOT_SIMPLE else blocks


_NOT_SIMPLE: Final = -1
_DEEPEST: Final = 9
"""The most list items around a block."""
_BLANKS: Final = " \t"


def _front_matter(blocks: list[Block], lines: list[str]) -> int:
    """Add the front matter, if any; return the 0-based number of the next line, or _NOT_SIMPLE."""
    if not lines[0].startswith("---"):
        return 0
    end = next((number for number, line in enumerate(lines) if number and "---" in line), 0)
    if end < 2 or lines[0] != "---" or lines[end] != "---" or any("..." in line for line in lines[:end]):
        return _NOT_SIMPLE
    blocks.append(Other("front_matter", "\n".join(lines[1:end]), 0, end + 1))
    return end + 1


def _paragraph(blocks: list[Block], lines: list[str], first: int, syntax: Syntax) -> int:
    """Add the paragraph or definition that starts on a line, unless the line is blank; return the next line number."""
    end = first
    while end < len(lines) and lines[end].strip(_BLANKS) and _PLAIN.match(lines[end]):
        end += 1
    if end > first:
        text = "\n".join(lines[first:end]).strip()
        if (
            end == first + 1
            and end < len(lines)
            and _DEFINITION.match(lines[end])
            and "deflist" in syntax.enable_extensions
        ):
            return _definition(blocks, lines, first)
        blocks.append(Paragraph(text, first, end))
        return end
    return first + 1


def _definition(blocks: list[Block], lines: list[str], first: int) -> int:
    """Add a term of one line and its definition of one paragraph; return the next line number."""
    end = first + 2
    while end < len(lines) and _IN_ITEM.match(lines[end]):
        end += 1
    below = lines[end] if end < len(lines) else ""
    after = next((lines[n] for n in range(end + 1, len(lines)) if lines[n].strip(_BLANKS)), "")
    if below.strip(_BLANKS) or after.startswith((*_BLANKS, ":", "~")):
        return _NOT_SIMPLE
    text = "\n".join(line[2:] for line in lines[first + 1 : end]).strip()
    blocks.append(Paragraph(lines[first].strip(), first, first + 1, is_outermost=False))
    blocks.append(Paragraph(text, first + 1, end, is_outermost=False))
    return end


def _list(blocks: list[Block], lines: list[str], number: int, syntax: Syntax, depth: int) -> int:
    """Add the paragraphs and fences of the list that starts on a line; return the next line number."""
    is_ordered = lines[number][0] != "-"
    if is_ordered and number and lines[number - 1].strip(_BLANKS):
        return _NOT_SIMPLE  # it may continue the paragraph above
    while number < len(lines) and (item := _ITEM.match(lines[number])) and is_ordered == (item[1] != "- "):
        end = _end_of_item(lines, number, len(item[1]))
        inside = simple_blocks([line[len(item[1]) :] for line in lines[number:end]], syntax, depth + 1)
        if inside is None or not all(_is_simple_in_item(block, end - number) for block in inside):
            return _NOT_SIMPLE
        blocks += [_moved(block, number) for block in inside]
        below = next((n for n in range(end, len(lines)) if lines[n].strip(_BLANKS)), len(lines))
        follows = _ITEM.match(lines[below]) if below < len(lines) else None
        is_last = below < len(lines) and (follows is None or is_ordered != (follows[1] != "- "))
        if is_last and (below == end or lines[below][0] in " \t-+*0123456789:~"):
            return _NOT_SIMPLE
        number = below
    return number


def _end_of_item(lines: list[str], first: int, width: int) -> int:
    """The line number below a list item whose text is indented by `width`; blank lines at its end do not count."""
    end = number = first + 1
    while number < len(lines) and (lines[number].startswith(" " * width) or not lines[number]):
        number += 1
        if lines[number - 1].strip(_BLANKS):
            end = number
    return end


def _is_simple_in_item(block: Block, lines: int) -> bool:
    """Whether it is a paragraph, or a fence that is closed on the lines of the item."""
    if isinstance(block, Fence):
        return block.first + block.content.count("\n") + 1 < lines
    return isinstance(block, Paragraph) and not block.heading and not block.in_table


def _moved(block: Block, by: int) -> Block:
    if isinstance(block, Paragraph):
        return block._replace(first=block.first + by, end=block.end + by, is_outermost=False)
    return block._replace(first=block.first + by)


def _table(blocks: list[Block], lines: list[str], first: int) -> int:
    """Add the cells of the table that begins on a line; return the number of the next line, or _NOT_SIMPLE."""
    end = first
    while end < len(lines) and lines[end].startswith("|"):
        end += 1
    above, below = lines[first - 1] if first else "", lines[end] if end < len(lines) else ""
    stands_alone = not above.strip(_BLANKS) and not below.strip(_BLANKS)
    rule = lines[first + 1] if end > first + 1 else ""
    if not (stands_alone and _RULE.fullmatch(rule) and all(_ROW.fullmatch(line) for line in lines[first:end])):
        return _NOT_SIMPLE
    columns = rule.count("|")
    for number in (first, *range(first + 2, end)):
        cells = lines[number].split("|")[1:-1]
        if len(cells) != columns - 1:
            return _NOT_SIMPLE
        blocks += [Paragraph(cell.strip(), number, number + 1, in_table=True, is_outermost=False) for cell in cells]
    return end


def _opens(line: str, syntax: Syntax) -> re.Match[str] | None:
    opening = FENCE.fullmatch(line)
    if opening is None or (line[0] == ":" and "colon_fence" not in syntax.enable_extensions):
        return None
    return None if line[0] == "`" and "`" in opening[2] else opening


def _heading(line: str, number: int) -> Paragraph:
    marks, _, title = line.partition(" ")
    title = title.rstrip(" \t")
    before = title.rstrip("#")
    if not before or before[-1] in " \t":
        title = before
    return Paragraph(title.strip(), number, number + 1, heading=len(marks), is_outermost=False)


def _closing(lines: list[str], number: int, markup: str) -> int:
    """The 0-based number of the line that closes a fence, or the number of lines if none does."""
    while number < len(lines):
        line = lines[number]
        if markup in line and len(line) - len(line.lstrip(" ")) < 4 and set(line.strip(" \t")) == {markup[0]}:
            return number
        number += 1
    return number


_OTHER_TOKENS: Final = frozenset(
    {
        *("code_block", "front_matter", "html_block", "myst_line_comment", "myst_target"),
        *("substitution_block", "substitution_inline"),
    }
)


CLASS: Final = "class"
"""The name of an Other that sets classes on the lines of a block, as `{.name}` above it does."""


def _end_of_class(tokens: Sequence[Token], number: int) -> int:
    """The line after the block that gets classes; for a heading, after its whole section."""
    token = tokens[number]
    end = token.map[1] if token.map else 0
    if token.type != "heading_open":
        return end
    for after in tokens[number + 1 :]:
        if after.type == "heading_open" and after.tag <= token.tag and after.map:
            return after.map[0]
        end = max(end, after.map[1] if after.map else 0)
    return end


def parsed_blocks(text: str, parser: MarkdownIt, names: Names) -> list[Block]:
    """The blocks of any text, split by the parser; definitions in it are added to `names`."""
    blocks: list[Block] = []
    tables = heading = line = 0
    tokens = parser.parse(f"{text}\n", names)  # as MyST-Parser does with all text in a directive
    for number, token in enumerate(tokens):
        if token.map:
            line = token.map[0]
            if "class" in token.attrs:
                blocks.append(Other(CLASS, str(token.attrs["class"]), line, _end_of_class(tokens, number)))
        if token.type in {"table_open", "table_close"}:
            tables += token.nesting
        elif token.type in {"heading_open", "heading_close"}:
            heading = int(token.tag[1]) if token.nesting > 0 else 0
        elif block := _block(token, line, heading, in_table=tables > 0):
            blocks.append(block)
    return blocks


def _block(token: Token, line: int, heading: int, *, in_table: bool) -> Block | None:
    """The block of a token that begins on a 0-based line; None if the token makes none."""
    end = max(token.map[1] if token.map else 0, line + 1)
    if token.type == "inline":
        return Paragraph(token.content, line, end, in_table, heading, token.level == 1 and not heading)
    if token.type in {"fence", "colon_fence"}:
        return Fence(token.markup, token.info, token.content, line)
    if token.type in {"footnote_reference_open", "footnote_reference_close"}:
        return Other(token.type, token.meta.get("label", ""), line, end)
    return Other(token.type, token.content, line, end) if token.type in _OTHER_TOKENS else None
