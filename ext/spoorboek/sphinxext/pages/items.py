"""`{items} TYPE`: a table of the items of a type; with `:facets:`, a register that readers sort and filter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx

from spoorboek.analysis.state import DISPLAY_ORDER
from spoorboek.config.names import Roles, Types
from spoorboek.config.settings import Settings
from spoorboek.i18n import date_formats
from spoorboek.i18n.language import _, translate
from spoorboek.model import message
from spoorboek.model.programme import Item
from spoorboek.sphinxext import reader
from spoorboek.sphinxext.pages import catalogs, draw, facets, search_log, trace
from spoorboek.sphinxext.pages.directive import Example, PageDirective
from spoorboek.sphinxext.pages.draw import COLUMNS
from spoorboek.sphinxext.pages.register import Key, Line, Register, draw_register


class ItemsDirective(PageDirective):
    """`:columns:` names fields, roles (`<role`: incoming), id, title, type or state; `:where:` selects items.

    `:facets:` names the filters (see `facets.read`), `:download:` the file with the same rows.
    """

    NAME = "items"
    MEANING = message._("a table of the items of a type")
    EXAMPLE = Example(
        Types.EVENT,
        {
            "columns": "date, title, kind, by",
            "order": "date",
            "where": "kind=report",
            "edition": "2026",
            "facets": "kind",
            "download": "reports",
            "caption": message._("Reports"),
        },
    )
    required_arguments = 1
    option_spec = dict.fromkeys(
        ("columns", "order", "where", "caption", "facets", "download", "edition"), directives.unchanged_required
    )

    IS_LIST = True

    def run(self) -> list[nodes.Node]:
        reader.note_filter(self)
        if self.arguments[0] not in self.config.spoorboek_settings.types:
            return []  # S802 reports it
        if "download" in self.options:
            self.note_file(self.options["download"])
        return super().run()

    def parameters(self) -> dict[str, Any]:
        settings = self.config.spoorboek_settings
        name = self.arguments[0]
        field, _, value = self.options.get("where", "").partition("=")
        caption = self.options.get("caption", "")
        return {
            "messages": [caption] if caption else [],
            "type": name,
            "columns": self._columns(name, settings),
            "order": self.options.get("order", "id"),
            "field": field.strip(),
            "wanted": value.strip(),
            "caption": caption,
            "facets": self._facets(name, settings),
            "download": self.options.get("download", ""),
            "edition": self.edition(),
        }

    def _columns(self, type_name: str, settings: Settings) -> list[str]:
        """Return the columns that a table of the type can have; S802 reports any other."""
        known = settings.columns(type_name)
        columns = [column.strip() for column in self.options.get("columns", "title, id").split(",")]
        return [column for column in columns if column in known] or ["title"]

    def _facets(self, type_name: str, settings: Settings) -> list[str]:
        """Return the filters as written. Raises a directive error if one is invalid."""
        written = [facet.strip() for facet in self.options.get("facets", "").split(",") if facet.strip()]
        try:
            result = [facets.read(facet, type_name, settings) for facet in written]
        except ValueError as error:
            raise self.error(str(error)) from None
        if len({facet.name for facet in result}) < len(result):
            raise self.error("two filters have one name")
        return written

    @staticmethod
    def render(placeholder: Any, app: Sphinx, docname: str) -> Sequence[nodes.Node] | nodes.Node:
        verdict = draw.verdict(app)
        item_type = verdict.settings.types[placeholder["type"]]
        items = verdict.programme.of_type(placeholder["type"])
        edition = draw.edition(placeholder, app)
        chosen = [
            item
            for item in items
            if item_type.has(item, placeholder["field"], placeholder["wanted"]) and draw.is_of(item, edition, app)
        ]
        chosen.sort(key=lambda item: _sorting(item, placeholder["order"]))
        if not chosen:
            return draw.paragraph(_("There are none."))
        register = draw_register(app, docname, _register(placeholder, chosen, app, docname))
        return register if placeholder["facets"] else register.children[1:]


def _sorting(item: Item, order: str) -> tuple[bool, str, Any]:
    """Return the sort key: a field, items without a value last; titles in alphabetical order."""
    value = draw.alphabetical(item) if order == "title" else item.field(order)
    return not value, value, item.order


def _register(placeholder: Any, chosen: list[Item], app: Sphinx, docname: str) -> Register:
    settings = draw.settings(app)
    filters = [facets.read(written, placeholder["type"], settings) for written in placeholder["facets"]]
    caption = catalogs.translator(app).translate(docname, placeholder["caption"])
    names = placeholder["columns"]
    columns = ["numbered" if name == "title" and "id" not in names else name for name in names]
    lines = [
        Line(
            [_cell(item, column, app, docname) for column in columns],
            {facet.name: facets.choices(facet, item, app) for facet in filters},
            item.id,
        )
        for item in chosen
    ]
    return Register(
        {column.lstrip("<>"): _head(column, placeholder["type"], app) for column in names},
        {facet.name: facet.label for facet in filters},
        lines,
        caption,
        placeholder["download"],
        nodes.make_id(placeholder["caption"]),
    )


def _head(column: str, type_name: str, app: Sphinx) -> str:
    if column in COLUMNS:
        return translate(COLUMNS[column])
    settings = draw.settings(app)
    if column.startswith("<"):
        return draw.capital(settings.roles[column[1:]].incoming)
    item_type = settings.types[type_name]
    name = column.removeprefix(">")
    return draw.capital(item_type.roles[name].outgoing) if name in item_type.roles else item_type.fields[name].label


def _cell(item: Item, column: str, app: Sphinx, docname: str) -> list[nodes.Node]:
    own: dict[str, Callable[[], list[nodes.Node]]] = {
        "title": lambda: [draw.link(app, docname, item)],
        "numbered": lambda: [*_number(item, app), draw.link(app, docname, item)],
        "id": lambda: [nodes.literal(item.id, item.id)],
        "type": lambda: [nodes.Text(draw.settings(app).types[item.type].label)],
        "state": lambda: _state(item, app),
        "trace": lambda: trace.compact(item, app),
        "date": lambda: [_dated(item.field("date"), draw.when(item))],
        "query": lambda: [search_log.query(item, app)],
    }
    if column in own:
        return own[column]()
    programme = draw.programme(app)
    name = column.lstrip("<>")
    if column.startswith("<"):
        return draw.linked(app, docname, programme.followed_back(item, name))
    if item.type == Types.EVENT and name == Roles.BY:
        return draw.actors(app, docname, item)
    if name in draw.settings(app).types[item.type].roles:
        return draw.cited(app, docname, programme.followed(item, name))
    if name in draw.settings(app).dates and item.field(name):
        return [_dated(item.field(name), date_formats.shown(item.field(name)))]
    return draw.value(item, name, app) if draw.is_stated(item, name) else []


def _number(item: Item, app: Sphinx) -> list[nodes.Node]:
    """Return the short name of a commitment; nothing for other items."""
    is_commitment = item.type == Types.COMMITMENT
    return [nodes.literal("", draw.short_id(item, app), classes=["number"]), nodes.Text(" ")] if is_commitment else []


def _state(item: Item, app: Sphinx) -> list[nodes.Node]:
    """Return the badge, with a sort key in the order of states."""
    state = draw.state_of(item, app)
    return [Key("", "", *draw.badge(item, app), key=str(DISPLAY_ORDER.index(state)))] if state else []


def _dated(date: str, shown: str) -> nodes.Node:
    return Key("", shown, key=date)
