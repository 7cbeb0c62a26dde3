"""The programme as the pages themselves say it, read from their MyST sources without starting Sphinx."""

from __future__ import annotations

import importlib
import os
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from markdown_it import MarkdownIt

from spoorboek.analysis import documents, reviews
from spoorboek.analysis.reviews import Standing
from spoorboek.config import settings
from spoorboek.config.settings import Settings
from spoorboek.model.errors import SpoorboekError, stop_if_any, unreadable
from spoorboek.model.message import Message, _
from spoorboek.model.programme import Breach, Filter, Item, Location, LostItem, Mention, Programme, Text, Unseen, Untold
from spoorboek.readers import (
    addresses,
    directives,
    filters,
    html,
    items,
    lost_items,
    myst,
    openings,
    pages,
    places,
    references,
    rst,
    sources,
    translations,
)
from spoorboek.readers.blocks import Block, Fence, Other, Paragraph, blocks
from spoorboek.readers.breaches import Search
from spoorboek.readers.configuration import Configuration
from spoorboek.readers.directives import Use
from spoorboek.readers.lost_items import Kind, Region
from spoorboek.readers.openings import Opening
from spoorboek.readers.references import Scope
from spoorboek.readers.translations import Written

_PARAGRAPH: Final = re.compile(r"[^\W\d_]")
_NAME: Final = re.compile(r"(?:[A-Za-z][\w -]*)?")
_NAMED: Final = re.compile(r"\[\^([^\]\n]+)\]:|\(([^\n]+)\)=|\bname:(.+)|\{[^{}\n]*#([^\s{}]+)")
"""What may give a name to its place: a footnote, a target, an option, an attribute."""


def read(made: Configuration) -> tuple[Programme, Settings]:
    """The programme of a handbook, and the settings it is read under.

    Raises SpoorboekError where the settings or a page cannot be read; it tells of every such page.
    """
    top = sources.root(made.docs, made.conf)
    declared = settings.read_of_handbook(made.settings_file, sources.shown(made.settings_file, top))
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
    now = reviews.with_fingerprints(read, declared)
    wanted = reviews.suspects(now, declared)
    answered = reviews.gate(declared) if reviews.of_gate(declared) is Standing.SUSPECT else None
    if not (wanted or answered):
        return now
    past = importlib.import_module("spoorboek.readers.past")  # git, only where something changed

    def items_then(file: str, text: str) -> list[Item]:
        handbook = _Handbook(made, declared, top, lambda name: True)
        handbook.read_text(PurePosixPath(file).stem, top / file, file, text)
        return handbook.items

    now = replace(now, past=past.look(now, declared, top, wanted, items_then))
    if answered is not None:
        now = replace(now, questions_then=past.questions(answered, top, sources.shown(made.settings_file, top)))
    if Untold.NO_GIT in (*now.past.values(), now.questions_then):
        return replace(now, silence=past.silence(top))
    return now


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
    lost_items: list[LostItem] = field(default_factory=list)
    breaches: list[Breach] = field(default_factory=list)
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
            if path.suffix == ".rst":
                text = sources.text(path, shown_as)
                self.scan_rst(shown_as, text)
                self._search_rst(docname, path, shown_as, text)
            return
        self.read_text(docname, path, shown_as, sources.text(path, shown_as))

    def read_text(self, docname: str, path: Path, shown_as: str, text: str) -> None:
        syntax = myst.syntax(self.configuration, sources.front_matter(text, shown_as))
        scope = self.scope(path, syntax)
        self.written[docname] = Written(sources.language(text), scope)
        page = _Page(self, docname, scope, self.search(docname, scope))
        page.file(path, shown_as, text)
        self.breaches += page.search.found

    def scope(self, path: Path, syntax: myst.Syntax) -> Scope:
        return Scope(syntax, self.parser(syntax), {}, self.configuration.docs, path.parent)

    def search(self, docname: str, scope: Scope) -> Search:
        made = self.configuration
        schemes = addresses.schemes(made.myst("url_schemes", ()))
        files = addresses.Files(scope.docs, scope.folder, self.top, schemes)
        return Search(docname, scope, files, self.settings.types)

    def _search_rst(self, docname: str, path: Path, shown_as: str, text: str) -> None:
        """Note what a page in reStructuredText does that it may not."""
        search = self.search(docname, self.scope(path, myst.syntax(self.configuration, {})))
        search.rst(shown_as, text)
        self.breaches += search.found

    def scan_rst(self, shown_as: str, text: str) -> None:
        """Note what may be lost on a page in reStructuredText, which the build reads."""
        lines = text.split("\n")
        regions = [Region(0, len(lines), Kind.LEFT), *rst.regions(lines, 0)]
        self.lost_items += lost_items.lost(shown_as, self.openings(lines, 0), (), regions, None)

    def openings(self, lines: Sequence[str], above: int) -> list[Opening]:
        return list(openings.find(lines, above, self.type_names, self.settings.looks_like_id))

    @cached_property
    def type_names(self) -> Mapping[str, str]:
        return openings.by_small_letters(self.settings.types)

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
            lost_items=tuple(sorted(set(self.lost_items))),
            filters=tuple(sorted(self.filters)),
            documents=documents.fingerprints(found, self.top),
            breaches=tuple(sorted(self.breaches)),
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
        self.openings: list[Opening] = []
        self.items: set[int] = set()
        """The lines (from 0) on which an item opens."""
        self.regions: list[Region] = []
        self.shared_ends: dict[str, _SharedEnd] = {}
        """By the sign of its marks, the last fence that ends where one in it does."""

    def has_opening(self, first: int, end: int) -> bool:
        """Does a line from `first` (from 0) up to `end` look like the opening of an item?"""
        return bisect_left(self.openings, first, key=_line) < bisect_left(self.openings, end, key=_line)

    def lost(self, syntax: myst.Syntax) -> list[LostItem]:
        """What looks like an item so far, and is none."""
        return list(lost_items.lost(self.shown_as, self.openings, self.items, self.regions, syntax))


class _Open(NamedTuple):
    """A fence that is being read: the line (from 0) on which it opens, and the one on which it ends."""

    line: int
    end: int


class _SharedEnd(NamedTuple):
    """The lines (from 0) on which two fences open, one in the other, that one line ends."""

    line: int
    inner: int


def _line(opening: Opening) -> int:
    return opening.line


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
    search: Search
    files: list[_File] = field(default_factory=list)
    around: list[_Open] = field(default_factory=list)
    """The fences around what is being read."""
    brought: addresses.Files = field(init=False)
    names: set[str] = field(default_factory=set)
    """What the page may have given a name so far: targets and footnotes, read or left to the build."""

    def __post_init__(self) -> None:
        self.brought = replace(self.search.files)

    def file(self, path: Path, shown_as: str, text: str, part: sources.Part | None = None) -> None:
        """Read a file, or a part of it."""
        self.search.file(shown_as, text, text if part is None else part.text, 0 if part is None else part.above)
        self.handbook.files.add(path)
        here = _File(path, shown_as, text.split("\n"))
        self.files.append(here)
        read = part or sources.Part(text, 0)
        here.openings = self.handbook.openings(read.text.split("\n"), read.above)
        self.text(read.text, read.above, 1)
        self.handbook.lost_items += here.lost(self.scope.syntax)
        self.files.pop()

    def text(self, text: str, above: int, depth: int, in_table: bool = False) -> None:
        """Read text below the first `above` lines of its file: references first, then what its directives hold."""
        gathers = self.handbook.gathers
        if not text or not (gathers or self._may_tell(text, above)):
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
                self._other(block, above)

    def _may_tell(self, text: str, above: int) -> bool:
        """Can it hold what would count, were it read?"""
        return (
            self._matters(text)
            or "{{" in text
            or html.may_stay_open(text)
            or self.files[-1].has_opening(above, above + text.count("\n") + 1)
        )

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
                first = above + block.first
                self._region(first, first + block.content.count("\n") + 1, Kind.LEFT)

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
                    self._other(block, 0)

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

    def _other(self, block: Other, above: int) -> None:
        first, end = above + block.first, above + block.end
        if block.name == "myst_target":
            self._name(block.content)
        elif block.name.startswith("substitution"):
            self.leave(first, _("a substitution"))
        elif block.name == "html_block":
            self._html(block.content, first, end)
        elif block.name in _KINDS:
            self._region(first, end, _KINDS[block.name])

    def _html(self, content: str, first: int, end: int) -> None:
        here = self.files[-1]
        if mark := html.stays_open(content):
            place = Location(here.shown_as, first + 1, max(here.lines[first].find(mark.begin[:2]), 0) + 1)
            problem = _("{begin} is not closed, and takes all below it", begin=mark.begin)
            raise unreadable(place, problem, _("end it with {end}", end=mark.end))
        is_comment = content.lstrip().startswith("<!--")
        nested = is_comment and content.find("<!--", content.find("<!--") + 1) >= 0
        self._region(first, end, Kind.OPEN_COMMENT if nested else Kind.COMMENT if is_comment else Kind.HTML)

    def _region(self, first: int, end: int, kind: Kind, name: str = "") -> None:
        self.files[-1].regions.append(Region(first, end, kind, name))

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
        self._look_closed(fence, line, length)
        if self.around and self.around[-1].end == line + length + 1:
            here.shared_ends[fence.markup[0]] = _SharedEnd(self.around[-1].line, line)
        self.around.append(_Open(line, line + length + 1))
        self._read_fence(fence, line, length, depth, in_table)
        self.around.pop()

    def _read_fence(self, fence: Fence, line: int, length: int, depth: int, in_table: bool) -> None:
        here = self.files[-1]
        name, argument = (*fence.info.split(maxsplit=1), "", "")[:2]
        if self.scope.syntax.has_no_directives or not (name.startswith("{") and name.endswith("}")):
            if fence.markup[0] == ":":
                self.text(fence.content, line + 1, depth + 1, in_table)
                return
            if self.scope.syntax.has_no_directives or name not in self.scope.syntax.fence_as_directive:
                self._region(line + 1, line + 1 + length, Kind.EXAMPLE)
                return
            name = f"{{{name}}}"
        if depth > directives.DEEPEST:
            problem, remedy = (
                _("fences stand {depth} deep", depth=depth),
                _("nest them at most {most} deep", most=directives.DEEPEST),
            )
            raise unreadable(Location(here.shown_as, line + 1), problem, remedy)
        block = places.block(here.shown_as, here.lines, line + 1, name[1:-1], fence.content)
        self.directive(_Directive(name[1:-1], argument.strip(), fence.content, block, line, depth, in_table))

    def _look_closed(self, fence: Fence, line: int, length: int) -> None:
        """Raises SpoorboekError where nothing closes a fence: it takes all below it.

        What opens it may be the end of an item that is lost above. Then that is told; text between colons stays text.
        """
        here = self.files[-1]
        if _is_closed(fence, here, line, length):
            return
        mark = fence.markup[0]
        marks = {opening.line: opening.mark for opening in here.openings if opening.line < line}
        above = (lost for lost in reversed(here.lost(self.scope.syntax)) if not lost.in_comment)
        cause = next((lost for lost in above if marks.get(lost.at.line - 1, "").startswith(mark)), None)
        if cause is None:
            raise self._unclosed(fence, here, line)
        if mark != ":":
            problem = _("{item} is no item here: {reason}", item=cause.name, reason=cause.reason)
            raise unreadable(cause.at, problem, _("mend that line; its end opens a fence that nothing closes"))

    def _unclosed(self, fence: Fence, here: _File, line: int) -> SpoorboekError:
        """The error of a fence that nothing closes, where it opens; of one that another one's end opens, that one."""
        shared = here.shared_ends.get(fence.markup[0])
        if shared and not fence.info.strip():
            place = Location(here.shown_as, shared.line + 1, here.lines[shared.line].find(fence.markup[0]) + 1)
            problem = _("the fence on line {line}, in this one, ends it too", line=shared.inner + 1)
            return unreadable(place, problem, _("begin and end this one with more marks"))
        before, _mark, _words = here.lines[line].partition(fence.markup)
        place = Location(here.shown_as, line + 1, len(before) + 1)
        problem = _("the fence {fence} is not closed", fence=fence.markup)
        end = re.sub(r"[^>\s]", " ", before) + fence.markup
        if not before.strip():
            return unreadable(place, problem, _("end it with a line {fence}", fence=fence.markup))
        return unreadable(place, problem, _("end it with a line '{end}', and begin all lines in it so", end=end))

    def directive(self, met: _Directive) -> None:
        """Read a directive by what becomes of its text."""
        use = directives.use(met.name)
        if self.handbook.gathers:
            self._gather_title(use, met)
        below = met.line + 1, met.line + 1 + met.content.count("\n")
        if met.name in self.handbook.settings.types:
            self._region(*below, Kind.ITEM)
            self._item(met)
            self._body(met)
        elif met.name == "include":
            self._include(met)
        elif use is None and not self.handbook.knows(met.name):
            self._region(*below, Kind.UNKNOWN, met.name)
            self._item(met)  # the item that was meant
        elif self._is_left(use, met):
            self.leave(met.line, _("{{{directive}}}", directive=met.name))
            self._region(*below, Kind.LEFT, met.name)
            self._look_for_examples(met)
        else:
            if use is Use.NOTHING:
                shows_code = met.name.lower() in directives.SHOW_CODE
                self._region(*below, Kind.EXAMPLE if shows_code else Kind.DIRECTIVE, met.name)
            self._known(use, met)

    def _look_for_examples(self, met: _Directive) -> None:
        """Note where text that is left to the build shows how something is written."""
        here = self.files[-1]
        if not here.has_opening(met.line + 1, met.line + 1 + met.content.count("\n")):
            return
        if met.name == "eval-rst":
            here.regions += rst.regions(met.content.split("\n"), met.line + 1)
            return
        for block in blocks(met.content, self.scope.parser, self.scope.env, self.scope.syntax):
            if isinstance(block, Fence):
                self._example(block, met.line + 1)

    def _example(self, fence: Fence, above: int) -> None:
        name = (fence.info.split(maxsplit=1) or [""])[0]
        first = above + fence.first + 1
        is_directive = name.startswith("{") and name.endswith("}")
        if name[1:-1].lower() in directives.SHOW_CODE if is_directive else fence.markup[0] != ":":
            self._region(first, first + fence.content.count("\n"), Kind.EXAMPLE)
            return
        for block in blocks(fence.content, self.scope.parser, self.scope.env, self.scope.syntax):
            if isinstance(block, Fence):
                self._example(block, first)

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
        elif self._is_broken(use, met):
            self._region(met.line + 1, met.line + 1 + met.content.count("\n"), Kind.BROKEN, met.name)
        elif use is Use.TITLED:
            self.handbook.mentions += self.inline(met.argument, met.line, met.line + 1, met.in_table)
            self._body(met)
        elif use is Use.NAMED:
            self._body(met)
        elif use is Use.PLAIN:
            self.text(met.content, met.line + 1, met.depth + 1, met.in_table)
        elif use is Use.TITLE:
            self.handbook.mentions += self.inline(met.argument, met.line, met.line + 1, met.in_table)
        elif met.name.lower() == filters.DIRECTIVE:
            self._filter(met)

    def _is_broken(self, use: Use | None, met: _Directive) -> bool:
        """Does it lack what it must have, so that nothing is made of its text?"""
        lacks_text = use is Use.TITLED and not met.block.body
        return lacks_text or (use in (Use.TITLED, Use.PLAIN) and not met.argument)

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
        self.files[-1].items.add(met.line)
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
        if self.brought.refusal(met.argument):
            return  # S514 says so
        path = self.scope.path(met.argument)
        if too_much := self.brought.excess(met.argument):
            raise unreadable(place, too_much, _("include fewer, or split the page"))
        options = {option.name: option.value for option in met.block.options}
        if not os.path.isfile(path):  # noqa: PTH113 - Path.is_file falls over a name that is too long
            problem = _("the included file {file} does not exist", file=met.argument)
            raise unreadable(place, problem, _("name a file that does"))
        if any(path == file.path for file in self.files):
            problem = _("the included file {file} includes itself", file=met.argument)
            raise unreadable(place, problem, _("take one of the two out"))
        if len(self.files) > directives.DEEPEST:
            problem = _("files that include each other stand {depth} deep", depth=len(self.files))
            raise unreadable(place, problem, _("nest them at most {most} deep", most=directives.DEEPEST))
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


_KINDS: Final = {
    "code_block": Kind.CODE,
    "front_matter": Kind.FRONT_MATTER,
    "myst_line_comment": Kind.COMMENT,
}


def _normal(name: str) -> str:
    """A name as docutils writes it."""
    return " ".join(name.lower().split())


def _stands_alone(rows: Sequence[str]) -> bool:
    """Does a new block begin here, whatever stands above it?"""
    return not rows[0].strip() and rows[-1:] != rows[:1] and _PARAGRAPH.match(rows[1]) is not None


def _is_closed(fence: Fence, here: _File, line: int, length: int) -> bool:
    closing = line + length + 1
    last = here.lines[closing].strip(" \t>") if closing < len(here.lines) else ""
    return len(last) >= len(fence.markup) and set(last) == {fence.markup[0]}
