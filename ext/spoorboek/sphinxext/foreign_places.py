"""Where a need of a project of others is written: at the directive on its line, or else at the one that has its id.

An extension may change a page before it is read, as a template does: its lines are not those of the file then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sphinx.application import Sphinx
from sphinx_needs.need_item import NeedItem

from spoorboek.model.errors import SpoorboekError
from spoorboek.model.programme import Location, Option
from spoorboek.readers import places, rst, sources
from spoorboek.readers.places import Block
from spoorboek.sphinxext import build_data

_FIRST: Final = -100_000
_LAST: Final = 100_000
"""Priorities before and after all handlers of other extensions."""
_ID: Final = re.compile(r"[\s>:]*\bid:[ \t]+(?P<id>\S+)\s*$")
_FENCE: Final = re.compile(r"(?P<before>[\s>*+-]*)(?P<mark>`{3,}|~{3,}|:{3,})\{")
_IMPORT: Final = "needimport"
_HIGHEST: Final = 100
"""Lines: no further above an id its directive is looked for."""


def connect(app: Sphinx) -> None:
    """Note the pages that an extension changes before they are read, by handlers that run before and after its own."""
    before: dict[str, str] = {}

    def remember(app: Sphinx, *arguments: object) -> None:
        before["text"] = _text(arguments)

    def compare(app: Sphinx, *arguments: object) -> None:
        if _text(arguments) != before.pop("text", ""):
            page = str(arguments[-2])  # of the page, or of the one that includes the file
            build_data.of(app.env).changed[page] = [True]

    for event in ("source-read", "include-read"):
        app.connect(event, remember, priority=_FIRST)
        app.connect(event, compare, priority=_LAST)


def _text(arguments: Sequence[object]) -> str:
    """The text of a page or of an included file, which both events hand over last, in a list of one.

    Templates drop the line end at the end, which moves no line.
    """
    texts: Any = arguments[-1]
    return str(texts[0]).rstrip()


@dataclass(frozen=True)
class Written:
    """What stands at the place of a need: the directive that made it, or only the place where none is found.

    Where not even that is known, it is the beginning of its page, and `has_location` is False.
    """

    at: Location
    block: Block | None = None
    lines: Sequence[str] = ()
    has_location: bool = True

    @property
    def options(self) -> tuple[Option, ...]:
        return self.block.options if self.block else ()

    def location_of(self, name: str) -> Location:
        return next((option.value_at for option in self.options if option.name == name), self.at)

    def location_of_target(self, role: str, target: str) -> Location:
        """Where a target stands in the value of its role, which may run on over several lines."""
        start = self.location_of(role)
        if start == self.at:
            return start
        others = {option.at.line for option in self.options}
        below = range(start.line + 1, len(self.lines) + 1)
        end = next((n for n in below if n in others or not self.lines[n - 1].strip()), len(self.lines) + 1)
        return places.target(target, start, end - 1, self.lines)


class SourceFiles:
    """The files of a project, each read once."""

    def __init__(self, app: Sphinx) -> None:
        self.app = app
        self.top = app.config.spoorboek_root
        self.changed = build_data.of(app.env).changed
        self._shown: dict[Path, str] = {}
        self._lines: dict[Path, list[str]] = {}
        self._ids: dict[Path, dict[str, list[int]]] = {}
        self._of_pages: dict[str, list[Path]] = {}
        self._imports: dict[str, Written | None] = {}

    def written(self, need: NeedItem) -> Written:
        """What was written of a need: on its page, or in a file that the page includes."""
        page, line = need["docname"], need["lineno"] or 1
        if need["is_external"] or not page:
            return Written(Location(str(need["external_url"] or need.id), line))
        found = self._import(page) if need["is_import"] else self._on_line(need, page) or self._by_id(need, page)
        if found:
            return found
        shown_as = self.shown(self.of_page(page)[0])
        if self._is_of_file(line, need, page):
            return Written(Location(shown_as, line))
        return Written(Location(shown_as, 1), has_location=False)

    def _is_of_file(self, line: int, need: NeedItem, page: str) -> bool:
        """Can the line that sphinx-needs names be one of the file? An include moves the lines below it."""
        lines = self.lines(self.of_page(page)[0])
        if page in self.changed or line > len(lines):
            return False
        text = lines[line - 1]
        return len(self.of_page(page)) == 1 or "::" in text or "{" in text or need.id in text

    def _import(self, page: str) -> Written | None:
        if page not in self._imports:
            self._imports[page] = self._only_import(page)
        return self._imports[page]

    def _only_import(self, page: str) -> Written | None:
        """The only directive that imports items to a page."""
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
        return Written(Location(self.shown(file), number, line.index(_IMPORT) + 1))

    def of_page(self, page: str) -> list[Path]:
        """The file of a page, and those that it depends on: what it includes, what its items are read from."""
        if page not in self._of_pages:
            others = sorted(Path(self.app.srcdir) / name for name in self.app.env.dependencies.get(page, ()))
            self._of_pages[page] = [Path(self.app.env.doc2path(page)), *others]
        return self._of_pages[page]

    def shown(self, file: Path) -> str:
        """How messages name a file."""
        if file not in self._shown:
            self._shown[file] = sources.shown(file, self.top)
        return self._shown[file]

    def lines(self, file: Path) -> list[str]:
        if file not in self._lines:
            try:
                self._lines[file] = sources.text(file, str(file)).split("\n")
            except (OSError, SpoorboekError):
                self._lines[file] = []
        return self._lines[file]

    def _on_line(self, need: NeedItem, page: str) -> Written | None:
        """The directive on the line that sphinx-needs names; its id may be made, where lines are those of the file."""
        ids = (need.id,) if page in self.changed else ("", need.id)
        line = need["lineno"] or 1
        for file in self.of_page(page):
            for number in (line, line - 1):  # right below another directive's opening line, MyST tells one too far
                block = self._block(file, number, need["type"])
                if block and _id(block) in ids:
                    return Written(block.name_at, block, self.lines(file))
        return None

    def _by_id(self, need: NeedItem, page: str) -> Written | None:
        """The only directive that has the id; on a page that was changed, of whatever name."""
        found = [(file, number) for file in self.of_page(page) for number in self._lines_of_id(file, need.id)]
        blocks = [(file, block) for file, number in found if (block := self._above(file, number, need))]
        if len(blocks) == 1:
            file, block = blocks[0]
            return Written(block.name_at, block, self.lines(file))
        if page in self.changed and len(found) == 1 and not blocks:
            file, number = found[0]
            column = self.lines(file)[number - 1].rindex(need.id) + 1
            return Written(Location(self.shown(file), number, column))
        return None

    def _lines_of_id(self, file: Path, id: str) -> list[int]:
        if file not in self._ids:
            ids = self._ids[file] = {}
            for number, line in enumerate(self.lines(file), 1):
                if "id:" in line and (found := _ID.match(line)):
                    ids.setdefault(found["id"], []).append(number)
        return self._ids[file].get(id, [])

    def _above(self, file: Path, line: int, need: NeedItem) -> Block | None:
        """The directive above an id that it has."""
        for number in range(line, max(line - _HIGHEST, 0), -1):
            block = self._block(file, number, need["type"])
            if block:
                return block if _id(block) == need.id else None
        return None

    def _block(self, file: Path, line: int, name: str) -> Block | None:
        lines = self.lines(file)
        opening = lines[line - 1] if 0 < line <= len(lines) else ""
        if name not in opening:
            return None
        shown_as = self.shown(file)
        if "{" + name + "}" in opening and (fence := _FENCE.match(opening)):
            content = "\n".join(_up_to_blank(lines, line, fence["mark"]))
            return places.block(shown_as, lines, line, name, content)
        return rst.block(shown_as, lines, line, name) if rst.opens(opening, name) else None


def _up_to_blank(lines: Sequence[str], line: int, mark: str) -> Iterator[str]:
    """The lines below the opening one up to the first that is blank, or the one that ends the fence."""
    for text in lines[line:]:
        bare = text.strip(" \t>")
        if not bare or (bare.startswith(mark) and not bare.strip(mark[0])):
            return
        yield text


def _id(block: Block) -> str:
    return next((option.value for option in block.options if option.name == "id"), "")
