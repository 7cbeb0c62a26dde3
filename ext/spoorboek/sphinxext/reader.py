"""The programme as a Sphinx build sees it: directives record their items while pages are read."""

from __future__ import annotations

import logging as py_logging
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.parsers.rst.languages import en
from docutils.utils import new_document
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx_needs.api import get_needs_view
from sphinx_needs.directives.need import NeedDirective
from sphinx_needs.views import NeedsView

from spoorboek.analysis import documents, translation
from spoorboek.config.settings import Settings
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.grouping import grouped
from spoorboek.model.printable import without_controls
from spoorboek.model.programme import Filter, Item, Link, Location, Mention, Option, Programme
from spoorboek.readers import compare, filters, markdown, page_files, references, restrictions, rst, written_directive
from spoorboek.readers import items as as_written
from spoorboek.readers.configuration import Configuration
from spoorboek.sphinxext import build_data, mentions, needs_view, restrict, tree
from spoorboek.sphinxext.build_data import PageData
from spoorboek.sphinxext.placeholder import Placeholder
from spoorboek.sphinxext.stopping import stop

log = logging.getLogger(__name__)
T = TypeVar("T")


class ItemDirective(NeedDirective):
    """Records an item as it is written, then lets sphinx-needs create it (seen in sphinx-needs 9.1)."""

    def run(self) -> list[nodes.Node]:
        """Return a placeholder around the nodes of sphinx-needs; its heading is added once the page has been read."""
        if self.name not in self.config.spoorboek_settings.types:
            return []  # docutils ignores case: `{Theme}` is recorded as an unknown directive
        restrict.note_item(self)
        item = self._item()
        build_data.of_page(self.env).items.append(item)
        if document := item.field("document"):
            self.env.note_dependency(str(self.config.spoorboek_root / document))  # it affects the verdict
        names = self.config.spoorboek_settings.types[self.name].options
        options = self.options or {option.name: option.value for option in item.options}  # MyST drops all for one error
        self.options = {name: value for name, value in options.items() if name in names}
        messages = list(translation.of_item(item, self.config.spoorboek_settings.prose))
        placeholder = Placeholder(item_id=item.id, item_title=item.title, item_type=item.type, messages=messages)
        self.set_source_info(placeholder)
        result = list(super().run())
        if not result:
            self.state.nested_parse(self.content, self.content_offset, placeholder)
        placeholder.extend(result)
        return [placeholder]

    def _item(self) -> Item:
        lines, line, block = _written(self)
        title = self.arguments[0] if self.arguments else ""
        item = as_written.item(block, self.name, title, self.env.docname, self.config.spoorboek_settings)
        if _is_rst(self, lines, line):
            return replace(rst.placed(item, lines), body="\n".join(self.content).strip())
        return item


def _written(directive: SphinxDirective) -> tuple[list[str], int, written_directive.WrittenDirective]:
    """Return the lines of the file, the line of the directive (from 1), and its block."""
    source, line = directive.get_source_info()
    shown_as = page_files.shown(Path(source), directive.config.spoorboek_root)
    lines = mentions.lines(Path(source), directive.env)
    if _is_rst(directive, lines, line):
        return lines, line, rst.directive(shown_as, lines, line, directive.name)
    content = directive.block_text.partition("\n")[2].rpartition("\n")[0].rpartition("\n")[0]
    return lines, line, written_directive.read(shown_as, lines, line, directive.name, content)


def _is_rst(directive: SphinxDirective, lines: Sequence[str], line: int) -> bool:
    return 0 < line <= len(lines) and bool(rst.opens(lines[line - 1], directive.name))


def note_filter(table: SphinxDirective) -> None:
    """Record the filter of a table of items."""
    lines, line, block = _written(table)
    opening = lines[line - 1] if 0 < line <= len(lines) else ""
    filter_ = filters.read(block, opening, table.arguments[0], table.env.docname)
    build_data.of_page(table.env).filters.append(filter_)


def register(app: Sphinx, config: Config) -> None:
    """Replace the directive of sphinx-needs by ours for every item type."""
    types = config.spoorboek_settings.types
    for name in types:
        app.add_directive(name, ItemDirective, override=True)
    warnings, is_known = py_logging.getLogger("sphinx.myst_parser.warnings_"), _OptionsOfItems(types)
    warnings.addFilter(is_known)
    app.connect("build-finished", lambda app, error: warnings.removeFilter(is_known))


class _OptionsOfItems(py_logging.Filter):
    """Drops the warnings of MyST-Parser 5.2 about invalid options of items: S509 reports them with their location."""

    def __init__(self, types: Iterable[str]) -> None:
        super().__init__()
        texts = ("Invalid options format", "Directive options has # comments")
        self.begins = tuple(f"{name!r}: {text}" for name in types for text in texts)

    def filter(self, record: py_logging.LogRecord) -> bool:
        return not str(record.msg).startswith(self.begins)


def run_quick_reader(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Read all pages with the quick reader; stop the build, before Sphinx fails, if one cannot be read."""
    settings: Settings = app.config.spoorboek_settings
    data = build_data.of(env)
    try:
        programme = markdown.programme(_configuration(app), settings, lambda name: _is_known(name, settings))
    except SpoorboekError as error:
        stop(error)
    unknown = (item for item in programme.items if item.written_type not in settings.types)
    data.quick, data.unknown = programme, grouped((item.page, item) for item in unknown)


def quick(app: Sphinx) -> Programme:
    """Return the programme of the quick reader in this build."""
    programme = build_data.of(app.env).quick
    assert programme is not None
    return programme


def _configuration(app: Sphinx) -> Configuration:
    values = {option.name: option.value for option in app.config}
    values["locale_dirs"] = app.config.spoorboek_locale_dirs or app.config.locale_dirs
    return Configuration(Path(app.srcdir), Path(app.confdir), values)


def _is_known(name: str, settings: Settings) -> bool:
    """Whether a directive is known; item types are case-sensitive, and localised directive names do not count."""
    directive = directives.directive(name, en, new_document(""))[0]  # type: ignore[arg-type]
    if directive is ItemDirective:
        return name in settings.types
    return directive is not None and restrictions.canonical(name) == name.lower()


def on_source_read(app: Sphinx, docname: str, source: list[str]) -> None:
    """Clean the source, and record items of unknown types, so that a misspelt type is one finding."""
    if Path(app.env.doc2path(docname)).suffix == ".md":
        source[0] = page_files.plain(source[0])
    else:
        source[0] = without_controls(source[0])
    data = build_data.of(app.env)
    data.pages[docname].items.extend(data.unknown.get(docname, ()))


def on_include_read(app: Sphinx, relative: Path, parent: str, source: list[str]) -> None:
    source[0] = page_files.plain(source[0])


def note_undrawn(app: Sphinx, doctree: nodes.document) -> None:
    """Record items that were read but are not on their page, because the node around them was dropped."""
    count = Counter(
        (node["item_type"], node["item_id"]) for node in tree.of_type(doctree, Placeholder) if "item_type" in node
    )
    page = build_data.of_page(app.env)
    for item in page.items:
        key = item.type, item.id
        if item.written_type not in app.config.spoorboek_settings.types:
            continue
        if not count[key]:
            page.undrawn.append(item)
        count[key] -= 1


def drop_dead_roles(app: Sphinx, doctree: nodes.document) -> None:
    """Replace roles with unknown targets by their text: S501 reports them; sphinx-needs 9.1 would raise a KeyError."""
    by_id = build_data.verdict(app.env).programme.by_id
    for node in mentions.of_needs(doctree):
        if node["reftarget"].partition(".")[0] not in by_id:
            node.replace_self(nodes.literal("", node.astext()))


def read(app: Sphinx) -> Programme:
    """Return the programme, and where the quick reader's differs; all pages must have been read.

    Content comes from the build, locations from the quick reader: for MyST-Parser, what is in a fence directly below
    another opening line begins one line too low, and a reference is anywhere in its paragraph. Items that another
    extension made have no tokens: their location is the directive that made them.
    """
    config, quick_programme, view = app.config, quick(app), get_needs_view(app)
    pages = build_data.of(app.env).in_order()
    items = _items(app, pages, quick_programme, view)
    breaches = (breach for page in pages for breach in page.breaches)
    filters_of_tables = [filter_ for page in pages for filter_ in page.filters]
    programme = Programme(
        tuple(items),
        tuple(_mentions(app, pages, items)),
        quick_programme.files,
        hidden_items=quick_programme.hidden_items,
        filters=tuple(sorted(_placed(filters_of_tables, quick_programme.filters, _filter_key))),
        documents=documents.fingerprints(items, config.spoorboek_root),
        untranslated=quick_programme.untranslated,
        mistranslations=quick_programme.mistranslations,
        breaches=tuple(sorted(restrict.breaches(breaches, quick_programme, config.language))),
        published=needs_view.differences(items, view, config.spoorboek_settings),
    )
    undrawn = _placed([item for page in pages for item in page.undrawn], quick_programme.items, _content_key)
    lost_items = compare.lost_items(programme, quick_programme, undrawn)
    programme = replace(programme, unseen=compare.unseen(programme, quick_programme), lost_items=lost_items)
    return markdown.with_past(programme, _configuration(app), config.spoorboek_settings, quick_programme)


def _items(app: Sphinx, pages: Iterable[PageData], quick: Programme, view: NeedsView) -> list[Item]:
    """Return the items of our directives and those of other extensions, sorted by location.

    Where both readers read the same, the copy of the quick reader replaces that of the build.
    """
    built = [item for page in pages for item in page.items]
    placed = iter(_placed(built, quick.items, _content_key))
    for page in pages:
        page.items = list(islice(placed, len(page.items)))
    ids = {item.id for item in built}
    foreign = (_foreign_item(need, app) for id, need in view.items() if id not in ids)
    ours = (item for page in pages for item in page.items)
    return sorted([*ours, *foreign], key=lambda item: (item.at, item.id, item.page))


def _content_key(item: Item) -> Hashable:
    """Return all of an item but its locations, to match the items of both readers."""
    options = tuple(option[:2] for option in item.options)  # name and value
    return item.page, item.written_type, item.title, options, item.body


def _mention_key(mention: Mention) -> Hashable:
    return mention.page, mention.target, mention.in_prose


def _filter_key(filter_: Filter) -> Hashable:
    return filter_.page, filter_.type, filter_.field, filter_.value


def _mentions(app: Sphinx, pages: Iterable[PageData], items: Iterable[Item]) -> list[Mention]:
    """Return the mentions of items, sorted by location; translations are not judged, and keep those of the original."""
    mentions = list(quick(app).mentions)
    if app.config.language == app.config.spoorboek_languages[0]:
        built = references.of_items((mention for page in pages for mention in page.mentions), items)
        mentions = [*_placed(list(built), mentions, _mention_key)]
    return sorted(mentions, key=lambda mention: (mention.at, mention.target, mention.page, mention.in_prose))


def _placed(built: Collection[T], quick: Sequence[T], key: Callable[[T], Hashable]) -> Iterator[T]:
    """Yield what a build read, with the locations of the quick reader; of equal keys, the first matches the first."""
    by_key = grouped((key(entry), entry) for entry in reversed(quick)) if built else {}
    for entry in built:
        same = by_key.get(key(entry))
        yield same.pop() if same else entry


def _foreign_item(need: Any, app: Sphinx) -> Item:
    settings: Settings = app.config.spoorboek_settings
    docname = need["docname"] or ""
    file = (
        page_files.shown(Path(app.env.doc2path(docname)), app.config.spoorboek_root)
        if docname
        else str(need["external_url"])
    )
    at = Location(file, need["lineno"] or 1)
    item_type = settings.types.get(need["type"])
    fields, roles = (item_type.fields, item_type.roles) if item_type else ((), ())
    values = {"id": need["id"], **{name: need.get(name) for name in fields}}
    options = (Option.placed(name, str(value), at, at) for name, value in values.items() if value not in (None, "", []))
    links = (Link(need["id"], role, target, at) for role in roles for target in need.get(role, ()))
    body = need["content"] or ""
    return Item(need["type"], need["title"], docname, at, tuple(options), tuple(links), (), body, need["type"])
