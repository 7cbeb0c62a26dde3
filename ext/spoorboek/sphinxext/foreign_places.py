"""The location of a need in another project: the directive on its line, else the directive that has its id.

If an extension changes a page before it is read, as templates do, its line numbers are not those of the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from sphinx.application import Sphinx
from sphinx_needs.need_item import NeedItem

from spoorboek.model.grouping import grouped
from spoorboek.model.programme import Location, Option
from spoorboek.readers import page_files, rst, written_directive
from spoorboek.readers.written_directive import WrittenDirective
from spoorboek.sphinxext import build_data, mentions

_FIRST: Final = -100_000
_LAST: Final = 100_000
"""Priorities before and after all handlers of other extensions."""
_ID: Final = re.compile(r"[\s>:]*\bid:[ \t]+(?P<id>\S+)\s*$")
_FENCE: Final = re.compile(r"(?P<before>[\s>*+-]*)(?P<mark>`{3,}|~{3,}|:{3,})\{")
_IMPORT: Final = "needimport"
_HIGHEST: Final = 100
"""How many lines above an id option its directive is searched for."""


def connect(app: Sphinx) -> None:
    """Record the pages that extensions change before they are read; handlers run before and after theirs."""
    before: dict[str, str] = {}

    def remember(app: Sphinx, *arguments: object) -> None:
        before["text"] = _text(arguments)

    def compare(app: Sphinx, *arguments: object) -> None:
        if _text(arguments) != before.pop("text", ""):
            page = str(arguments[-2])  # the docname, also of the page that includes a file
            build_data.of(app.env).pages[page].is_changed = True

    for event in ("source-read", "include-read"):
        app.connect(event, remember, priority=_FIRST)
        app.connect(event, compare, priority=_LAST)


def _text(arguments: Sequence[object]) -> str:
    """Return the text of a page or included file, the last argument of both events, as a list of one.

    Trailing white space is ignored: templates drop the last line end, which moves no line.
    """
    texts: Any = arguments[-1]
    return str(texts[0]).rstrip()


@dataclass(frozen=True)
class Source:
    """The source of a need: its directive (`block`), or only a location if the directive is not found.

    If not even the line is known, `at` is the start of its page and `has_location` is False.
    """

    at: Location
    block: WrittenDirective | None = None
    lines: Sequence[str] = ()
    has_location: bool = True

    @property
    def options(self) -> tuple[Option, ...]:
        return self.block.options if self.block else ()

    def location_of(self, name: str) -> Location:
        return next((option.value_at for option in self.options if option.name == name), self.at)

    def location_of_target(self, role: str, target: str) -> Location:
        """Return the location of a target in the value of its role, which may span several lines."""
        start = self.location_of(role)
        if start == self.at:
            return start
        option_lines = {option.at.line for option in self.options}
        below = range(start.line + 1, len(self.lines) + 1)
        end = next((n for n in below if n in option_lines or not self.lines[n - 1].strip()), len(self.lines) + 1)
        return written_directive.target(target, start, end - 1, self.lines)


class SourceFiles:
    """The source files of a project, each read once."""

    def __init__(self, app: Sphinx) -> None:
        self.app = app
        self.top = app.config.spoorboek_root
        self.changed = {page for page, read in build_data.of(app.env).pages.items() if read.is_changed}
        self.shown: Callable[[Path], str] = cache(lambda file: page_files.shown(file, self.top))
        """Returns the name of a file for messages."""
        self.lines: Callable[[Path], list[str]] = cache(mentions.lines_of)
        self.of_page: Callable[[str], list[Path]] = cache(self._files_of_page)
        """Returns the file of a page (docname) and the files it depends on, such as includes."""
        self._import: Callable[[str], Source | None] = cache(self._only_import)
        self._ids: Callable[[Path], Mapping[str, list[int]]] = cache(self._lines_by_id)

    def written(self, need: NeedItem) -> Source:
        """Return the source of a need, on its page or in an included file."""
        page, line = need["docname"], need["lineno"] or 1
        if need["is_external"] or not page:
            return Source(Location(str(need["external_url"] or need.id), line))
        source = self._import(page) if need["is_import"] else self._on_line(need, page) or self._by_id(need, page)
        if source:
            return source
        shown_as = self.shown(self.of_page(page)[0])
        if self._is_of_file(line, need, page):
            return Source(Location(shown_as, line))
        return Source(Location(shown_as, 1), has_location=False)

    def _is_of_file(self, line: int, need: NeedItem, page: str) -> bool:
        """Whether the line that sphinx-needs reports can be one of the page's own file; includes shift lines."""
        lines = self.lines(self.of_page(page)[0])
        if page in self.changed or line > len(lines):
            return False
        text = lines[line - 1]
        return len(self.of_page(page)) == 1 or "::" in text or "{" in text or need.id in text

    def _only_import(self, page: str) -> Source | None:
        """Return the `needimport` directive of a page, if it has exactly one."""
        opening = [
            (file, number, line)
            for file in self.of_page(page)
            if file.suffix != ".json"
            for number, line in enumerate(self.lines(file), 1)
            if _IMPORT in line and (rst.opens(line, _IMPORT) or "{" + _IMPORT + "}" in line)
        ]
        if len(opening) != 1:
            return None
        ((file, number, line),) = opening
        return Source(Location(self.shown(file), number, line.index(_IMPORT) + 1))

    def _files_of_page(self, page: str) -> list[Path]:
        dependencies = sorted(Path(self.app.srcdir) / name for name in self.app.env.dependencies.get(page, ()))
        return [Path(self.app.env.doc2path(page)), *dependencies]

    def _on_line(self, need: NeedItem, page: str) -> Source | None:
        """Return the directive on the line of a need; it may lack an id option, unless the page was changed."""
        ids = (need.id,) if page in self.changed else ("", need.id)
        line = need["lineno"] or 1
        for file in self.of_page(page):
            for number in (line, line - 1):  # MyST adds one directly below the opening of another directive
                block = self._block(file, number, need["type"])
                if block and _id(block) in ids:
                    return Source(block.name_at, block, self.lines(file))
        return None

    def _by_id(self, need: NeedItem, page: str) -> Source | None:
        """Return the only directive that has the id; on a changed page, failing that, the line of the id option."""
        places = [(file, number) for file in self.of_page(page) for number in self._ids(file).get(need.id, ())]
        blocks = [(file, block) for file, number in places if (block := self._above(file, number, need))]
        if len(blocks) == 1:
            file, block = blocks[0]
            return Source(block.name_at, block, self.lines(file))
        if page in self.changed and len(places) == 1 and not blocks:
            file, number = places[0]
            column = self.lines(file)[number - 1].rindex(need.id) + 1
            return Source(Location(self.shown(file), number, column))
        return None

    def _lines_by_id(self, file: Path) -> dict[str, list[int]]:
        """Return the lines (from 1) of the id options in a file, by id."""
        lines = ((number, line) for number, line in enumerate(self.lines(file), 1) if "id:" in line)
        matches = ((number, match) for number, line in lines if (match := _ID.match(line)))
        return grouped((match["id"], number) for number, match in matches)

    def _above(self, file: Path, line: int, need: NeedItem) -> WrittenDirective | None:
        """Return the directive above an id option, if the id is its own."""
        for number in range(line, max(line - _HIGHEST, 0), -1):
            block = self._block(file, number, need["type"])
            if block:
                return block if _id(block) == need.id else None
        return None

    def _block(self, file: Path, line: int, name: str) -> WrittenDirective | None:
        lines = self.lines(file)
        opening = lines[line - 1] if 0 < line <= len(lines) else ""
        if name not in opening:
            return None
        shown_as = self.shown(file)
        if "{" + name + "}" in opening and (fence := _FENCE.match(opening)):
            content = "\n".join(_up_to_blank(lines, line, fence["mark"]))
            return written_directive.read(shown_as, lines, line, name, content)
        return rst.directive(shown_as, lines, line, name) if rst.opens(opening, name) else None


def _up_to_blank(lines: Sequence[str], line: int, mark: str) -> Iterator[str]:
    """Yield the lines below the opening line, up to the first blank line or the end of the fence."""
    for text in lines[line:]:
        stripped = text.strip(" \t>")
        if not stripped or (stripped.startswith(mark) and not stripped.strip(mark[0])):
            return
        yield text


def _id(block: WrittenDirective) -> str:
    return next((option.value for option in block.options if option.name == "id"), "")
