"""Which parts of a directive are text, as docutils, Sphinx and MyST-Parser read it."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from markdown_it.tree import SyntaxTreeNode

from spoorboek.model.programme import Option
from spoorboek.readers.blocks import Block, Other, Paragraph, blocks
from spoorboek.readers.directives import Directive, Use
from spoorboek.readers.references import Scope

_CLASSES: Final = re.compile(r"[A-Za-z][\w -]*")
_BEGINS_TEXT: Final = re.compile(r"[^\W\d_]")
_SAID_BY: Final = re.compile("((?:---?(?!-)|\u2014) *)(.+)")
_CLASSIFIER: Final = re.compile(r"(?<! ) +: +")
_PICTURE: Final = re.compile(r"!\[([^\]\[{}<>`]*)\]\([^()\s]*\)")
_PICTURE_IN_HTML: Final = re.compile(r"<img\s[^<>]*>")
_ALTERNATIVE: Final = re.compile(r"\salt=\"([^\"]*)\"")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text on lines of the file from `line` (from 0): blocks, or one paragraph.

    `is_translated` where gettext knows it, of a paragraph by what is `written` if not by the text itself. `in_table`
    where it stands in a table.
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
    """Why there are no pieces."""

    LEFT = "only a build can tell what becomes of the text"
    BROKEN = "nothing is made of the text: it is not as it must be"


Pieces = Sequence[Piece]


def pieces(use: Use, met: Directive, scope: Scope) -> Pieces | Unread:
    """What is text in a directive."""
    return _PIECES[use](met, scope) if use in _PIECES else ()


def text_below(met: Directive) -> Pieces:
    """The text below the options; one blank line between them is no part of it."""
    rows = [row.text for row in met.block.body]
    first = met.block.body[0].line - 1 if rows else 0
    return _blocks(rows, first)


def _blocks(rows: Sequence[str], first: int) -> Pieces:
    if rows and not rows[0].strip():
        rows, first = rows[1:], first + 1
    return (Piece("\n".join(rows), first),) if any(row.strip() for row in rows) else ()


def _without_options(met: Directive) -> Pieces:
    return _blocks(met.content.removesuffix("\n").split("\n"), met.line + 1)


def _first_words_too(met: Directive) -> Pieces:
    """Of a directive without options, whose text may begin behind its name."""
    rows = met.content.removesuffix("\n").split("\n")
    return _blocks([met.argument, *rows], met.line) if met.argument else _blocks(rows, met.line + 1)


def _words(met: Directive, text: str | None = None, *, in_table: bool = False) -> Piece:
    """What stands behind the name, as a paragraph."""
    return Piece(met.argument if text is None else text, met.line, is_paragraph=True, in_table=in_table)


def _text(met: Directive, scope: Scope) -> Pieces | Unread:
    rows = [row.text for row in met.block.body]
    goes_on = bool(met.argument and rows) and not _stands_alone(rows)
    if goes_on and met.block.body[0].line > met.line + 2:  # around the options: MyST-Parser advises against it
        return Unread.LEFT
    if goes_on:
        return (Piece("\n".join([met.argument, *rows]), met.line),)
    return (*((Piece(met.argument, met.line),) if met.argument else ()), *text_below(met))


def _stands_alone(rows: Sequence[str]) -> bool:
    """Does a new block begin here, whatever stands above it?"""
    return not rows[0].strip() and rows[-1:] != rows[:1] and _BEGINS_TEXT.match(rows[1]) is not None


def _titled(met: Directive, scope: Scope) -> Pieces | Unread:
    return (_words(met), *text_below(met)) if met.argument and met.block.body else Unread.BROKEN


def _named(met: Directive, scope: Scope) -> Pieces | Unread:
    return text_below(met) if not met.argument or _CLASSES.fullmatch(met.argument) else Unread.LEFT


def _plain(met: Directive, scope: Scope) -> Pieces | Unread:
    return _without_options(met) if met.argument else Unread.BROKEN


def _classes(met: Directive, scope: Scope) -> Pieces | Unread:
    if met.argument and not _CLASSES.fullmatch(met.argument):
        return Unread.LEFT
    return _plain(met, scope)


def _version(met: Directive, scope: Scope) -> Pieces | Unread:
    if not met.argument:
        return Unread.BROKEN
    _, *said = met.argument.split(None, 1)
    return (*(_words(met, text) for text in said), *_without_options(met))


def _hidden(met: Directive, scope: Scope) -> Pieces | Unread:
    return _first_words_too(met)


def _topic(met: Directive, scope: Scope) -> Pieces | Unread:
    return _titled(met, scope) if met.is_outermost else Unread.LEFT


def _sidebar(met: Directive, scope: Scope) -> Pieces | Unread:
    if not met.is_outermost:
        return Unread.LEFT
    below = [option for option in met.block.options if option.name == "subtitle"]
    if not met.block.body or (below and not met.argument):
        return Unread.BROKEN
    subtitle = [_subtitle(each) for each in below[-1:] if each.value]
    return (*((_words(met),) if met.argument else ()), *subtitle, *text_below(met))


def _subtitle(option: Option) -> Piece:
    return Piece(option.value, option.value_at.line - 1, is_paragraph=True, is_translated=False)


def _quote(met: Directive, scope: Scope) -> Pieces | Unread:
    """Text up to a line below a blank one that names who said it; what is not that name below it is dropped."""
    found = _first_words_too(met)
    if not found:
        return ()
    rows, first = found[0].text.split("\n"), found[0].line
    for number, row in enumerate(rows):
        said_by = _SAID_BY.match(row) if number and not rows[number - 1].strip() else None
        if said_by:
            name = [said_by[2], *_goes_on(rows[number + 1 :], len(said_by[1]))]
            return (*_blocks(rows[:number], first), Piece("\n".join(name), first + number, is_paragraph=True))
    return found


def _goes_on(rows: Sequence[str], indent: int) -> Iterator[str]:
    for row in rows:
        if len(row[indent:]) != len(row.lstrip()):
            return
        yield row[indent:]


def _figure(met: Directive, scope: Scope) -> Pieces | Unread:
    """The first block is the caption, a paragraph."""
    if not met.argument:
        return Unread.BROKEN
    body = text_below(met)
    if body and not _begins_with_paragraph(body[0].text, scope):
        return Unread.LEFT
    return body


def _begins_with_paragraph(text: str, scope: Scope) -> bool:
    first = next(iter(blocks(text, scope.parser, scope.env, scope.syntax)), None)
    return isinstance(first, Paragraph) and first.is_outermost


def _figure_in_text(met: Directive, scope: Scope) -> Pieces | Unread:
    """A paragraph that is a picture, and one that is the caption."""
    body = text_below(met)
    found = blocks(body[0].text, scope.parser, scope.env, scope.syntax) if body else []
    picture, caption = found if len(found) == 2 else (None, None)
    if not isinstance(caption, Paragraph) or not caption.is_outermost:
        return Unread.LEFT
    alternative = _alternative(picture)
    if alternative is None:
        return Unread.LEFT
    said = Piece(caption.text, body[0].line + caption.first, is_paragraph=True)
    return (*((Piece(alternative, body[0].line, is_paragraph=True),) if alternative else ()), said)


def _alternative(block: Block | None) -> str | None:
    """The text in the place of a picture that a block is; None where it is none."""
    if isinstance(block, Paragraph) and block.is_outermost and (picture := _PICTURE.fullmatch(block.text)):
        return picture[1].strip()
    if isinstance(block, Other) and block.name == "html_block" and _PICTURE_IN_HTML.fullmatch(block.content.strip()):
        alternative = _ALTERNATIVE.search(block.content)
        return alternative[1].strip() if alternative else ""
    return None


def _root(text: str, scope: Scope) -> list[SyntaxTreeNode]:
    """The outermost blocks of a text."""
    return SyntaxTreeNode(scope.parser.parse(f"{text}\n", scope.env)).children


def _table(met: Directive, scope: Scope) -> Pieces | Unread:
    body = text_below(met)
    if not body or [node.type for node in _root(body[0].text, scope)] != ["table"] or _option(met, "widths"):
        return Unread.LEFT
    cells = Piece(body[0].text, body[0].line, in_table=True, is_translated=False)
    return (*((_words(met, in_table=True),) if met.argument else ()), cells)


def _list(met: Directive, scope: Scope) -> Pieces | Unread:
    body = _first_words_too(met) if met.name.lower() == "acks" else _text(met, scope)
    if isinstance(body, Unread) or len(body) != 1:
        return Unread.LEFT
    return body if [node.type for node in _root(body[0].text, scope)] == ["bullet_list"] else Unread.LEFT


def _list_table(met: Directive, scope: Scope) -> Pieces | Unread:
    body = text_below(met)
    root = _root(body[0].text, scope) if body else []
    if [node.type for node in root] != ["bullet_list"]:
        return Unread.LEFT
    rows = [[node.type for node in row.children] for row in root[0].children]
    widths = {len(row.children[0].children) for row in root[0].children if row.children}
    if any(row != ["bullet_list"] for row in rows) or len(widths) != 1 or not _has_sizes(met, len(rows), widths.pop()):
        return Unread.LEFT
    title = (_words(met, in_table=True),) if met.argument else ()
    return (*title, *(Piece(each.text, each.line, in_table=True) for each in body))


def _has_sizes(met: Directive, rows: int, columns: int) -> bool:
    """Are there as many rows and columns as the options want?"""
    header, stub, widths = (_option(met, name) for name in ("header-rows", "stub-columns", "widths"))
    fits = [_is_below(header, rows), _is_below(stub, columns)]
    return all(fits) and (widths in ("", "auto") or len(widths.replace(",", " ").split()) == columns)


def _is_below(value: str, count: int) -> bool:
    return not value or (value.isascii() and value.isdigit() and len(value) < 10 and int(value) < count)


def _option(met: Directive, name: str) -> str:
    return next((option.value for option in reversed(met.block.options) if option.name == name), "")


def _glossary(met: Directive, scope: Scope) -> Pieces | Unread:
    """Lines from the first column are terms; below them stands what they mean, deeper."""
    body = _text(met, scope)
    if isinstance(body, Unread) or len(body) > 1:
        return Unread.LEFT
    found: list[Piece] = []
    for entry in _entries(body[0].text.split("\n"), body[0].line) if body else ():
        if entry is None:
            return Unread.LEFT
        found.append(entry)
    return found


def _entries(rows: Sequence[str], first: int) -> Iterator[Piece | None]:
    """The terms and meanings of a glossary; None where it is not laid out as one."""
    meaning: list[str] = []
    start = indent = 0
    has_term = False
    for number, row in enumerate([*rows, "."]):
        if row and not row[0].isspace():
            if meaning:
                yield Piece("\n".join(meaning), start)
                meaning = []
            if number == len(rows):
                return
            if row.startswith(".. "):
                yield None
            yield Piece(_CLASSIFIER.split(row)[0], first + number, is_paragraph=True, written=row)
            has_term = True
        elif row and not has_term:
            yield None
        elif row and not meaning:
            start, indent = first + number, len(row) - len(row.lstrip())
            meaning = [row[indent:]]
        elif meaning:
            meaning.append(row[indent:])


def _literal(met: Directive, scope: Scope) -> Pieces | Unread:
    body = _text(met, scope)
    if isinstance(body, Unread) or len(body) > 1:
        return Unread.LEFT
    return [Piece(each.text, each.line, is_paragraph=True, is_translated=False) for each in body]


def _lines(met: Directive, scope: Scope) -> Pieces | Unread:
    body = _text(met, scope)
    if isinstance(body, Unread) or len(body) > 1:
        return Unread.LEFT
    rows = body[0].text.split("\n") if body else []
    return [Piece(row.strip(), body[0].line + n, is_paragraph=True) for n, row in enumerate(rows) if row.strip()]


def _title(met: Directive, scope: Scope) -> Pieces | Unread:
    return (_words(met),) if met.argument else ()


_PIECES: Final[dict[Use, Callable[[Directive, Scope], Pieces | Unread]]] = {
    Use.TEXT: _text,
    Use.TITLED: _titled,
    Use.NAMED: _named,
    Use.PLAIN: _plain,
    Use.CLASSES: _classes,
    Use.VERSION: _version,
    Use.HIDDEN: _hidden,
    Use.TOPIC: _topic,
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
