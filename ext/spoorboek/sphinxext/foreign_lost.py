"""Lines in another project that look like the opening of an item but make none, if no other tool reports them.

Only unmistakable slips are reported: a type name with wrong marks around it, on a page that no extension changes.
What sphinx-needs or Sphinx rejects, they report themselves.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from sphinx.application import Sphinx

from spoorboek.config.settings import Settings
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.message import _
from spoorboek.model.programme import Item, Location, LostItem
from spoorboek.readers import openings, rst
from spoorboek.readers.configuration import Configuration
from spoorboek.readers.directives import Use, use
from spoorboek.readers.items import outside_fences
from spoorboek.readers.openings import Opening
from spoorboek.readers.source_file import Kind
from spoorboek.readers.written_directive import Row
from spoorboek.sphinxext.foreign_places import SourceFiles

_MARKDOWN: Final = "markdown"
_RST: Final = "restructuredtext"
_TEXTS: Final = frozenset({".md", ".txt", ".rst", ".inc"})
_INDENTED: Final = re.compile(r"(?: {4}|\t)")
"""An indentation at which Markdown may take a line for a code block."""
_HOLDS_TEXT: Final = frozenset({Use.TEXT, Use.TITLED, Use.NAMED, Use.CLASSES, Use.VERSION, Use.TOPIC, Use.SIDEBAR})


def lost_items(app: Sphinx, files: SourceFiles, items: Iterable[Item]) -> tuple[LostItem, ...]:
    """Return the lost items of all pages that no extension changes, sorted by location."""
    return tuple(sorted({lost for page in _Pages(app, files, items).all() for lost in page}))


class _Pages:
    """The pages of a build, with the lines at which an item was made."""

    def __init__(self, app: Sphinx, files: SourceFiles, items: Iterable[Item]) -> None:
        self.app = app
        self.files = files
        self.settings: Settings = app.config.spoorboek_settings
        self.types = openings.by_casefolded(self.settings.types)
        self.lines_of_items = {(item.at.file, item.at.line) for item in items}
        self.ids = {item.id for item in items if item.id}

    def all(self) -> Iterator[list[LostItem]]:
        suffixes = self.app.config.source_suffix
        for page in sorted(self.app.env.found_docs - self.files.changed):
            file = self.files.of_page(page)[0]
            kind = suffixes.get(file.suffix)
            if kind == _MARKDOWN:
                yield self._in_markdown(page, file)
            elif kind == _RST:
                yield list(self._in_rst(file))

    def _unmade(self, file: Path) -> dict[Location, Opening]:
        """Return the openings in a file that made no item, by location."""
        shown_as = self.files.shown(file)
        candidates = openings.find(self.files.lines(file), 0, self.types, lambda id: True)
        unmade = (opening for opening in candidates if not self._is_made(opening, shown_as))
        return {
            Location(shown_as, opening.line + 1, opening.column): opening
            for opening in unmade
            if _is_intended(opening) and not _is_reported_by_myst(opening)
        }

    def _is_made(self, opening: Opening, shown_as: str) -> bool:
        return (shown_as, opening.line + 1) in self.lines_of_items or opening.id in self.ids

    def _in_markdown(self, page: str, file: Path) -> list[LostItem]:
        """Return the lost items of a Markdown page; our own Markdown reader decides where a line is in doubt."""
        files = [file, *(item for item in self.files.of_page(page)[1:] if item.suffix in _TEXTS)]
        unmade = {location: opening for item in files for location, opening in self._unmade(item).items()}
        if not unmade:
            return []
        try:
            lost_items: list[LostItem] = self._reader.page(page, file).lost_items
        except SpoorboekError:  # for example a fence that does not end, because its opening line is misspelt
            around = {row.line for row in outside_fences(Row(n, 1, t) for n, t in enumerate(self.files.lines(file), 1))}
            lost_items = [_lost(at, opening, _correct(opening)) for at, opening in unmade.items() if at.line in around]
        lost = [
            item for item in lost_items if item.at in unmade and not (item.deferred or item.in_comment or item.within)
        ]
        return [item for item in lost if not _INDENTED.match(self._line(item.at))]

    def _line(self, at: Location) -> str:
        return self.files.lines(self.files.top / at.file)[at.line - 1]

    @cached_property
    def _reader(self) -> Any:
        """Our Markdown reader; imported on demand, since few projects need it and the import is slow."""
        markdown = importlib.import_module("spoorboek.readers.markdown")
        values = {option.name: option.value for option in self.app.config}
        configuration = Configuration(Path(self.app.srcdir), Path(self.app.confdir), values)
        return markdown.PageReader(configuration, self.settings, lambda name: True, collects_texts=False)

    def _in_rst(self, file: Path) -> Iterator[LostItem]:
        lines = self.files.lines(file)
        for at, opening in self._unmade(file).items():
            if not rst.opens(lines[opening.line], opening.type) and _is_text(lines, opening.line, self.settings.types):
                yield _lost(at, opening, f".. {opening.type}::")


def _is_intended(opening: Opening) -> bool:
    """Whether an opening has an id or marks, and so is more than a type name in a comment or in code."""
    marks = "{" in opening.written or opening.written.endswith("::")
    return bool(opening.mark and (opening.id or marks))


def _correct(opening: Opening) -> str:
    mark = opening.mark if opening.is_fence else ":::"
    return f"{mark}{{{opening.type}}}"


def _is_reported_by_myst(opening: Opening) -> bool:
    """Whether MyST reports the line, because it names an unknown directive."""
    return opening.is_fence and "{" in opening.written and opening.written != _correct(opening)


def _lost(at: Location, opening: Opening, right: str) -> LostItem:
    reason = _("expected {right}, found {found}", right=right, found=opening.written)
    return LostItem(at, opening.type, opening.id, opening.title, reason)


def _is_text(lines: Sequence[str], line: int, types: Container[str]) -> bool:
    """Whether a line (from 0) of reStructuredText is text, and not code, a comment or part of another directive."""
    around = (region.kind for region in rst.regions(lines, 0) if region.first <= line < region.end)
    if not {Kind.EXAMPLE, Kind.COMMENT}.isdisjoint(around):
        return False
    indent = rst.indentation(lines[line])
    for above in range(line - 1, -1, -1):
        text = lines[above]
        if not text.strip() or rst.indentation(text) >= indent:
            continue
        indent = rst.indentation(text)
        directive = rst.DIRECTIVE.match(text.strip())
        if directive and directive[1] not in types and use(directive[1]) not in _HOLDS_TEXT:
            return False
        if indent == 0:
            break
    return True
