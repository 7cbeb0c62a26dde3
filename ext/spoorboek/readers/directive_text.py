"""Finds the parts of a directive that are text, as docutils, Sphinx and MyST-Parser parse it."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from spoorboek.readers.blocks import Block, Other, Paragraph
from spoorboek.readers.directives import Directive, Use
from spoorboek.readers.references import Scope

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

_CLASSES: Final = re.compile(r"[A-Za-z][\w -]*")
_BEGINS_TEXT: Final = re.compile(r"[^\W\d_]")
_ATTRIBUTION: Final = re.compile("((?:---?(?!-)|\u2014) *)(.+)")
_CLASSIFIER: Final = re.compile(r"(?<! ) +: +")
_PICTURE: Final = re.compile(r"!\[([^\]\[{}<>`]*)\]\([^()\s]*\)")
_PICTURE_IN_HTML: Final = re.compile(r"<img\s[^<>]*>")
_ALTERNATIVE: Final = re.compile(r"\salt=\"([^\"]*)\"")


class Piece(NamedTuple):
    """Text from the 0-based line `line` on: blocks, or one paragraph.

    `is_translated`: gettext extracts it, as `written` if that is set. `in_table`: it is in a table.
    """

    text: str
    line: int
    is_paragraph: bool = False
    in_table: bool = False
    is_translated: bool = True
    written: str = ""

    @property
    def end(self) -> int:
        return self.line + self.text.count("\n") + 1


class Unread(enum.Enum):
    """Why a directive has no pieces."""

    DEFERRED = "only a build can tell what becomes of the text"
    BROKEN = "nothing is made of the text: it is not as it must be"


Pieces = Sequence[Piece]
_OUTERMOST: Final = frozenset({Use.TOPIC, Use.SIDEBAR})
"""May be in no other block."""
_WITH_ARGUMENT: Final = frozenset({Use.TITLED, Use.TOPIC, Use.PLAIN, Use.CLASSES, Use.VERSION, Use.FIGURE})
"""Must have an argument."""


def pieces(use: Use | None, directive: Directive, scope: Scope) -> Pieces | Unread:
    if use is None or use is Use.BUILD or (use in _OUTERMOST and not directive.is_outermost):
        return Unread.DEFERRED
    if use in _WITH_ARGUMENT and not directive.argument:
        return Unread.BROKEN
    return _PIECES[use](directive, scope) if use in _PIECES else ()


def text_below(directive: Directive) -> Pieces:
    """The body as text, without one leading blank line."""
    rows = [row.text for row in directive.written.body]
    first = directive.written.body[0].line - 1 if rows else 0
    return _blocks(rows, first)


def _blocks(rows: Sequence[str], first: int) -> Pieces:
    if rows and not rows[0].strip():
        rows, first = rows[1:], first + 1
    return (Piece("\n".join(rows), first),) if any(row.strip() for row in rows) else ()


def _without_options(directive: Directive, scope: Scope | None = None) -> Pieces:
    return _blocks(directive.content.removesuffix("\n").split("\n"), directive.line + 1)


def _text_from_argument(directive: Directive, scope: Scope) -> Pieces:
    """The text of a directive without options, whose text may begin after its name."""
    rows = directive.content.removesuffix("\n").split("\n")
    return (
        _blocks([directive.argument, *rows], directive.line)
        if directive.argument
        else _blocks(rows, directive.line + 1)
    )


def _argument(directive: Directive, text: str | None = None, *, in_table: bool = False) -> Piece:
    return Piece(directive.argument if text is None else text, directive.line, is_paragraph=True, in_table=in_table)


def _title(directive: Directive, scope: Scope | None = None, *, in_table: bool = False) -> Pieces:
    """The argument as a paragraph, if there is one."""
    return (_argument(directive, in_table=in_table),) if directive.argument else ()


def _text(directive: Directive, scope: Scope) -> Pieces | Unread:
    rows = [row.text for row in directive.written.body]
    is_continued = bool(directive.argument and rows) and not _stands_alone(rows)
    if (
        is_continued and directive.written.body[0].line > directive.line + 2
    ):  # text around the options; MyST-Parser advises against it
        return Unread.DEFERRED
    if is_continued:
        return (Piece("\n".join([directive.argument, *rows]), directive.line),)
    return (*((Piece(directive.argument, directive.line),) if directive.argument else ()), *text_below(directive))


def _stands_alone(rows: Sequence[str]) -> bool:
    """Whether the body begins a new block, whatever is above it."""
    return not rows[0].strip() and rows[-1:] != rows[:1] and _BEGINS_TEXT.match(rows[1]) is not None


def _titled(directive: Directive, scope: Scope) -> Pieces | Unread:
    if not directive.written.body:
        return Unread.BROKEN
    return (_argument(directive), *text_below(directive))


def _named(directive: Directive, scope: Scope) -> Pieces | Unread:
    is_class = not directive.argument or _CLASSES.fullmatch(directive.argument)
    return text_below(directive) if is_class else Unread.DEFERRED


def _classes(directive: Directive, scope: Scope) -> Pieces | Unread:
    return _without_options(directive) if _CLASSES.fullmatch(directive.argument) else Unread.DEFERRED


def _version(directive: Directive, scope: Scope) -> Pieces:
    _, *texts = directive.argument.split(None, 1)
    return (*(_argument(directive, text) for text in texts), *_without_options(directive))


def _sidebar(directive: Directive, scope: Scope) -> Pieces | Unread:
    below = [option for option in directive.written.options if option.name == "subtitle"]
    if not directive.written.body or (below and not directive.argument):
        return Unread.BROKEN
    subtitle = [
        Piece(option.value, option.value_at.line - 1, is_paragraph=True, is_translated=False)
        for option in below[-1:]
        if option.value
    ]
    return (*_title(directive), *subtitle, *text_below(directive))


def _quote(directive: Directive, scope: Scope) -> Pieces | Unread:
    """The quoted text, and the name in its attribution (a line with a dash after a blank line)."""
    pieces = _text_from_argument(directive, scope)
    if not pieces:
        return ()
    rows, first = pieces[0].text.split("\n"), pieces[0].line
    for number, row in enumerate(rows):
        attribution = _ATTRIBUTION.match(row) if number and not rows[number - 1].strip() else None
        if attribution:
            name = [attribution[2], *_continuation(rows[number + 1 :], len(attribution[1]))]
            return (*_blocks(rows[:number], first), Piece("\n".join(name), first + number, is_paragraph=True))
    return pieces


def _continuation(rows: Sequence[str], indent: int) -> Iterator[str]:
    for row in rows:
        if len(row[indent:]) != len(row.lstrip()):
            return
        yield row[indent:]


def _figure(directive: Directive, scope: Scope) -> Pieces | Unread:
    """The body, if its first block is a paragraph, the caption."""
    body = text_below(directive)
    first = next(iter(scope.blocks(body[0].text)), None) if body else None
    begins_with_paragraph = isinstance(first, Paragraph) and first.is_outermost
    return body if begins_with_paragraph or not body else Unread.DEFERRED


def _figure_in_text(directive: Directive, scope: Scope) -> Pieces | Unread:
    """The alternative text of the picture, and the caption."""
    body = text_below(directive)
    blocks = scope.blocks(body[0].text) if body else []
    picture, caption = blocks if len(blocks) == 2 else (None, None)
    if not isinstance(caption, Paragraph) or not caption.is_outermost:
        return Unread.DEFERRED
    alternative = _alternative(picture)
    if alternative is None:
        return Unread.DEFERRED
    text = Piece(caption.text, body[0].line + caption.first, is_paragraph=True)
    return (*((Piece(alternative, body[0].line, is_paragraph=True),) if alternative else ()), text)


def _alternative(block: Block | None) -> str | None:
    """The alternative text if the block is a picture, else None."""
    if isinstance(block, Paragraph) and block.is_outermost and (picture := _PICTURE.fullmatch(block.text)):
        return picture[1].strip()
    if isinstance(block, Other) and block.name == "html_block" and _PICTURE_IN_HTML.fullmatch(block.content.strip()):
        alternative = _ALTERNATIVE.search(block.content)
        return alternative[1].strip() if alternative else ""
    return None


def _root(text: str, scope: Scope) -> list[SyntaxTreeNode]:
    """The outermost syntax nodes of a text."""
    from markdown_it.tree import SyntaxTreeNode  # noqa: PLC0415 - most pages are read without the parser

    return SyntaxTreeNode(scope.parser.parse(f"{text}\n", scope.env)).children


def _is_one(name: str, text: str, scope: Scope) -> bool:
    return [node.type for node in _root(text, scope)] == [name]


def _table(directive: Directive, scope: Scope) -> Pieces | Unread:
    body = text_below(directive)
    if not body or not _is_one("table", body[0].text, scope) or _option(directive, "widths"):
        return Unread.DEFERRED
    cells = Piece(body[0].text, body[0].line, in_table=True, is_translated=False)
    return (*_title(directive, in_table=True), cells)


def _list(directive: Directive, scope: Scope) -> Pieces | Unread:
    body = _text_from_argument(directive, scope) if directive.name.lower() == "acks" else _text(directive, scope)
    if isinstance(body, Unread) or len(body) != 1:
        return Unread.DEFERRED
    return body if _is_one("bullet_list", body[0].text, scope) else Unread.DEFERRED


def _list_table(directive: Directive, scope: Scope) -> Pieces | Unread:
    body = text_below(directive)
    root = _root(body[0].text, scope) if body else []
    if [node.type for node in root] != ["bullet_list"]:
        return Unread.DEFERRED
    rows = [[node.type for node in row.children] for row in root[0].children]
    widths = {len(row.children[0].children) for row in root[0].children if row.children}
    if (
        any(row != ["bullet_list"] for row in rows)
        or len(widths) != 1
        or not _has_sizes(directive, len(rows), widths.pop())
    ):
        return Unread.DEFERRED
    return (*_title(directive, in_table=True), *(Piece(piece.text, piece.line, in_table=True) for piece in body))


def _has_sizes(directive: Directive, rows: int, columns: int) -> bool:
    """Whether the table has the rows and columns that its options need."""
    header, stub, widths = (_option(directive, name) for name in ("header-rows", "stub-columns", "widths"))
    fits = [_is_below(header, rows), _is_below(stub, columns)]
    return all(fits) and (widths in ("", "auto") or len(widths.replace(",", " ").split()) == columns)


def _is_below(value: str, count: int) -> bool:
    return not value or (value.isascii() and value.isdigit() and len(value) < 10 and int(value) < count)


def _option(directive: Directive, name: str) -> str:
    return next((option.value for option in reversed(directive.written.options) if option.name == name), "")


def _glossary(directive: Directive, scope: Scope) -> Pieces | Unread:
    """The terms and definitions: terms begin in the first column, definitions are indented."""
    body = _one_text(directive, scope)
    if isinstance(body, Unread):
        return body
    entries = [entry for piece in body for entry in _entries(piece.text.split("\n"), piece.line)]
    known = [entry for entry in entries if entry is not None]
    return known if len(known) == len(entries) else Unread.DEFERRED


def _entries(rows: Sequence[str], first: int) -> Iterator[Piece | None]:
    """The terms and definitions of a glossary; None in it if the layout is another."""
    terms = [number for number, row in enumerate(rows) if row and not row[0].isspace()]
    if any(rows[: terms[0] if terms else None]) or any(rows[number].startswith(".. ") for number in terms):
        yield None
    for number, end in zip(terms, [*terms[1:], len(rows)], strict=False):
        row = rows[number]
        yield Piece(_CLASSIFIER.split(row)[0], first + number, is_paragraph=True, written=row)
        yield from _meaning(rows[number + 1 : end], first + number + 1)


def _meaning(rows: Sequence[str], first: int) -> Iterator[Piece]:
    """The definition below a term, dedented by the indentation of its first line."""
    start = next((number for number, row in enumerate(rows) if row), None)
    if start is not None:
        indent = len(rows[start]) - len(rows[start].lstrip())
        yield Piece("\n".join(row[indent:] for row in rows[start:]), first + start)


def _one_text(directive: Directive, scope: Scope) -> Pieces | Unread:
    """The text, in one piece or none."""
    body = _text(directive, scope)
    return Unread.DEFERRED if isinstance(body, Unread) or len(body) > 1 else body


def _literal(directive: Directive, scope: Scope) -> Pieces | Unread:
    body = _one_text(directive, scope)
    return (
        body if isinstance(body, Unread) else [piece._replace(is_paragraph=True, is_translated=False) for piece in body]
    )


def _lines(directive: Directive, scope: Scope) -> Pieces | Unread:
    body = _one_text(directive, scope)
    if isinstance(body, Unread):
        return body
    rows = [(piece.line + n, row.strip()) for piece in body for n, row in enumerate(piece.text.split("\n"))]
    return [Piece(row, line, is_paragraph=True) for line, row in rows if row]


_PIECES: Final[dict[Use, Callable[[Directive, Scope], Pieces | Unread]]] = {
    Use.TEXT: _text,
    Use.TITLED: _titled,
    Use.NAMED: _named,
    Use.PLAIN: _without_options,
    Use.CLASSES: _classes,
    Use.VERSION: _version,
    Use.HIDDEN: _text_from_argument,
    Use.TOPIC: _titled,
    Use.SIDEBAR: _sidebar,
    Use.QUOTE: _quote,
    Use.FIGURE: _figure,
    Use.FIGURE_IN_TEXT: _figure_in_text,
    Use.TABLE: _table,
    Use.LIST: _list,
    Use.LIST_TABLE: _list_table,
    Use.GLOSSARY: _glossary,
    Use.LITERAL: _literal,
    Use.LINES: _lines,
    Use.TITLE: _title,
}
