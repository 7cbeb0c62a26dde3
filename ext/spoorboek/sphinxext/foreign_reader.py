"""The programme as sphinx-needs (8.5 and 9.1) resolves it, for a project that is no handbook of ours.

What such a project wrote is sphinx-needs' to judge: ids it makes, functions it computes, items it imports. Only where
each link stands is read from the page itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sphinx.application import Sphinx
from sphinx_needs.api import get_needs_view
from sphinx_needs.need_item import NeedItem, NeedLink
from sphinx_needs.views import NeedsView

from spoorboek.analysis import reviews
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.programme import Item, Link, Location, Option, Programme
from spoorboek.readers import places, rst, sources
from spoorboek.readers.places import Block
from spoorboek.sphinxext import build_data, foreign_types


def read(app: Sphinx) -> Programme:
    """The programme of a build whose pages have all been read."""
    view = get_needs_view(app)
    files = _Sources(app)
    found = [_item(need, view, files.written(need), app) for need in view.values()]
    mentions = (replace(mention, to_item=False) for mention in build_data.of(app.env).all_mentions())
    read = Programme(
        tuple(sorted(found, key=lambda item: (item.at, item.id))),
        tuple(sorted(mentions, key=lambda mention: (mention.at, mention.target))),
        breaches=tuple(sorted(set(build_data.of(app.env).all_breaches()))),
    )
    return reviews.with_fingerprints(read, app.config.spoorboek_settings)


@dataclass(frozen=True)
class _Written:
    """What stands at the place of a need: the directive that made it, or only the place where none is found."""

    at: Location
    options: tuple[Option, ...] = ()
    lines: Sequence[str] = ()

    def place_of(self, name: str) -> Location:
        return next((option.value_at for option in self.options if option.name == name), self.at)

    def place_of_target(self, role: str, target: str) -> Location:
        """Where a target stands in the value of its role, which may run on over several lines."""
        start = self.place_of(role)
        if start == self.at:
            return start
        others = {option.at.line for option in self.options}
        below = range(start.line + 1, len(self.lines) + 1)
        end = next((n for n in below if n in others or not self.lines[n - 1].strip()), len(self.lines) + 1)
        return places.target(target, start, end - 1, self.lines)


class _Sources:
    """The files of a project, each read once."""

    def __init__(self, app: Sphinx) -> None:
        self.app = app
        self.lines: dict[Path, list[str]] = {}

    def written(self, need: NeedItem) -> _Written:
        """What was written of a need: on its page, or in a file that the page includes."""
        top = self.app.config.spoorboek_root
        page, line = need["docname"], need["lineno"] or 1
        if need["is_external"] or not page:
            return _Written(Location(str(need["external_url"] or need.id), line))
        path = Path(self.app.env.doc2path(page))
        others = sorted(Path(self.app.srcdir) / name for name in self.app.env.dependencies.get(page, ()))
        for file in () if need["is_import"] else (path, *others):
            for number in (line, line - 1):  # right below another directive's opening line, MyST tells one too far
                block = self._block(file, number, need["type"])
                if block and _id(block) in ("", need.id):
                    return _Written(block.name_at, block.options, self._lines(file))
        return _Written(Location(sources.shown(path, top), line))

    def _block(self, file: Path, line: int, name: str) -> Block | None:
        lines = self._lines(file)
        opening = lines[line - 1] if 0 < line <= len(lines) else ""
        shown_as = sources.shown(file, self.app.config.spoorboek_root)
        if "{" + name + "}" in opening:
            end = next((n for n in range(line, len(lines)) if not lines[n].strip()), len(lines))
            return places.block(shown_as, lines, line, name, "\n".join(lines[line:end]))
        return rst.block(shown_as, lines, line, name) if rst.opens(opening, name) else None

    def _lines(self, file: Path) -> list[str]:
        if file not in self.lines:
            try:
                self.lines[file] = sources.text(file, str(file)).split("\n")
            except (OSError, SpoorboekError):
                self.lines[file] = []
        return self.lines[file]


def _id(block: Block) -> str:
    return next((option.value for option in block.options if option.name == "id"), "")


def _item(need: NeedItem, view: NeedsView, written: _Written, app: Sphinx) -> Item:
    values = {"id": need.id, **{name: need[name] for name in foreign_types.CORE}, **dict(need.iter_extra_items())}
    options = tuple(
        Option.placed(name, str(value), written.place_of(name), written.place_of(name))
        for name, value in values.items()
        if value not in (None, "", [], ())
    )
    links = tuple(_links(need, view, written, app))
    title = " ".join(need["title"].split()) or need.id
    return Item(need["type"], title, need["docname"] or "", written.at, options, links, written_type=need["type"])


def _links(need: NeedItem, view: NeedsView, written: _Written, app: Sphinx) -> Iterator[Link]:
    """The links of a need; of dead ones only those that sphinx-needs does not let pass."""
    for role, links in need.iter_links_items(as_str=False):
        for link in dict.fromkeys(links) if role != "parent_needs" else ():  # where it stands, and not what it says
            if not _is_dead(link, view):
                yield Link(need.id, role, link.id, written.place_of_target(role, link.to_filter_string()))
            elif not _may_be_dead(need, role, app):
                target = link.to_filter_string()
                yield Link(need.id, role, target, written.place_of_target(role, target))


def _is_dead(link: NeedLink, view: NeedsView) -> bool:
    target = view.get(link.id)
    return target is None or (link.part is not None and target.get_part(link.part) is None)


def _may_be_dead(need: NeedItem, role: str, app: Sphinx) -> bool:
    """Does the project allow it, or is it told elsewhere: of an external need, or of the links a union is made of?"""
    declared = foreign_types.link(app, role)
    if need["is_external"] or declared is None or not app.config.needs_report_dead_links:
        return True
    is_union = hasattr(declared, "union_on") and declared.union_on(need) is not None
    return declared.allow_dead_links or is_union
