"""Extracts links, roles, code and markup from a text, to compare a translation with its original."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from spoorboek.readers import myst
from spoorboek.readers.blocks import PARAGRAPH
from spoorboek.readers.myst import Syntax

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_SIGNS: Final = r"\[\]<>{}`\\$@^"
_PARTS: Final = (
    rf"[^{_SIGNS}\n]++|(?<![!\]])\[[^{_SIGNS}\n]*\]\([A-Za-z0-9_#./:?=+-]*\)|(?<!`)`(?! )[^`\n]+(?<! )`(?!`)"
)
_PLAIN: Final = re.compile(rf"(?={PARAGRAPH})(?:{_PARTS})*+")
"""A paragraph of words, links and code that needs no parser: none of its characters has another meaning."""
_PLAIN_WITH_SPANS: Final = re.compile(
    rf"(?={PARAGRAPH})(?:{_PARTS}|(?<![!\]])\[[^{_SIGNS}\n]*\]\{{\.language-[a-z-]+\}})*+"
)
"""The same with spans that set a language."""
_PLAIN_WORDS: Final = re.compile(rf"(?={PARAGRAPH})[^{_SIGNS}\n/-]*+")
_LINK: Final = re.compile(r"\]\(([^)]*)\)")
_SPAN: Final = re.compile(r"\]\{[^}]*\}")
_CODE: Final = re.compile(r"`[^`]+`")
_READ_MORE: Final = frozenset({"gfm_autolink", "linkify", "section_ref"})
"""Extensions of MyST-Parser that make links of plain words."""
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)[^\s<>\"'`]*[\w/]|\b[A-Z][A-Za-z0-9]*-[A-Za-z0-9-]*[A-Za-z0-9]")
_TITLED: Final = re.compile(r"[^<>]*<([^<>]*)>\s*\Z")
_FORMATTING: Final = frozenset(
    {"text", "text_special", "softbreak", "hardbreak", "link_close", "span_open", "span_close"}
    | {f"{mark}_{end}" for mark in ("em", "strong", "s") for end in ("open", "close")}
)
"""Tokens that only format text."""
_LEADING: Final = frozenset({"link_open", "image", "footnote_ref"})
_ROLES_OF_WORDS: Final = frozenset(
    {"abbr", "abbreviation", "dfn", "emphasis", "strong", "sub", "subscript", "sup", "superscript", "title-reference"}
    | {"code", "literal", "guilabel", "kbd", "menuselection", "term"}
)
"""Roles whose text is translated."""


@dataclass(frozen=True)
class Pieces:
    """The untranslatable pieces of a text, repeated as they occur: link targets, and other markup."""

    targets: list[str] = field(default_factory=list)
    markup: list[str] = field(default_factory=list)

    def __sub__(self, other: Pieces) -> Pieces:
        """The pieces here and not in `other`, as multisets."""
        return Pieces(_without(self.targets, other.targets), _without(self.markup, other.markup))


@dataclass(frozen=True)
class Reader:
    """Extracts pieces with the syntax of a page; `is_id` tells whether a word looks like an item id."""

    syntax: Syntax
    is_id: Callable[[str], bool]

    def text(self, text: str) -> Pieces:
        """The pieces of a text parsed alone, as Sphinx parses a translation; its outer paragraph is not a piece."""
        if self.reads_plainly and self._plain_text.fullmatch(text):
            return self._plain(text)
        env: dict[str, Any] = {}
        blocks = self.parser.parse(text, env)
        pieces = Pieces(markup=_blocks(blocks) if blocks else [text])
        for token in blocks:
            if token.type == "inline":
                self._add(pieces, token.content, env)
        return pieces

    def paragraph(self, text: str, env: dict[str, Any]) -> Pieces:
        """The pieces of a paragraph, heading or cell of a page; `env` has the link definitions of the page."""
        if self.reads_plainly and self._plain_text.fullmatch(text):
            return self._plain(text)
        pieces = Pieces()
        self._add(pieces, text, env)
        return pieces

    @cached_property
    def parser(self) -> MarkdownIt:
        return myst.parser(self.syntax)

    @cached_property
    def reads_plainly(self) -> bool:
        """Whether words, links and code have their usual meaning in this syntax."""
        syntax = self.syntax
        return syntax.sub_delimiters == Syntax.sub_delimiters and not syntax.enable_extensions & _READ_MORE

    @cached_property
    def _plain_text(self) -> re.Pattern[str]:
        return _PLAIN_WITH_SPANS if "attrs_inline" in self.syntax.enable_extensions else _PLAIN

    def _plain(self, text: str) -> Pieces:
        code = _CODE.findall(text) if "`" in text else []
        rest = _CODE.sub("`", text) if code else text
        targets = _LINK.findall(rest) if "](" in rest else []
        rest = _LINK.sub("]", rest) if targets else rest
        rest = _SPAN.sub("]", rest) if "]{" in rest else rest
        return Pieces([*targets, *self._addresses(rest)], code)

    def _addresses(self, text: str) -> Iterator[str]:
        """The addresses and ids among words."""
        candidates = (address[0] for address in _ADDRESS.finditer(text))
        return (address for address in candidates if "." in address or self.is_id(address))

    def _add(self, pieces: Pieces, text: str, env: dict[str, Any]) -> None:
        tokens: list[Token] = []
        self.parser.inline.parse(text, self.parser, env, tokens)
        for token in tokens:
            pieces.targets.extend(self._addresses(token.content) if token.type in _FORMATTING else _targets(token))
            pieces.markup.extend(_other_pieces(token))


def is_bare(text: str) -> bool:
    """Whether it is a paragraph of words only, without markup, address or id, if the syntax reads plainly."""
    return _PLAIN_WORDS.fullmatch(text) is not None and "www." not in text


def _without(pieces: list[str], removed: list[str]) -> list[str]:
    return [] if pieces == removed else list((Counter(pieces) - Counter(removed)).elements())


def _blocks(tokens: Iterable[Token]) -> list[str]:
    """The opening markup of each block; the first paragraph is left out, since every text has one."""
    markers = [written for token in tokens if (written := _block(token))]
    if "\n\n" in markers:
        markers.remove("\n\n")
    return markers


def _block(token: Token) -> str:
    if token.type == "paragraph_open":
        return "" if token.level else "\n\n"
    if token.nesting < 0 or token.type in {"inline", "list_item_open"}:
        return ""
    return " ".join(f"{token.markup}{token.info or token.content}".split()) or token.type.removesuffix("_open")


def _targets(token: Token) -> Iterator[str]:
    if token.type == "footnote_ref":
        yield f"[^{token.meta.get('label', '')}]"
    elif token.type in _LEADING:
        yield str(token.attrs.get("href", token.attrs.get("src", "")))


def _other_pieces(token: Token) -> Iterator[str]:
    if token.type == "code_inline":
        yield f"`{token.content}`"
    elif token.type == "myst_role":
        yield _role(str(token.meta["name"]), token.content)
    elif token.type not in _FORMATTING | _LEADING:
        yield token.content or token.type
    for name, value in token.attrs.items():
        if name == "class":
            yield from (
                f"{{.{class_name}}}" for class_name in str(value).split() if not class_name.startswith("language-")
            )
        elif name not in {"href", "src", "title", "alt"}:
            yield f"{{{'#' if name == 'id' else f'{name}='}{value}}}"


def _role(name: str, content: str) -> str:
    if name.lower() in _ROLES_OF_WORDS:
        return f"{{{name}}}"
    titled = None if "[[" in content else _TITLED.match(content)  # sphinx-needs runs `[[…]]` in a title
    return f"{{{name}}}`{titled[1] if titled else content}`"
