"""Finds the references in a paragraph, and their locations."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from spoorboek.model.files import is_file
from spoorboek.model.programme import NOWHERE, Item, Location, Mention
from spoorboek.readers import myst
from spoorboek.readers.blocks import Block, Names, parsed_blocks, simple_blocks
from spoorboek.readers.myst import Syntax

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from spoorboek.readers.source_file import SourceFile

ROLES: Final = frozenset({"need", "need_incoming", "need_outgoing"})
_SIGNS: Final = re.compile(r"\]\(|\]\[|\]:|\{need|<project:", re.IGNORECASE)
_NOT_IN_A_SLUG: Final = re.compile(r"[^\w\u4e00-\u9fff\- ]")
"""The same as in `myst_parser.slugs.github_slugify`, which tests/readers/test_myst.py compares."""
_PLAIN_TEXT: Final = r"[^]\[!$<>@\\^`{}]++|!(?!\[)"
_ADDRESS: Final = (
    r"#[A-Za-z0-9-]+|<#[A-Za-z0-9-]+>|(?:\.\./)*+[A-Za-z0-9][A-Za-z0-9./_-]*(?:#[A-Za-z0-9-]*)?"
    r"|https?://[A-Za-z0-9.-]+(?:/[A-Za-z0-9./_-]*)?"
)
_PLAIN: Final = re.compile(
    rf"(?:{_PLAIN_TEXT}"
    rf"|\[(?:{_PLAIN_TEXT}|`[^`\n]+`(?!`))*+\]\((?:{_ADDRESS})\)(?!\{{)"
    r"|(?:\{need\}(?!`[^`]*\[\[))?`[^`\n]+`(?![`{])"
    r"|<project:#[A-Za-z0-9-]+>)*+"
)
"""Words, code and common links, in which no character has another meaning."""
_REFERENCE: Final = re.compile(r"\{need\}`([^`]+)`|\]\(<?#([^)>]+)|<project:#([^>]+)|\]\(((?!https?:)[^)]+)|`[^`]+`")
_LINK: Final = re.compile(r"\]\(<?([^)>]+)|`[^`]+`")
_PLAIN_HEADING: Final = re.compile(r"(?:[\w ,.:;?'()-]|(?<!`)`(?! )[^`\n]+(?<! )`(?!`))*")
_CODE: Final = re.compile(r"(?<!`)`(?!`)[^`]+`(?!`)")
_MAY_HIDE_CODE: Final = re.compile(r"[\\<$]")
"""What a backtick can be part of without opening code: an escape, HTML or math."""
_READ_MORE: Final = frozenset({"gfm_autolink", "linkify"})
"""Extensions of MyST-Parser that make links of plain words."""
_BLANKS: Final = re.compile(r"\s+")
_SCHEME: Final = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")


def slug(title: str) -> str:
    """The anchor of a title, as in GitHub and MyST-Parser."""
    return _NOT_IN_A_SLUG.sub("", title.lower().replace(" ", "-"))


def may_refer(text: str, env: dict[str, Any]) -> bool:
    """Whether the text may refer to an item; most text does not, and is not parsed."""
    if "]" not in text and "{" not in text and "<" not in text:
        return False
    return _SIGNS.search(text) is not None or ("[" in text and bool(env.get("references")))


@dataclass(frozen=True)
class Scope:
    """What is needed to read references: the syntax of the page, its link definitions, and its folders."""

    syntax: Syntax
    env: Names
    docs: Path
    folder: Path
    known: dict[str, tuple[list[Block], Names]] = field(default_factory=dict, compare=False, repr=False)
    """A cache, emptied when the page has been read: by text, its blocks and the definitions in it."""

    @property
    def parser(self) -> MarkdownIt:
        return myst.parser(self.syntax)

    def blocks(self, text: str, env: Names | None = None) -> list[Block]:
        """The blocks of a text; its definitions are added to `env`, by default the scope's own.

        Most pages are simple and are split without the parser. Each text is split once, though several readers need it.
        """
        if text not in self.known:
            definitions: Names = {}
            simple = simple_blocks(text.split("\n"), self.syntax)
            self.known[text] = parsed_blocks(text, self.parser, definitions) if simple is None else simple, definitions
        blocks, definitions = self.known[text]
        names = self.env if env is None else env
        for name, target in definitions.get("references", {}).items():
            names.setdefault("references", {}).setdefault(name, target)
        if "footnotes" in definitions:
            names.setdefault("footnotes", {"refs": {}, "list": {}})["refs"].update(definitions["footnotes"]["refs"])
        return blocks

    @property
    def reads_plainly(self) -> bool:
        """Whether plain references have their usual meaning in this syntax."""
        syntax = self.syntax
        special = syntax.all_links_external or "project" in syntax.url_schemes or syntax.enable_extensions & _READ_MORE
        return syntax.is_plain and not special and {"http", "https"} <= syntax.url_schemes

    def tokens(self, text: str, env: Names | None = None) -> list[Token]:
        """The tokens of a paragraph; `env` has link definitions, by default the scope's own."""
        tokens: list[Token] = []
        parser = self.parser
        parser.inline.parse(text, parser, self.env if env is None else env, tokens)
        return tokens

    def slug(self, heading: str) -> str:
        """The anchor of a heading in MyST-Parser."""
        if "_" not in heading and self.reads_plainly and _PLAIN_HEADING.fullmatch(heading):
            return slug(heading)  # plain words, as most headings are, need no parser
        texts = (token.content for token in self.tokens(heading) if token.type in {"text", "code_inline"})
        return slug("".join(texts))

    def names(self, text: str) -> Iterator[str]:
        """The ids that a paragraph sets on its own text, as in `[text]{#name}`."""
        written = text if _MAY_HIDE_CODE.search(text) else _CODE.sub("", text)
        for token in self.tokens(text) if "{" in written and "#" in written else ():
            if "id" in token.attrs:
                yield str(token.attrs["id"])

    def path(self, name: str) -> Path:
        """The path of a file named in a page: relative to its folder, or to docs/ if it begins with a slash."""
        top = self.docs if name.startswith("/") else self.folder
        return Path(os.path.normpath(os.path.join(top, name.lstrip("/"))))  # noqa: PTH118 - makes one Path, not two

    def leads_to_file(self, address: str) -> bool:
        return is_file(self.path(address.partition("#")[0]))


class Reference(NamedTuple):
    """A reference by a role, by `#`, or by the label of a definition elsewhere; `at` is the location of its target."""

    target: str
    by_role: bool = False
    by_anchor: bool = False
    by_label: bool = False
    at: Location = NOWHERE


def of_items(mentions: Iterable[Mention], items: Iterable[Item]) -> Iterator[Mention]:
    """The mentions of items; a target that differs from an id only in case counts as one."""
    folded = {item.id.casefold() for item in items if item.id}
    for mention in mentions:
        if mention.to_item or mention.target.casefold() in folded:
            yield mention if mention.to_item else mention._replace(to_item=True)


def references(text: str, scope: Scope, source: SourceFile, first: int, end: int) -> Iterator[Reference]:
    """The references of a paragraph on the 0-based lines `first` up to `end`."""
    seeker = source.seeker(first, end)
    for reference in _references(text, scope, Location(source.shown_as, first + 1)):
        defined = source.definitions.get(reference.target) if reference.by_label else None
        at = defined or seeker.place(reference.target, marks="`<" if reference.by_role else "#(<:")
        yield Reference(*reference[:-1], at)


def _references(text: str, scope: Scope, at: Location) -> Iterable[Reference]:
    """The references in a paragraph that begins at `at`. Most are plain sentences, which need no parser."""
    if scope.reads_plainly and _PLAIN.fullmatch(text):
        return _plain_references(text, scope)
    myst.check_density(text, scope.syntax, at)
    return _parsed_references(scope.tokens(text), scope)


def plain_addresses(text: str, scope: Scope) -> Iterable[str] | None:
    """The addresses of the links in a paragraph; None if that needs the parser."""
    if not (scope.reads_plainly and _PLAIN.fullmatch(text)):
        return None
    return filter(None, _LINK.findall(text))


def _plain_references(text: str, scope: Scope) -> Iterator[Reference]:
    for match in _REFERENCE.finditer(text):
        if match[1]:
            yield from _of_role(match[1])
        elif target := match[2] or match[3]:
            yield Reference(target, by_anchor=True)
        elif match[4] and not scope.leads_to_file(match[4]):
            yield Reference(match[4])


def _parsed_references(tokens: Iterable[Token], scope: Scope) -> Iterator[Reference]:
    for token in tokens:
        if token.type == "myst_role" and token.meta["name"].lower() in ROLES:
            is_template = "[[" in token.content and token.meta["name"].lower() == "need"  # a build leaves it out
            if not is_template:
                yield from _of_role(token.content)
        elif token.type == "link_open" and (target := _target(token, scope) or ""):
            yield Reference(target.removeprefix("#"), by_anchor=target.startswith("#"), by_label="label" in token.meta)


def _of_role(content: str) -> Iterator[Reference]:
    """The target of a role; none if it begins with `!`."""
    if not content.startswith("!"):
        yield Reference(_BLANKS.sub(" ", _of_title(content)).partition(".")[0], by_role=True)


def _of_title(content: str) -> str:
    """The target in `title <target>` as docutils reads it, else the whole content."""
    start, end = content.find("<", 1), len(content.removesuffix("\n")) - 1
    return content[start + 1 : end] if 0 < start < end and content[end] == ">" else content


def is_external(link: Token, syntax: Syntax) -> bool:
    """Whether MyST-Parser uses the address unchanged, so that no build checks its target."""
    return syntax.all_links_external or "external" in str(link.attrGet("class") or "").split()


def _target(link: Token, scope: Scope) -> str | None:
    """The target of a link inside the handbook, with its `#`; None for a page, a file or an external address."""
    href = str(link.attrGet("href") or "")
    if is_external(link, scope.syntax):
        return None
    scheme = _SCHEME.match(href)
    if scheme and (scheme[1] in scope.syntax.url_schemes or scheme[1] in {"inv", "path"}):
        return None
    if scheme and scheme[1] == "project":
        href = href.removeprefix("project:")
        if not href.startswith("#"):
            return None
    target = scope.parser.normalizeLinkText(href)
    if href.startswith("#"):
        return target
    if link.info == "auto" or scope.leads_to_file(target):
        return None
    return target
