"""What a paragraph refers to, and where in it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.token import Token
from myst_parser.slugs import github_slugify

from spoorboek.model import Location
from spoorboek.readers.myst import Syntax

ROLES: Final = frozenset({"need", "need_incoming", "need_outgoing"})
_SIGNS: Final = re.compile(r"\]\(|\]\[|\]:|\{need|<project:", re.IGNORECASE)
_TITLED: Final = re.compile(r".+?\s*<(.*?)>$", re.DOTALL)
_SCHEME: Final = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")


def may_refer(text: str, env: dict[str, Any]) -> bool:
    """Can it hold a reference to an item? Most text cannot, and need not be parsed."""
    return _SIGNS.search(text) is not None or ("[" in text and bool(env.get("references")))


@dataclass(frozen=True)
class Reference:
    """A reference: its target, whether a role makes it or `#` begins it, and where the target stands."""

    target: str
    by_role: bool
    by_anchor: bool
    at: Location


@dataclass(frozen=True)
class Scope:
    """What a reference is read under: the page's syntax and parser, what its names stand for, and its folders."""

    syntax: Syntax
    parser: MarkdownIt
    env: dict[str, Any]
    docs: Path
    folder: Path

    def tokens(self, text: str) -> list[Token]:
        found: list[Token] = []
        self.parser.inline.parse(text, self.parser, self.env, found)
        return found

    def slug(self, heading: str) -> str:
        """The anchor that MyST-Parser gives a heading."""
        words = (token.content for token in self.tokens(heading) if token.type in {"text", "code_inline"})
        return github_slugify("".join(words))

    def path(self, name: str) -> Path:
        """The file that a page means by a name: from its own folder, or from docs/ where it begins with a slash."""
        top = self.docs if name.startswith("/") else self.folder
        return Path(os.path.normpath(top / name.lstrip("/")))


def references(text: str, scope: Scope, file: str, lines: list[str], first: int, end: int) -> Iterator[Reference]:
    """The references of a paragraph, which stands on the lines of the file from `first` (from 0) up to `end`."""
    seeker = _Seeker(file, lines, first, end)
    for target, by_role, by_anchor in _targets(scope.tokens(text), scope):
        yield Reference(target, by_role, by_anchor, seeker.place(target, "`<" if by_role else "#(<"))


def _targets(tokens: Iterable[Token], scope: Scope) -> Iterator[tuple[str, bool, bool]]:
    for token in tokens:
        if token.type == "myst_role" and token.meta["name"].lower() in ROLES and not token.content.startswith("!"):
            found = _TITLED.match(token.content)
            target = re.sub(r"\s+", " ", found[1] if found else token.content)
            yield target.partition(".")[0], True, False
        elif token.type == "link_open" and (target := _target(token, scope) or ""):
            by_anchor = target.startswith("#")
            yield target.removeprefix("#"), False, by_anchor


def _target(link: Token, scope: Scope) -> str | None:
    """What a link leads to in the handbook, with the `#` it has; None for a page, a file or an address elsewhere."""
    href = str(link.attrGet("href") or "")
    if scope.syntax.all_links_external or "external" in str(link.attrGet("class") or "").split():
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
    if link.info == "auto" or os.path.isfile(scope.path(target.partition("#")[0])):  # noqa: PTH113 - no name is too long
        return None
    return target


class _Seeker:
    """Finds where the references of one paragraph stand, one after the other."""

    def __init__(self, file: str, lines: list[str], first: int, end: int) -> None:
        self.file = file
        self.lines = lines
        self.first = first
        self.text = "\n".join(lines[first:end])
        self.here = 0

    def place(self, target: str, before: str) -> Location:
        """The next place of the target behind one of the characters `before`, else anywhere."""
        offset = self.text.find(target, self.here)
        while offset > 0 and self.text[:offset].rstrip()[-1:] not in before:
            offset = self.text.find(target, offset + 1)
        if offset < 0:
            offset = self.text.find(target, self.here)
        if offset < 0:
            return self._defined(target)
        self.here = offset + len(target)
        above = self.text.count("\n", 0, offset)
        return Location(self.file, self.first + above + 1, offset - self.text.rfind("\n", 0, offset))

    def _defined(self, target: str) -> Location:
        """A link by name has its target where the name is defined; else the paragraph's beginning has to do."""
        definition = re.compile(r"\]:\s*<?(?:project:)?#?" + re.escape(target) + r"(?![\w-])")
        for number, line in enumerate(self.lines, 1):
            if "]:" in line and (found := definition.search(line)):
                return Location(self.file, number, found.end() - len(target) + 1)
        return Location(self.file, self.first + 1)
