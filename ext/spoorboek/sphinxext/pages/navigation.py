"""The menu of all pages: computed once in a build, marked for each page by the template."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment.adapters.toctree import global_toctree_for_doc

from spoorboek.config.names import Types
from spoorboek.model.graph import reached
from spoorboek.sphinxext import build_data
from spoorboek.sphinxext.pages import draw, language, typography

_BY_TITLE: Final = (Types.THEME, Types.CHAIN, Types.ORGANISATION)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the menu.

    `number` counts the entries of the whole menu, `folder` those with entries below them (0: none). `title` is HTML;
    `page` is the docname, "" for other addresses; `language` is set if it differs from that of the site.
    """

    number: int
    title: str
    text: str
    address: str
    page: str
    language: str
    folder: int
    below: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The entries of one toctree of the root page; `caption` is HTML, "" if it has none."""

    caption: str
    entries: tuple[Entry, ...]


@dataclass
class Menu:
    """The groups, and by page (docname) the entry numbers of each path to it, from the top."""

    groups: tuple[Group, ...] = ()
    ways: dict[str, list[tuple[int, ...]]] = field(default_factory=dict)
    drawn: dict[str, dict[int, str]] = field(default_factory=dict)
    """By folder, the HTML of entries (by number) that do not lead to the page: the same on each page of the folder."""

    def prepare(self, app: Sphinx, builder: Builder) -> None:
        """Read the toctrees; all pages must have been read."""
        if builder.format == "html":
            self.groups = _Reading(app).groups()
            self.ways, self.drawn = {}, {}
            for group in self.groups:
                self._note(group.entries, ())

    def _note(self, entries: tuple[Entry, ...], above: tuple[int, ...]) -> None:
        for entry in entries:
            way = (*above, entry.number)
            self.ways.setdefault(entry.page, []).append(way)
            self._note(entry.below, way)

    def leave_out(
        self, app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
    ) -> None:
        """Replace the toctree of the theme, so that it builds no menu of its own (seen in Furo 2025.12)."""
        if "toctree" in context:
            context["toctree"] = lambda **options: ""

    def add_context(self, app: Sphinx, pagename: str, context: dict[str, Any]) -> None:
        """Add the menu and the entries that lead to this page to the template context."""
        ways = self.ways.get(pagename, [])
        context["menu"] = self.groups
        context["on_the_way"] = frozenset(number for way in ways for number in way)
        context["current"] = max((way[-1] for way in ways), default=0)
        context["link"] = lambda entry: (
            app.builder.get_relative_uri(pagename, entry.page) if entry.page else entry.address
        )
        drawn = self.drawn.setdefault(app.builder.get_target_uri(pagename).rpartition("/")[0], {})

        def once(entry: Entry, level: int, draw: Callable[[Entry, int], str]) -> str:
            if entry.number not in drawn:
                drawn[entry.number] = draw(entry, level)
            return drawn[entry.number]

        context["once"] = once


def makers(app: Sphinx) -> set[str]:
    """Return the pages (docnames) for editors: the one that conf.py names, and all below it in the menu."""
    top = app.config.spoorboek_makers
    return reached([top], app.env.toctree_includes) if top in app.env.found_docs else set()


class _Reading:
    """Converts the global toctree of Sphinx, as on the root page (seen in Sphinx 9.0)."""

    def __init__(self, app: Sphinx) -> None:
        self.app = app
        self.pages = {app.builder.get_target_uri(page): page for page in app.env.found_docs}
        self.items = {item.page: item for item in draw.programme(app).items if item.type in _BY_TITLE}
        self.count = 0
        self.folders = 0

    def groups(self) -> tuple[Group, ...]:
        app = self.app
        tree = global_toctree_for_doc(
            app.env,
            app.config.root_doc,
            app.builder,
            tags=app.tags,
            collapse=False,
            titles_only=True,
            maxdepth=-1,
            includehidden=True,
        )
        return tuple(self._groups(tree)) if tree else ()

    def _groups(self, tree: nodes.Element) -> Iterator[Group]:
        caption = ""
        for node in tree.children:
            if isinstance(node, nodes.title):
                caption = self._html(node)
            elif isinstance(node, nodes.bullet_list):
                yield Group(caption, tuple(self._entries(node)))
                caption = ""

    def _entries(self, listed: nodes.bullet_list) -> Iterator[Entry]:
        for node in listed.children:
            link = node.next_node(nodes.reference)
            if link is not None and not self._is_empty_list(self.pages.get(link.get("refuri", ""), "")):
                yield self._entry(node, link)

    def _is_empty_list(self, page: str) -> bool:
        """Whether a page (docname) only lists objects of which there are none."""
        pages, verdict = build_data.of(self.app.env).pages, draw.verdict(self.app)
        listed = pages[page].listed if page in pages else ()
        known = {"waivers": verdict.waived, "retired": verdict.settings.retired}
        return bool(listed) and not any(known.get(name) or [*verdict.programme.of_type(name)] for name in listed)

    def _entry(self, node: nodes.Node, link: nodes.reference) -> Entry:
        self.count += 1
        number = self.count
        lists = [child for child in node.children if isinstance(child, nodes.bullet_list)]
        self.folders += bool(lists)
        folder = self.folders if lists else 0
        below = self._in_order(tuple(child for nested in lists for child in self._entries(nested)))
        address = link.get("refuri", "")
        page = self.pages.get(address, "") if link.get("internal") else ""
        spoken = language.of_page(self.app, page)
        return Entry(number, self._html(link), link.astext(), address, page, spoken, folder, below)

    def _in_order(self, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        """Sort pages of themes, chains or organisations by title, in the language of the site."""
        items = [self.items.get(entry.page) for entry in entries]
        if None in items or len({item.type for item in items if item}) != 1:
            return entries
        order = {entry.number: draw.alphabetical(item) for entry, item in zip(entries, items, strict=True) if item}
        return tuple(sorted(entries, key=lambda entry: order[entry.number]))

    def _html(self, node: nodes.Element) -> str:
        """Return a title as HTML."""
        if all(isinstance(child, nodes.Text) for child in node.children):
            html = language.with_names(self.app, escape(node.astext(), quote=False))
            return typography.breakable(html)
        inside = nodes.inline("", "", *(child.deepcopy() for child in node.children))
        return str(self.app.builder.render_partial(inside)["fragment"]).strip()  # type: ignore[attr-defined]
