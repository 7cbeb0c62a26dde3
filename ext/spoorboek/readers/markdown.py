"""The programme as the pages themselves say it, read from their MyST sources without starting Sphinx."""

from __future__ import annotations

import importlib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Final

from markdown_it import MarkdownIt

from spoorboek.analysis import documents, reviews
from spoorboek.config import settings
from spoorboek.config.settings import Settings
from spoorboek.model.errors import SpoorboekError, stop_if_any, unreadable
from spoorboek.model.message import Message, _
from spoorboek.model.programme import Filter, Item, Location, Mention, Programme, Text, Unseen
from spoorboek.readers import directives, filters, items, myst, pages, places, references, sources, translations
from spoorboek.readers.blocks import Block, Fence, Other, Paragraph, blocks
from spoorboek.readers.configuration import Configuration
from spoorboek.readers.directives import Use
from spoorboek.readers.references import Scope
from spoorboek.readers.translations import Written

DEEPEST: Final = 50
"""Fences in fences: MyST-Parser itself breaks down at some 300."""
_PARAGRAPH: Final = re.compile(r"[^\W\d_]")
_NAME: Final = re.compile(r"(?:[A-Za-z][\w -]*)?")
_NAMED: Final = re.compile(r"\[\^([^\]\n]+)\]:|\(([^\n]+)\)=|\bname:(.+)|\{[^{}\n]*#([^\s{}]+)")
"""What may give a name to its place: a footnote, a target, an option, an attribute."""


def read(made: Configuration) -> tuple[Programme, Settings]:
    """The programme of a handbook, and the settings it is read under.

    Raises SpoorboekError where the settings or a page cannot be read; it tells of every such page.
    """
    top = sources.root(made.docs, made.conf)
    declared = settings.read(made.settings_file, sources.shown(made.settings_file, top))
    return programme(made, declared, top, lambda name: bool(made.foreign_extensions)), declared


def programme(made: Configuration, declared: Settings, top: Path, knows: Callable[[str], bool]) -> Programme:
    """The programme of the pages that a configuration takes in.

    `knows` says whether another extension may know the name of a directive that this reader does not.

    Raises SpoorboekError where a page cannot be read; it tells of every such page.
    """
    gathers = len(made.languages) > 1
    handbook = _read(made, declared, top, knows, pages.find(made), gathers=gathers)
    found = with_past(handbook.programme(), made, declared, top)
    untranslated, mistranslations = translations.read(made, declared, top, handbook.written)
    return replace(found, untranslated=untranslated, mistranslations=mistranslations)


def _read(
    made: Configuration,
    declared: Settings,
    top: Path,
    knows: Callable[[str], bool],
    paths: Mapping[str, Path],
    *,
    gathers: bool = False,
) -> _Handbook:
    """What these pages say; with what is to be translated of them, if it is asked for."""
    handbook = _Handbook(made, declared, top, knows, gathers=gathers)
    errors: list[SpoorboekError] = []
    for docname, path in paths.items():
        try:
            handbook.read(docname, path)
        except SpoorboekError as error:
            errors.append(error)
    stop_if_any(errors)
    return handbook


def with_past(read: Programme, made: Configuration, declared: Settings, top: Path) -> Programme:
    """The programme with the fingerprints of what somebody read in it, and what that said where it changed since."""
    if not declared.stamps:
        return read
    now = replace(read, fingerprints=reviews.fingerprints(read.by_id, declared))
    wanted = reviews.suspects(now, declared)
    if not wanted:
        return now
    past = importlib.import_module("spoorboek.readers.past")  # git, only where something changed

    def items_then(file: str, text: str) -> list[Item]:
        handbook = _Handbook(made, declared, top, lambda name: True)
        handbook.read_text(PurePosixPath(file).stem, top / file, file, text)
        return handbook.items

    return replace(now, past=past.look(now, declared, top, wanted, items_then))


@dataclass
class _Handbook:
    """What has been read so far, of all pages together."""

    configuration: Configuration
    settings: Settings
    top: Path
    knows: Callable[[str], bool]
    items: list[Item] = field(default_factory=list)
    mentions: list[_Named] = field(default_factory=list)
    filters: list[Filter] = field(default_factory=list)
    left: list[Unseen] = field(default_factory=list)
    anchors: dict[str, set[str]] = field(default_factory=dict)
    parsers: dict[myst.Syntax, MarkdownIt] = field(default_factory=dict)
    files: set[Path] = field(default_factory=set)
    written: dict[str, Written] = field(default_factory=dict)
    gathers: bool = False

    def read(self, docname: str, path: Path) -> None:
        shown_as = sources.shown(path, self.top)
        if path.suffix != ".md":
            what = _("a page in {suffix}", suffix=path.suffix) if path.suffix else _("a page in another format")
            self.left.append(Unseen(Location(shown_as, 1), what))
            return
        self.read_text(docname, path, shown_as, sources.text(path, shown_as))

    def read_text(self, docname: str, path: Path, shown_as: str, text: str) -> None:
        syntax = myst.syntax(self.configuration, sources.front_matter(text))
        scope = Scope(syntax, self.parser(syntax), {}, self.configuration.docs, path.parent)
        self.written[docname] = Written(sources.language(text), scope)
        _Page(self, docname, scope).file(path, shown_as, text)

    def parser(self, syntax: myst.Syntax) -> MarkdownIt:
        if syntax not in self.parsers:
            self.parsers[syntax] = myst.parser(syntax)
        return self.parsers[syntax]

    def programme(self) -> Programme:
        """The items and mentions in the order of their places."""
        found = sorted(self.items, key=lambda item: (item.at, item.id, item.page))
        known = {item.id for item in found if item.id}
        folded = {id.casefold() for id in known}
        mentions = [replace(named.mention, to_item=True) for named in self.mentions if self._is_to_item(named, folded)]
        mentions.sort(key=lambda mention: (mention.at, mention.target, mention.page, mention.in_prose))
        return Programme(
            tuple(found),
            tuple(mentions),
            len(self.files),
            tuple(sorted(self.left)),
            filters=tuple(sorted(self.filters)),
            documents=documents.fingerprints(found, self.top),
        )

    def _is_to_item(self, named: _Named, folded: set[str]) -> bool:
        """Can it mean nothing but an item? What is an anchor of its own page means that."""
        mention = named.mention
        if named.by_anchor and mention.target in self.anchors.get(mention.page, ()):
            return False
        return mention.to_item or mention.target.casefold() in folded


@dataclass(frozen=True, slots=True)
class _Named:
    """A reference, which may mean an anchor of its page too where `#` begins it."""

    mention: Mention
    by_anchor: bool


class _File(references.Source):
    """A file that is being read."""

    def __init__(self, path: Path, shown_as: str, lines: list[str]) -> None:
        super().__init__(shown_as, lines)
        self.path = path


@dataclass(frozen=True, slots=True)
class _Directive:
    """A directive as it is met: its words, what it holds, its line (from 0), how deep it stands, and if in a table."""

    name: str
    argument: str
    content: str
    block: places.Block
    line: int
    depth: int
    in_table: bool


@dataclass
class _Page:
    """One page, with the files that it includes."""

    handbook: _Handbook
    docname: str
    scope: Scope
    files: list[_File] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    """What the page may have given a name so far: targets and footnotes, read or left to the build."""

    def file(self, path: Path, shown_as: str, text: str, part: sources.Part | None = None) -> None:
        """Read a file, or a part of it."""
        self.handbook.files.add(path)
        self.files.append(_File(path, shown_as, text.split("\n")))
        self.text(text if part is None else part.text, 0 if part is None else part.above, 1)
        self.files.pop()

    def text(self, text: str, above: int, depth: int, in_table: bool = False) -> None:
        """Read text below the first `above` lines of its file: references first, then what its directives hold."""
        gathers = self.handbook.gathers
        may_tell = directives.may_hold(text) or references.may_refer(text, self.scope.env) or "{{" in text
        if not text or not (gathers or may_tell):
            self._note_anchors(text)
            return
        found = blocks(text, self.scope.parser, self.scope.env, self.scope.syntax)
        mentions = [
            list(self._paragraph(block, above, in_table)) if isinstance(block, Paragraph) else [] for block in found
        ]
        for block, named in self._kept(zip(found, mentions, strict=True), above):
            self.handbook.mentions += named
            if gathers and isinstance(block, Paragraph):
                self._gather(block.text, above + block.first)
            if isinstance(block, Fence):
                self.fence(block, above + block.first, depth, in_table)
            elif not isinstance(block, Paragraph):
                self._other(block.name, block.content, above + block.first)

    def _kept(self, found: Iterable[tuple[Block, list[_Named]]], above: int) -> Iterator[tuple[Block, list[_Named]]]:
        """All but the footnotes whose name may be given already: MyST-Parser drops those whose name is."""
        inside = 0
        for block, named in found:
            if isinstance(block, Other) and block.name == "footnote_reference_open":
                if not inside and block.content in self.names:
                    self.leave(above + block.first, _("a footnote with a name that was given before"))
                inside += bool(inside or block.content in self.names)
                self.names.add(block.content)
            elif isinstance(block, Other) and block.name == "footnote_reference_close":
                inside -= bool(inside)
            elif not inside:
                yield block, named
            elif not isinstance(block, Paragraph):
                self._unread(block.content if isinstance(block, Fence) else f"({block.content})=")

    def _gather(self, text: str, line: int) -> None:
        """Note a text as gettext knows it: on one line."""
        told = " ".join(part.strip(" \t") for part in text.split("\n"))
        if told:
            at = Location(self.files[-1].shown_as, line + 1)
            self.handbook.written[self.docname].running.append(Text(at, told))

    def _note_anchors(self, text: str) -> None:
        """Text that is passed over may have headings and targets, which a link can mean."""
        if "#" in text or ")=" in text:
            for block in blocks(text, self.scope.parser, self.scope.env, self.scope.syntax):
                if isinstance(block, Paragraph):
                    self._anchor(block)
                elif not isinstance(block, Fence):
                    self._other(block.name, block.content, 0)

    def _paragraph(self, block: Paragraph, above: int, in_table: bool) -> Iterator[_Named]:
        self._anchor(block)
        return self.inline(block.text, above + block.first, above + block.end, in_table or block.in_table)

    def _anchor(self, block: Paragraph) -> None:
        if 0 < block.heading <= self.scope.syntax.heading_anchors:
            self._anchors.add(self.scope.slug(block.text))
        if "{" in block.text and "#" in block.text:
            for name in self.scope.names(block.text):
                self._name(name)

    @property
    def _anchors(self) -> set[str]:
        return self.handbook.anchors.setdefault(self.docname, set())

    def _other(self, name: str, content: str, line: int) -> None:
        if name == "myst_target":
            self._name(content)
        elif name.startswith("substitution"):
            self.leave(line, _("a substitution"))

    def _name(self, words: str) -> None:
        """Note the name that a target or a directive gives to its place, as docutils writes it."""
        name = _normal(words)
        self.names.add(name)
        self._anchors.add(name)

    def _unread(self, text: str) -> None:
        """Note the names that text may give which is left to the build."""
        for found in _NAMED.finditer(text):
            name = found[found.lastindex or 0].strip(" '\"")
            self.names |= {name, _normal(name)}

    def inline(self, text: str, first: int, end: int, in_table: bool) -> Iterator[_Named]:
        """What a paragraph refers to; it stands on the lines from `first` (from 0) up to `end`."""
        if "{{" in text and "substitution" in self.scope.syntax.enable_extensions:
            self.leave(first, _("a substitution"))
        if not references.may_refer(text, self.scope.env):
            return
        here = self.files[-1]
        for found in references.references(text, self.scope, here, first, end):
            to_item = found.by_role or self.handbook.settings.looks_like_id(found.target)
            yield _Named(Mention(self.docname, found.target, found.at, to_item, not in_table), found.by_anchor)

    def fence(self, fence: Fence, line: int, depth: int, in_table: bool) -> None:
        """Read a fence that opens on line `line` (from 0)."""
        here = self.files[-1]
        length = fence.content.count("\n")
        _look_closed(fence, here, line, length)
        name, argument = (*fence.info.split(maxsplit=1), "", "")[:2]
        if not (name.startswith("{") and name.endswith("}")):
            if fence.markup[0] == ":":
                self.text(fence.content, line + 1, depth + 1, in_table)
                return
            if name not in self.scope.syntax.fence_as_directive:
                return
            name = f"{{{name}}}"
        if depth > DEEPEST:
            problem, remedy = (
                _("fences stand {depth} deep", depth=depth),
                _("nest them at most {most} deep", most=DEEPEST),
            )
            raise unreadable(Location(here.shown_as, line + 1), problem, remedy)
        block = places.block(here.shown_as, here.lines, line + 1, name[1:-1], fence.content)
        self.directive(_Directive(name[1:-1], argument.strip(), fence.content, block, line, depth, in_table))

    def directive(self, met: _Directive) -> None:
        """Read a directive by what becomes of its text."""
        use = directives.use(met.name)
        if self.handbook.gathers:
            self._gather_title(use, met)
        if met.name in self.handbook.settings.types:
            self._item(met)
            self._body(met)
        elif met.name == "include":
            self._include(met)
        elif use is None and not self.handbook.knows(met.name):
            self._item(met)  # the item that was meant
        elif self._is_left(use, met):
            self.leave(met.line, _("{{{directive}}}", directive=met.name))
        else:
            self._known(use, met)

    def _gather_title(self, use: Use | None, met: _Directive) -> None:
        """Note what a directive says beside its text: a title, a caption."""
        if use in (Use.TITLE, Use.TITLED):
            self._gather(met.argument, met.line)
        for option in met.block.options:
            if option.name in ("caption", "alt"):
                self._gather(option.value, option.value_at.line - 1)

    def _is_left(self, use: Use | None, met: _Directive) -> bool:
        if use is Use.BUILD or use is None:
            self._unread(met.content)
        if use is Use.BUILD:
            return met.name in directives.MAKE_ITEMS or self._matters(f"{met.argument}\n{met.content}")
        return use is None or (use is Use.NAMED and not _NAME.fullmatch(met.argument))

    def _known(self, use: Use | None, met: _Directive) -> None:
        """Read a directive of which it is known what becomes of its text."""
        for option in met.block.options:
            if option.name == "name":
                self._name(option.value)
        if use is Use.TEXT:
            self._text_behind_name(met)
        elif use is Use.TITLED and met.argument and met.block.body:
            self.handbook.mentions += self.inline(met.argument, met.line, met.line + 1, met.in_table)
            self._body(met)
        elif use is Use.NAMED:
            self._body(met)
        elif use is Use.PLAIN and met.argument:
            self.text(met.content, met.line + 1, met.depth + 1, met.in_table)
        elif use is Use.TITLE:
            self.handbook.mentions += self.inline(met.argument, met.line, met.line + 1, met.in_table)
        elif met.name.lower() == filters.DIRECTIVE:
            self._filter(met)

    def _filter(self, met: _Directive) -> None:
        """Note what a table asks for; docutils wants one word behind its name."""
        if len(met.argument.split()) == 1:
            opening = self.files[-1].lines[met.line]
            self.handbook.filters.append(filters.read(met.block, opening, met.argument, self.docname))

    def _text_behind_name(self, met: _Directive) -> None:
        """Read text that begins behind the directive's name, and goes on below its options."""
        rows = [row.text for row in met.block.body]
        goes_on = bool(met.argument and rows) and not _stands_alone(rows)
        if goes_on and met.block.body[0].line > met.line + 2:  # around the options: MyST-Parser advises against it
            self.leave(met.line, _("{{{directive}}}", directive=met.name))
        elif goes_on:
            self.text("\n".join([met.argument, *rows]), met.line, met.depth + 1, met.in_table)
        else:
            self.text(met.argument, met.line, met.depth + 1, met.in_table)
            self._body(met)

    def _item(self, met: _Directive) -> None:
        item = items.item(met.block, met.name, met.argument, self.docname, self.handbook.settings)
        self.handbook.items.append(item)
        if self.handbook.gathers and item.type in self.handbook.settings.types:
            prose = [option for option in item.options if option.name in self.handbook.settings.prose]
            said = [Text(item.at, item.title), *(Text(option.value_at, option.value) for option in prose)]
            self.handbook.written[self.docname].fields += [text for text in said if text.text]

    def _body(self, met: _Directive) -> None:
        """Read the text below the options; one blank line between them is no part of it."""
        rows = met.block.body
        if rows and not rows[0].text.strip():
            rows = rows[1:]
        if rows:
            self.text("\n".join([row.text for row in rows]), rows[0].line - 1, met.depth + 1, met.in_table)

    def _include(self, met: _Directive) -> None:
        """Read the part of a file that an `{include}` brings in."""
        if met.argument.startswith("<") and met.argument.endswith(">"):
            return  # a file of docutils' own
        place = Location(self.files[-1].shown_as, met.line + 1)
        path = self.scope.path(met.argument)
        options = {option.name: option.value for option in met.block.options}
        if not os.path.isfile(path):  # noqa: PTH113 - Path.is_file falls over a name that is too long
            problem = _("the included file {file} does not exist", file=met.argument)
            raise unreadable(place, problem, _("name a file that does"))
        if any(path == file.path for file in self.files):
            problem = _("the included file {file} includes itself", file=met.argument)
            raise unreadable(place, problem, _("take one of the two out"))
        if options.keys().isdisjoint({"literal", "code"}):
            shown_as = sources.shown(path, self.handbook.top)
            text = sources.text(path, shown_as)
            part = sources.part(text, options)
            if part is not None:
                self.file(path, shown_as, text, part)

    def leave(self, line: int, what: Message) -> None:
        self.handbook.left.append(Unseen(Location(self.files[-1].shown_as, line + 1), what))

    def _matters(self, text: str) -> bool:
        """Does it hold what would count, were it read?"""
        return directives.may_hold(text) or references.may_refer(text, self.scope.env)


def _normal(name: str) -> str:
    """A name as docutils writes it."""
    return " ".join(name.lower().split())


def _stands_alone(rows: Sequence[str]) -> bool:
    """Does a new block begin here, whatever stands above it?"""
    return not rows[0].strip() and rows[-1:] != rows[:1] and _PARAGRAPH.match(rows[1]) is not None


def _look_closed(fence: Fence, here: _File, line: int, length: int) -> None:
    closing = line + length + 1
    last = here.lines[closing].strip(" \t>") if closing < len(here.lines) else ""
    if len(last) < len(fence.markup) or set(last) != {fence.markup[0]}:
        place = Location(here.shown_as, line + 1, max(here.lines[line].find(fence.markup), 0) + 1)
        problem = _("the fence {fence} is not closed", fence=fence.markup)
        raise unreadable(place, problem, _("end it with a line {fence}", fence=fence.markup))
