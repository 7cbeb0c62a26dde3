"""The programme as the pages themselves say it, read from their MyST sources without starting Sphinx."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.token import Token
from myst_parser.slugs import github_slugify

from spoorboek import places, settings
from spoorboek.errors import SpoorboekError, stop_if_any, unreadable
from spoorboek.model import Item, Location, Mention, Programme, Unseen
from spoorboek.readers import configuration, directives, items, myst, pages, sources
from spoorboek.readers.configuration import Configuration
from spoorboek.readers.directives import Use
from spoorboek.settings import Settings

DEEPEST: Final = 50
_FENCED: Final = re.compile(r"`{3}|~{3}|:{3}")
_REFERS: Final = re.compile(r"\]\(|\]\[|\]:|\{need|<project:")
_PLAIN: Final = re.compile(r"(?:[^\W\d_][^\n]*(?:\n|\Z)|[ \t]*\n)*")
_TITLED_ROLE: Final = re.compile(r"^(.+?)\s*(?<!\x00)<([^<]*?)>$", re.DOTALL)
_SCHEME: Final = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_ROLES: Final = frozenset({"need", "need_incoming", "need_outgoing"})


def read(docs: Path, conf: Path) -> tuple[Programme, Settings]:
    """The programme of a handbook, and the settings it is read under.

    Raises SpoorboekError where conf/ or a page cannot be read; it tells of every such page.
    """
    top = sources.root(docs, conf)
    made = configuration.read(docs, conf, sources.shown(conf / "conf.py", top))
    declared = settings.read(made.settings_file, sources.shown(made.settings_file, top))
    return programme(made, declared, top), declared


def programme(made: Configuration, declared: Settings, top: Path) -> Programme:
    """The programme of the pages that a configuration takes in.

    Raises SpoorboekError where one cannot be read; it tells of every such page.
    """
    handbook = _Handbook(made, declared, top)
    errors: list[SpoorboekError] = []
    for docname, path in pages.find(made).items():
        try:
            handbook.read(docname, path)
        except SpoorboekError as error:
            errors.append(error)
    stop_if_any(errors)
    return handbook.programme()


@dataclass
class _Handbook:
    """What has been read so far, of all pages together."""

    configuration: Configuration
    settings: Settings
    top: Path
    items: list[Item] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    left: list[Unseen] = field(default_factory=list)
    slugs: dict[str, set[str]] = field(default_factory=dict)
    parsers: dict[myst.Syntax, MarkdownIt] = field(default_factory=dict)
    files: int = 0

    def read(self, docname: str, path: Path) -> None:
        shown_as = sources.shown(path, self.top)
        if path.suffix != ".md":
            self.left.append(Unseen(Location(shown_as, 1), f"a page in {path.suffix or 'another format'}"))
            return
        text = sources.text(path, shown_as)
        self.files += 1
        page = _Page(self, docname, path, myst.syntax(self.configuration, sources.front_matter(text)))
        page.file(path, shown_as, text, 0)

    def parser(self, syntax: myst.Syntax) -> MarkdownIt:
        if syntax not in self.parsers:
            made = self.parsers[syntax] = myst.parser(syntax)
            made.core.ruler.enableOnly([name for name in made.core.ruler.get_active_rules() if name not in _LATER])
        return self.parsers[syntax]

    def programme(self) -> Programme:
        """The items and mentions in the order of their places."""
        found = sorted(self.items, key=lambda item: (item.at, item.id))
        known = {item.id for item in found}
        folded = {id.casefold() for id in known}
        mentions = [mention for mention in self.mentions if self._is_to_item(mention, known, folded)]
        mentions.sort(key=lambda mention: (mention.at, mention.target))
        return Programme(tuple(found), tuple(mentions), self.files, tuple(sorted(self.left)))

    def _is_to_item(self, mention: Mention, known: set[str], folded: set[str]) -> bool:
        """Can it mean nothing but an item? One in another case may be the anchor of a heading on its own page."""
        target = mention.target
        if target in known or mention.to_item:
            return True
        return target.casefold() in folded and target not in self.slugs.get(mention.page, ())


_LATER: Final = frozenset({"inline", "linkify", "replacements", "smartquotes", "text_join"})


@dataclass
class _File:
    """A file that is being read: how messages name it, and its lines."""

    path: Path
    shown_as: str
    lines: list[str]


@dataclass
class _Page:
    """One page, with the files that it includes."""

    handbook: _Handbook
    docname: str
    path: Path
    syntax: myst.Syntax
    env: dict[str, Any] = field(default_factory=dict)
    files: list[_File] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.parser = self.handbook.parser(self.syntax)

    def file(self, path: Path, shown_as: str, text: str, first: int, part: str | None = None) -> None:
        """Read a file, or the part of it that begins below its first `first` lines."""
        self.files.append(_File(path, shown_as, text.split("\n")))
        self.blocks(text if part is None else part, first, 1)
        self.files.pop()

    def blocks(self, text: str, above: int, depth: int, in_table: bool = False) -> None:
        """Read text below the first `above` lines of its file: references first, then what its directives hold."""
        if not _FENCED.search(text):
            if not (_REFERS.search(text) or (self.env.get("references") and "[" in text) or self._is_left(text)):
                self._note_slugs_of(text)
                return
            if _PLAIN.fullmatch(text):
                self._paragraphs(text, above, in_table)
                return
        tokens = self.parser.parse(text, self.env)
        tables = 0
        heading = False
        at = above
        for token in tokens:
            if token.map:
                at = above + token.map[0]
            if token.type == "inline":
                if heading and token.content:
                    self._note_slug(token)
                end = above + token.map[1] if token.map else at + 1
                self.inline(token.content, at, end, in_table or tables > 0)
            elif token.type in {"table_open", "table_close"}:
                tables += token.nesting
            elif token.type in {"heading_open", "heading_close"}:
                heading = token.nesting > 0 and int(token.tag[1]) <= self.syntax.heading_anchors
            elif token.type == "myst_target":
                self._slugs.add(" ".join(token.content.lower().split()))
            elif token.type.startswith("substitution"):
                self.leave(at, "a substitution")
        for token in tokens:
            if token.type in {"fence", "colon_fence"} and token.map:
                self.fence(token, above + token.map[0], depth, in_table)

    def _paragraphs(self, text: str, above: int, in_table: bool) -> None:
        line = above
        for paragraph in re.split(r"\n[ \t]*(?=\n)", text):
            count = paragraph.count("\n") + 1
            if _REFERS.search(paragraph) or "[" in paragraph:
                self.inline(paragraph, line, line + count, in_table)
            line += count

    # ------------------------------------------------------------------------------------------------ references
    def inline(self, text: str, first: int, end: int, in_table: bool) -> None:
        """Note what a paragraph refers to; it stands on the lines from `first` (from 0) up to `end`."""
        if not (_REFERS.search(text) or ("[" in text and self.env.get("references"))):
            return
        tokens: list[Token] = []
        self.parser.inline.parse(text, self.parser, self.env, tokens)
        seeker = _Seeker(self.files[-1], first, end)
        for target, is_role in self._references(tokens):
            id = target.partition(".")[0] if is_role else target
            to_item = is_role or self.handbook.settings.looks_like_id(id)
            at = seeker.place(id, is_role)
            self.handbook.mentions.append(Mention(self.docname, id, at, to_item, not in_table))

    def _references(self, tokens: Iterable[Token]) -> Iterator[tuple[str, bool]]:
        for token in tokens:
            if token.type == "myst_role" and token.meta["name"] in _ROLES and not token.content.startswith("!"):
                found = _TITLED_ROLE.match(token.content)
                yield " ".join((found[2] if found else token.content).split(" ")), True
            elif token.type == "link_open" and (target := self._target(token)):
                yield target, False

    def _target(self, link: Token) -> str | None:
        """What a link leads to inside the handbook; None for a page, a file or an address elsewhere."""
        href = str(link.attrGet("href") or "")
        if self.syntax.all_links_external or "external" in str(link.attrGet("class") or "").split():
            return None
        scheme = _SCHEME.match(href)
        if scheme and (scheme[1] in self.syntax.url_schemes or scheme[1] in {"inv", "path"}):
            return None
        if scheme and scheme[1] == "project":
            href = href.removeprefix("project:")
            if not href.startswith("#"):
                return None
        target = self.parser.normalizeLinkText(href)
        if href.startswith("#"):
            return target[1:]
        if link.info == "auto" or self._is_file(target.partition("#")[0]):
            return None
        return target

    def _is_file(self, name: str) -> bool:
        return os.path.isfile(self._relative(name))

    def _relative(self, name: str) -> Path:
        docs = self.handbook.configuration.docs
        return Path(os.path.normpath(docs / name.lstrip("/") if name.startswith("/") else self.path.parent / name))

    @property
    def _slugs(self) -> set[str]:
        return self.handbook.slugs.setdefault(self.docname, set())

    def _note_slug(self, heading: Token) -> None:
        tokens: list[Token] = []
        self.parser.inline.parse(heading.content, self.parser, self.env, tokens)
        self._slugs.add(github_slugify("".join(token.content for token in tokens if token.type in {"text", "code_inline"})))

    def _note_slugs_of(self, text: str) -> None:
        """A text that is passed over may still have headings and targets that a link means."""
        if "#" in text or ")=" in text:
            for token in self.parser.parse(text, self.env):
                if token.type == "inline":
                    self._note_slug(token)

    # ------------------------------------------------------------------------------------------------ directives
    def fence(self, token: Token, line: int, depth: int, in_table: bool) -> None:
        """Read a fence that opens on line `line` (from 0)."""
        here = self.files[-1]
        length = token.content.count("\n")
        _look_closed(token, here, line, length)
        name, argument = (*token.info.split(maxsplit=1), "", "")[:2]
        argument = argument.strip()
        if not (name.startswith("{") and name.endswith("}")):
            if token.type == "colon_fence":
                self.blocks(token.content, line + 1, depth + 1, in_table)
                return
            if name not in self.syntax.fence_as_directive:
                return
            name = f"{{{name}}}"
        if depth > DEEPEST:
            raise unreadable(Location(here.shown_as, line + 1), f"fences stand {depth} deep", f"nest them at most {DEEPEST} deep")
        self.directive(name[1:-1], argument, token.content, line, depth, in_table)

    def directive(self, name: str, argument: str, content: str, line: int, depth: int, in_table: bool) -> None:
        here = self.files[-1]
        if name in self.handbook.settings.types:
            block = places.block(here.shown_as, here.lines, line + 1, name, content)
            self.handbook.items.append(items.item(block, name, argument, self.docname, self.handbook.settings))
            self._body(block, depth, in_table)
            return
        use = directives.use(name)
        if use is Use.NOTHING:
            return
        if name == "include":
            self.include(argument, places.block(here.shown_as, here.lines, line + 1, name, content), line)
            return
        if use is None:
            self._unknown(name, argument, content, line)
        elif use is Use.BUILD:
            if name in directives.MAKES_ITEMS or self._is_left(content) or self._is_left(argument):
                self.leave(line, f"{{{name}}}")
        else:
            block = places.block(here.shown_as, here.lines, line + 1, name, content)
            self._read(use, argument, block, line, depth, in_table or use is Use.TABLE)

    def _read(
        self, use: Use, argument: str, block: places.Block, line: int, depth: int, in_table: bool
    ) -> None:
        if use is Use.TEXT and argument:
            above = block.body[0].line - 2 if block.body else line
            self.blocks("\n".join([argument, *(row.text for row in block.body)]), above, depth + 1, in_table)
            return
        if use is not Use.NAMED:
            self.inline(argument, line, line + 1, in_table)
        if use is not Use.TITLE:
            self._body(block, depth, in_table)

    def _body(self, block: places.Block, depth: int, in_table: bool) -> None:
        """Read the text below the options; one blank line between them is no part of it."""
        rows = block.body[1:] if block.body and not block.body[0].text.strip() else block.body
        if rows:
            self.blocks("\n".join(row.text for row in rows), rows[0].line - 1, depth + 1, in_table)

    def _unknown(self, name: str, argument: str, content: str, line: int) -> None:
        """A misspelt type is noted as the item it was meant to be, unless another extension may know the name."""
        if self.handbook.configuration.foreign_extensions:
            self.leave(line, f"{{{name}}}")
            return
        here = self.files[-1]
        block = places.block(here.shown_as, here.lines, line + 1, name, content)
        self.handbook.items.append(items.item(block, name, argument, self.docname, self.handbook.settings))

    def include(self, argument: str, block: places.Block, line: int) -> None:
        """Read the part of a file that an `{include}` brings in."""
        here = self.files[-1]
        if argument.startswith("<") and argument.endswith(">"):
            return
        path = self._relative(argument)
        place = Location(here.shown_as, line + 1)
        options = {option.name: option.value for option in block.options}
        if not path.is_file():
            raise unreadable(place, f"the included file {argument} does not exist", "name a file that does")
        if any(path == file.path for file in self.files) or len(self.files) > DEEPEST:
            raise unreadable(place, f"the included file {argument} includes itself", "take one of the two out")
        if not options.keys().isdisjoint({"literal", "code"}):
            return
        shown_as = sources.shown(path, self.handbook.top)
        text = sources.text(path, shown_as)
        part = sources.part(text, options)
        if "parser" in options:
            self.leave(line, "{include} with a parser of its own")
        elif part is not None:
            self.handbook.files += 1
            self.file(path, shown_as, text, part.above, part.text)

    def leave(self, line: int, what: str) -> None:
        self.handbook.left.append(Unseen(Location(self.files[-1].shown_as, line + 1), what))

    def _is_left(self, text: str) -> bool:
        """Does it hold what would count, were it read?"""
        return "{{" in text or any(f"{{{name}}}" in text for name in (*self.handbook.settings.types, *_ROLES)) or (
            "](#" in text
        )


def _look_closed(token: Token, here: _File, line: int, length: int) -> None:
    closing = line + length + 1
    last = here.lines[closing].strip(" \t>") if closing < len(here.lines) else ""
    if len(last) < len(token.markup) or set(last) != {token.markup[0]}:
        place = Location(here.shown_as, line + 1, max(here.lines[line].find(token.markup), 0) + 1)
        raise unreadable(place, f"the fence {token.markup} is not closed", f"end it with a line {token.markup}")


class _Seeker:
    """Finds where the references of one paragraph stand, one after the other."""

    def __init__(self, file: _File, first: int, end: int) -> None:
        self.file = file
        self.first = first
        self.text = "\n".join(file.lines[first:end])
        self.here = 0

    def place(self, target: str, is_role: bool) -> Location:
        before = r"(?:`|<)\s*" if is_role else r"(?:\]\(\s*<?|<)(?:project:)?#?"
        found = re.compile(before + re.escape(target)).search(self.text, self.here)
        offset = found.end() - len(target) if found else self.text.find(target, self.here)
        if offset < 0:
            return self._defined(target)
        self.here = offset + len(target)
        line = self.text.count("\n", 0, offset)
        return Location(self.file.shown_as, self.first + line + 1, offset - self.text.rfind("\n", 0, offset))

    def _defined(self, target: str) -> Location:
        """A link by name has its target where the name is defined; else the paragraph's beginning has to do."""
        definition = re.compile(r"\]:\s*<?(?:project:)?#?" + re.escape(target) + r"(?![\w-])")
        for number, line in enumerate(self.file.lines):
            if "]:" in line and (found := definition.search(line)):
                return Location(self.file.shown_as, number + 1, found.end() - len(target) + 1)
        return Location(self.file.shown_as, self.first + 1)
