"""Reads one page with its included files: blocks, directives, items and mentions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

from spoorboek.config.names import NAME_FIELDS, NAMED_TYPES
from spoorboek.config.settings import Settings
from spoorboek.model.errors import unreadable
from spoorboek.model.files import is_file
from spoorboek.model.message import Message, _
from spoorboek.model.programme import Breach, Filter, HiddenItem, Item, Location, LostItem, Mention, Text, Unseen
from spoorboek.readers import (
    directive_text,
    directives,
    fences,
    filters,
    items,
    lost_items,
    myst,
    openings,
    page_files,
    references,
    rst,
    unclosed_html,
    written_directive,
)
from spoorboek.readers.addresses import Files
from spoorboek.readers.blocks import CLASS, Block, Fence, Other, Paragraph
from spoorboek.readers.configuration import Configuration
from spoorboek.readers.directive_text import Piece, Unread
from spoorboek.readers.directives import Directive, Use
from spoorboek.readers.openings import Opening
from spoorboek.readers.references import Scope
from spoorboek.readers.source_file import Kind, Region, SourceFile

_NAMED: Final = re.compile(
    r"\[\^([^\]\s]{1,500}+)\]:|^[^(\n]*\(([^\n]+)\)=[ \t]*$|\bname:(.+)|\{[^{}\n]*#([^\s{}]+)", re.MULTILINE
)
"""What may define an anchor: a footnote, a target, an option, an attribute."""
_KINDS: Final = {"code_block": Kind.CODE, "front_matter": Kind.FRONT_MATTER, "myst_line_comment": Kind.COMMENT}


@dataclass
class Reading:
    """What pages are read with; `defines` tells whether another extension may define a directive."""

    configuration: Configuration
    settings: Settings
    defines: Callable[[str], bool]
    collects_texts: bool | None = None
    """Whether translatable texts are collected; by default if the handbook has several languages."""

    def __post_init__(self) -> None:
        if self.collects_texts is None:
            self.collects_texts = len(self.configuration.languages) > 1

    def openings(self, lines: Sequence[str], above: int) -> list[Opening]:
        return list(openings.find(lines, above, self._types, self.settings.looks_like_id))

    @cached_property
    def _types(self) -> Mapping[str, str]:
        return openings.by_casefolded(self.settings.types)


@dataclass
class Written:
    """The translatable texts of a page: its language, running text, and the titles and fields of its items."""

    language: str
    scope: Scope
    running: list[Text] = field(default_factory=list)
    fields: list[Text] = field(default_factory=list)


class Named(NamedTuple):
    """A mention; `by_anchor` if it is written with `#`, so that it may be an anchor of its page."""

    mention: Mention
    by_anchor: bool


@dataclass
class PageContent:
    """What was found, on one page or more; `anchors` are by docname."""

    items: list[Item] = field(default_factory=list)
    mentions: list[Named] = field(default_factory=list)
    filters: list[Filter] = field(default_factory=list)
    deferred: list[Unseen] = field(default_factory=list)
    lost_items: list[LostItem] = field(default_factory=list)
    hidden_items: list[HiddenItem] = field(default_factory=list)
    breaches: list[Breach] = field(default_factory=list)
    anchors: dict[str, set[str]] = field(default_factory=dict)
    files: set[Path] = field(default_factory=set)
    written: dict[str, Written] = field(default_factory=dict)

    def add(self, other: PageContent) -> None:
        """Add what was found on other pages."""
        for part in fields(self):
            own, new = getattr(self, part.name), getattr(other, part.name)
            own.extend(new) if isinstance(own, list) else own.update(new)


@dataclass
class Page:
    """A page being read; results are added to `content`."""

    reading: Reading
    content: PageContent
    docname: str
    scope: Scope
    included: Files
    """The files it included so far."""
    files: list[SourceFile] = field(default_factory=list)
    """The files being read, the innermost last."""
    parts: list[tuple[SourceFile, page_files.Part]] = field(default_factory=list)
    """What was read of each file."""
    names: set[str] = field(default_factory=set)
    """The anchors and footnotes that the page may have defined so far."""

    def __post_init__(self) -> None:
        self.collects_texts = bool(self.reading.collects_texts)

    @property
    def source(self) -> SourceFile:
        """The file being read."""
        return self.files[-1]

    def file(self, path: Path, text: str, part: page_files.Part | None = None, hiding: Sequence[Region] = ()) -> None:
        """Read a file, or a part of it; `hiding` are the regions around it that not every site shows."""
        read = part or page_files.Part(text, 0)
        self.content.files.add(path)
        lines = text.split("\n")
        found = self.reading.openings(read.text.split("\n"), read.above)
        source = SourceFile(path, self.reading.configuration.shown(path), lines, found)
        source.hiding += [region._replace(first=0, end=len(lines)) for region in hiding]
        self.files.append(source)
        self.parts.append((source, read))
        first = len(self.content.mentions)
        self.text(read.text, read.above, 1)
        if source.hiding:
            self.content.mentions[first:] = _with_hidden(self.content.mentions[first:], source)
        self.content.lost_items += lost_items.lost(source, self.scope.syntax)
        self.content.hidden_items += lost_items.hidden(source)
        self.files.pop()

    def text(self, text: str, above: int, depth: int, in_table: bool = False) -> None:
        """Read text after the first `above` lines of its file: mentions first, then directives."""
        if not text or not (self.collects_texts or self._may_tell(text, above)):
            return
        blocks = self.scope.blocks(text)
        mentions = [
            list(self._paragraph(block, above, in_table)) if isinstance(block, Paragraph) else [] for block in blocks
        ]
        for block, named in self._without_repeated_footnotes(zip(blocks, mentions, strict=True), above):
            self.content.mentions += named
            if isinstance(block, Paragraph):
                self._collect_text(block.text, above + block.first)
            elif isinstance(block, Fence):
                self.fence(block, above + block.first, depth, in_table)
            elif block.name == CLASS:
                self._hide_block(block, above)
            else:
                self._other(block, above)

    def _hide_block(self, block: Other, above: int) -> None:
        """Note that classes hide a block."""
        names = sorted(directives.HIDING_CLASSES.intersection(block.content.split()))
        self.source.hide(above + block.first, above + block.end, (f"class {name}" for name in names))

    def _may_tell(self, text: str, above: int) -> bool:
        """Whether the text may contain items, mentions, breaches, or headings and targets as anchors."""
        return (
            self._matters(text)
            or "#" in text
            or ")=" in text
            or "{{" in text
            or unclosed_html.may_be_open(text)
            or self.source.has_opening(above, above + text.count("\n") + 1)
        )

    def _without_repeated_footnotes(
        self, blocks: Iterable[tuple[Block, list[Named]]], above: int
    ) -> Iterator[tuple[Block, list[Named]]]:
        """All blocks except repeated footnotes: MyST-Parser drops a second footnote of the same name."""
        inside = 0
        for block, named in blocks:
            if isinstance(block, Other) and block.name == "footnote_reference_open":
                if not inside and block.content in self.names:
                    self.defer(above + block.first, _("a footnote with a name that was given before"))
                inside += bool(inside or block.content in self.names)
                self.names.add(block.content)
            elif isinstance(block, Other) and block.name == "footnote_reference_close":
                inside -= bool(inside)
            elif not inside:
                yield block, named
            elif not isinstance(block, Paragraph):
                self._unread(block.content if isinstance(block, Fence) else f"({block.content})=")
                first = above + block.first
                self.source.note(first, first + block.content.count("\n") + 1, Kind.DEFERRED)

    def _collect_text(self, text: str, line: int) -> None:
        """Collect a translatable text as gettext extracts it, on one line."""
        if not self.collects_texts:
            return
        lines = text.split("\n") if "\n" in text else (text,)
        if line_of_text := " ".join([line.strip(" \t") for line in lines]):
            self.content.written[self.docname].running.append(
                Text(Location(self.source.shown_as, line + 1), line_of_text)
            )

    def _paragraph(self, block: Paragraph, above: int, in_table: bool) -> Iterator[Named]:
        if block.heading:
            myst.check_density(block.text, self.scope.syntax, Location(self.source.shown_as, above + block.first + 1))
        if 0 < block.heading <= self.scope.syntax.heading_anchors:
            self._anchors.add(self.scope.slug(block.text))
        for name in self.scope.names(block.text) if "{" in block.text else ():
            self._name(name)
        return self.inline(block.text, above + block.first, above + block.end, in_table or block.in_table)

    @property
    def _anchors(self) -> set[str]:
        return self.content.anchors.setdefault(self.docname, set())

    def _other(self, block: Other, above: int) -> None:
        first, end = above + block.first, above + block.end
        if block.name == "myst_target":
            self._name(block.content)
        elif block.name.startswith("substitution"):
            self.defer(first, _("a substitution"))
        elif block.name == "html_block":
            self._html(block.content, first, end)
        elif block.name in _KINDS:
            self.source.note(first, end, _KINDS[block.name])

    def _html(self, content: str, first: int, end: int) -> None:
        if mark := unclosed_html.find_open(content):
            location = Location(
                self.source.shown_as, first + 1, max(self.source.lines[first].find(mark.begin[:2]), 0) + 1
            )
            problem = _("{begin} is not closed, so it includes all text below it", begin=mark.begin)
            raise unreadable(location, problem, _("end it with {end}", end=mark.end))
        is_comment = content.lstrip().startswith("<!--")
        nested = is_comment and content.find("<!--", content.find("<!--") + 1) >= 0
        self.source.note(first, end, Kind.OPEN_COMMENT if nested else Kind.COMMENT if is_comment else Kind.HTML)

    def _name(self, written: str) -> None:
        """Note the anchor that a target or directive defines, as docutils normalises it."""
        name = _normal(written)
        self.names.add(name)
        self._anchors.add(name)

    def _unread(self, text: str) -> None:
        """Note the anchors that text which is left to the build may define."""
        for match in _NAMED.finditer(text):
            name = match[match.lastindex or 0].strip(" '\"")
            self.names |= {name, _normal(name)}

    def inline(self, text: str, first: int, end: int, in_table: bool) -> Iterator[Named]:
        """The mentions in a paragraph on the 0-based lines `first` up to `end`."""
        if "{{" in text and "substitution" in self.scope.syntax.enable_extensions:
            self.defer(first, _("a substitution"))
        if not references.may_refer(text, self.scope.env):
            return
        for reference in references.references(text, self.scope, self.source, first, end):
            to_item = reference.by_role or self.reading.settings.looks_like_id(reference.target)
            mention = Mention(self.docname, reference.target, reference.at, to_item, not in_table)
            yield Named(mention, reference.by_anchor)

    def fence(self, fence: Fence, line: int, depth: int, in_table: bool) -> None:
        """Read a fence that opens on the 0-based line `line`."""
        fences.check_closed(fence, line, self.source, self.scope.syntax)
        end = line + fence.content.count("\n") + 1
        self.source.fences[end, fence.markup[0]].append(line)
        name, argument = (*fence.info.split(maxsplit=1), "", "")[:2]
        if self._is_directive(name):
            fences.check_depth(Location(self.source.shown_as, line + 1), depth)
            name = name[1:-1] if name.startswith("{") else name
            block = written_directive.read(self.source.shown_as, self.source.lines, line + 1, name, fence.content)
            outermost = depth == 1 and self.source.lines[line].startswith(fence.markup)
            self.directive(Directive(name, argument.strip(), fence.content, block, line, depth, in_table, outermost))
        elif fence.markup[0] == ":":
            fences.check_depth(Location(self.source.shown_as, line + 1), depth)
            self.text(fence.content, line + 1, depth + 1, in_table)
        else:
            self.source.note(line + 1, end, Kind.EXAMPLE)

    def _is_directive(self, name: str) -> bool:
        in_braces = name.startswith("{") and name.endswith("}")
        syntax = self.scope.syntax
        return not syntax.has_no_directives and (in_braces or name in syntax.fence_as_directive)

    def directive(self, directive: Directive) -> None:
        """Read a directive: an item, an include, or another by how it treats its text."""
        if directive.name in self.reading.settings.types:
            self.source.note(*directive.lines, Kind.ITEM)
            self._item(directive)
            self._pieces(directive_text.text_below(directive), directive)
            return
        if directive.name == "include":
            self._include(directive)
            return
        use = directives.use(directive.name, self.reading.configuration.extensions)
        if use is None and not self.reading.defines(directive.name):
            item = self._item(directive)
            self.source.note(*directive.lines, Kind.UNKNOWN, directive.name, item.name)
        else:
            self._hide(directive)
            self._other_directive(use, directive)

    def _hide(self, directive: Directive) -> None:
        """Note what a directive hides: its content, or if it has none and sets a class, up to the next opening."""
        hides = [directive.name] if directive.name.lower() in directives.HIDE else []
        sets_class = directive.name.lower() in directives.CLASSED
        classes = [directive.argument] if sets_class else []
        classes += [option.value for option in directive.written.options if option.name == "class"]
        hiding_classes = directives.HIDING_CLASSES.intersection(" ".join(classes).split())
        hides += [f"{directive.name} {name}" for name in sorted(hiding_classes)]
        if hides and sets_class and not directive.content.strip():
            following = (opening.line for opening in self.source.openings if opening.line > directive.line)
            self.source.hide(directive.line, next(following, directive.line) + 1, hides)
        self.source.hide(*directive.lines, hides)

    def _other_directive(self, use: Use | None, directive: Directive) -> None:
        """Read a directive that is neither item nor include, or leave it to the build."""
        for option in directive.written.options:
            if option.name in ("caption", "alt"):
                self._collect_text(option.value, option.value_at.line - 1)
        pieces = directive_text.pieces(use, directive, self.scope)
        if pieces is Unread.DEFERRED:
            self._defer(use, directive)
            return
        for option in directive.written.options:
            if option.name == "name":
                self._name(option.value)
        if pieces is Unread.BROKEN:
            self.source.note(*directive.lines, Kind.BROKEN, directive.name)
        elif directive.name.lower() in directives.SHOW_CODE:
            self.source.note(*directive.lines, Kind.EXAMPLE, directive.name)
        elif use is Use.NOTHING:
            self.source.note(*directive.lines, Kind.DIRECTIVE, directive.name)
        self._pieces(pieces, directive)
        if directive.name.lower() == filters.DIRECTIVE:
            self._filter(directive)

    def _pieces(self, pieces: Sequence[Piece] | Unread, directive: Directive) -> None:
        """Read the pieces of text in a directive."""
        for piece in () if isinstance(pieces, Unread) else pieces:
            in_table = directive.in_table or piece.in_table
            collected = self.collects_texts
            self.collects_texts = collected and piece.is_translated
            if piece.is_paragraph:
                self.content.mentions += self.inline(piece.text, piece.line, piece.end, in_table)
                self._collect_text(piece.written or piece.text, piece.line)
            else:
                self.text(piece.text, piece.line, directive.depth + 1, in_table)
            self.collects_texts = collected

    def _defer(self, use: Use | None, directive: Directive) -> None:
        """Leave a directive to the build if it may contain items or mentions."""
        self._unread(directive.content)
        may_make = use is None or directive.name in directives.MAKE_ITEMS
        if may_make or self._matters(f"{directive.argument}\n{directive.content}"):
            self.defer(directive.line, _("{{{directive}}}", directive=directive.name))
        self.source.note(*directive.lines, Kind.DEFERRED, directive.name)
        lines = directive.content.split("\n")
        if directive.name == "eval-rst":
            rst.check_depth(self.source.shown_as, lines, directive.line + 1)
        many_fences = directive.content.count(":::") + directive.content.count("```") > directives.DEEPEST
        if not (many_fences or self.source.has_opening(*directive.lines)):
            return
        if directive.name == "eval-rst":
            self.source.regions += rst.regions(lines, directive.line + 1)
            self.source.hiding += rst.hiding(lines, directive.line + 1)
        else:
            self._scan_deferred(directive.content, directive.line + 1, directive.depth + 1)

    def _scan_deferred(self, text: str, above: int, depth: int) -> None:
        """Note regions of examples and hidden content in text that is left to the build."""
        for block in self.scope.blocks(text):
            if isinstance(block, Other) and block.name == CLASS:
                self._hide_block(block, above)
            if not isinstance(block, Fence):
                continue
            name = (block.info.split(maxsplit=1) or [""])[0]
            first = above + block.first + 1
            lines = first, first + block.content.count("\n")
            is_directive = self._is_directive(name)
            name = name.strip("{}").lower()
            if name in directives.SHOW_CODE if is_directive else block.markup[0] != ":":
                self.source.note(*lines, Kind.EXAMPLE)
                continue
            if is_directive and name in directives.HIDE:
                self.source.hide(*lines, [name])
            fences.check_depth(Location(self.source.shown_as, first), depth)
            self._scan_deferred(block.content, first, depth + 1)

    def _filter(self, directive: Directive) -> None:
        """Note the query of a table; docutils requires exactly one word as its argument."""
        if len(directive.argument.split()) == 1:
            self.content.filters.append(
                filters.read(directive.written, self.source.lines[directive.line], directive.argument, self.docname)
            )

    def _item(self, directive: Directive) -> Item:
        settings = self.reading.settings
        self.source.items.add(directive.line)
        item = items.item(directive.written, directive.name, directive.argument, self.docname, settings)
        self.content.items.append(item)
        if self.reading.collects_texts and item.type in settings.types:
            prose = [option for option in item.options if option.name in settings.prose]
            texts = [
                Text(item.at, item.title, item.type in NAMED_TYPES),
                *(Text(option.value_at, option.value, option.name in NAME_FIELDS) for option in prose),
            ]
            self.content.written[self.docname].fields += [text for text in texts if text.text]
        return item

    def _include(self, directive: Directive) -> None:
        """Read the part of a file that an `{include}` includes."""
        self.source.note(*directive.lines, Kind.DIRECTIVE, directive.name)
        path = self._included_path(directive)
        options = {option.name: option.value for option in directive.written.options}
        if path is None or not options.keys().isdisjoint({"literal", "code"}):
            return
        text = page_files.text(path, self.reading.configuration.shown(path))
        part = page_files.part(text, options)
        if part is not None:
            around = [region for region in self.source.hiding if region.first <= directive.line < region.end]
            self.file(path, text, part, around)

    def _included_path(self, directive: Directive) -> Path | None:
        """The file that an `{include}` names; None for one of docutils' own, and for one that S514 reports.

        Raises SpoorboekError if it does not exist, or too many files are included.
        """
        name = directive.argument
        if (name.startswith("<") and name.endswith(">")) or self.included.refusal(name):
            return None
        path = self.scope.path(name)
        if problem := self.included.excess(name):
            remedy = _("include fewer, or split the page")
        elif not is_file(path):
            problem, remedy = _("the included file {file} does not exist", file=name), _("name a file that does")
        elif any(path == file.path for file in self.files):
            problem, remedy = _("the included file {file} includes itself", file=name), _("remove one of the two")
        elif len(self.files) > directives.DEEPEST:
            problem = _("files include each other {depth} deep", depth=len(self.files))
            remedy = _("nest them at most {most} deep", most=directives.DEEPEST)
        else:
            return path
        raise unreadable(Location(self.source.shown_as, directive.line + 1), problem, remedy)

    def defer(self, line: int, message: Message) -> None:
        """Leave what is on a 0-based line to the build."""
        self.content.deferred.append(Unseen(Location(self.source.shown_as, line + 1), message))

    def _matters(self, text: str) -> bool:
        """Whether the text may contain directives or mentions."""
        return directives.may_hold(text) or references.may_refer(text, self.scope.env)


def _with_hidden(mentions: Iterable[Named], source: SourceFile) -> Iterator[Named]:
    """The mentions, those in a file marked that are where not every site shows them."""
    hidden = source.hidden_lines()
    for named in mentions:
        at = named.mention.at
        is_hidden = at.file == source.shown_as and at.line - 1 in hidden
        yield named._replace(mention=named.mention._replace(is_hidden=True)) if is_hidden else named


def _normal(name: str) -> str:
    """A name as docutils normalises it."""
    return " ".join(name.lower().split())
