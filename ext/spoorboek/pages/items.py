"""`{items} TYPE`: a table of all items of a type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from spoorboek.model import Item, has
from spoorboek.near import did_you_mean
from spoorboek.pages import draw, words

NAME: Final = "items"


class PageDirective(SphinxDirective):
    """`:columns:` names fields, roles (`<role` for the way back), id, title, type or state; `:where:` selects."""

    required_arguments = 1
    option_spec = {
        "columns": directives.unchanged_required,
        "order": directives.unchanged_required,
        "where": directives.unchanged_required,
        "caption": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        settings = self.config.spoorboek_settings
        name = self.arguments[0]
        if name not in settings.types:
            return []  # S802 reports it
        columns = [column.strip() for column in self.options.get("columns", "title, id").split(",")]
        declared = (*words.COLUMNS, *settings.types[name].options)
        for column in columns:
            if not column.startswith("<") and column.removeprefix(">") not in declared:
                raise self.error(f"{column!r} is no column of {name}{did_you_mean(column, declared)}")
        field, _, wanted = self.options.get("where", "").partition("=")
        return [
            draw.placeholder(
                NAME,
                type=name,
                columns=columns,
                order=self.options.get("order", "id"),
                field=field.strip(),
                wanted=wanted.strip(),
                caption=self.options.get("caption", ""),
            )
        ]


def fill(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Draw the tables that a page asks for."""
    for place in draw.placeholders(doctree, NAME):
        chosen = [
            item
            for item in draw.verdict(app).programme.of_type(place["type"])
            if has(item, place["field"], place["wanted"])
        ]
        chosen.sort(key=lambda item: (item.field(place["order"]), _natural(item.id)))
        if not chosen:
            place.replace_self(nodes.paragraph("", words.NOTHING_SELECTED))
            continue
        heads = [_head(column, place["type"], app) for column in place["columns"]]
        rows = [[_cell(item, column, app, docname) for column in place["columns"]] for item in chosen]
        table = draw.table(heads, rows)
        if place["caption"]:
            table.insert(0, nodes.title("", place["caption"]))
            table["ids"] = [nodes.make_id(place["caption"])]
        place.replace_self(table)


def _natural(id: str) -> tuple[tuple[int, str], ...]:
    """C2 before C10."""
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in _parts(id))


def _parts(id: str) -> list[str]:
    parts: list[str] = []
    for char in id:
        if parts and parts[-1].isdigit() == char.isdigit():
            parts[-1] += char
        else:
            parts.append(char)
    return parts


def _head(column: str, type_name: str, app: Sphinx) -> str:
    if column in words.COLUMNS:
        return words.COLUMNS[column]
    settings = draw.verdict(app).settings
    if column.startswith("<"):
        roles = {name: role for type_ in settings.types.values() for name, role in type_.roles.items()}
        return roles[column[1:]].incoming.capitalize()
    declared = settings.types[type_name]
    name = column.removeprefix(">")
    return declared.roles[name].outgoing.capitalize() if name in declared.roles else declared.fields[name].label


def _cell(item: Item, column: str, app: Sphinx, docname: str) -> list[nodes.Node]:
    own: dict[str, Callable[[], list[nodes.Node]]] = {
        "title": lambda: [draw.link(app, docname, item)],
        "id": lambda: [nodes.literal(item.id, item.id)],
        "type": lambda: [nodes.Text(draw.verdict(app).settings.types[item.type].label)],
        "state": lambda: draw.badge(item, app),
        "date": lambda: [nodes.Text(draw.when(item, app.config.language))],
    }
    if column in own:
        return own[column]()
    programme = draw.verdict(app).programme
    name = column.lstrip("<>")
    if column.startswith("<"):
        return draw.joined([draw.link(app, docname, found) for found in programme.followed_back(item, name)])
    if name in draw.verdict(app).settings.types[item.type].roles:
        return draw.joined([draw.link(app, docname, found) for found in programme.followed(item, name)])
    return draw.value(item, name, app) if item.field(name) else []
