"""Registers: tables that readers sort, search and filter with a script, and download as a file."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx

from spoorboek.i18n import date_formats
from spoorboek.i18n.language import _
from spoorboek.model import dates
from spoorboek.sphinxext.pages import downloads, draw, language

CLASS: Final = "register"
NONE: Final = "none"


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a filter offers: its name in the URL, label and sort key."""

    value: str
    label: str
    order: str = ""

    @classmethod
    def of_text(cls, text: str) -> Choice:
        """Return a text as a choice; it has no other name for the URL."""
        return cls(nodes.make_id(text) or text, text)


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its cells, and the choices it matches by filter; `id` is added in the file."""

    cells: Sequence[draw.Cell]
    choices: Mapping[str, Sequence[Choice]]
    id: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """A table: labels of columns and filters by their name in the URL, and rows."""

    columns: Mapping[str, str]
    filters: Mapping[str, str]
    lines: Sequence[Line]
    caption: str = ""
    file: str = ""
    anchor: str = ""
    """The id of the table, from its untranslated caption, so that it is the same in every language."""


class Key(nodes.inline):
    """Text that sorts by its `key`."""

    @classmethod
    def of_day(cls, day: datetime.date, *, short: bool = False) -> Key:
        return cls("", date_formats.shown(day, short=short), key=day.isoformat())


class Row(nodes.row):
    """A row with the choices it matches, written as a data attribute."""


class Controls(nodes.General, nodes.Element):
    """The form of a register; hidden until the script takes it over."""


def setup(app: Sphinx) -> None:
    app.add_node(Key, html=(_open_key, _close_key))
    skip = (_skip, _leave)
    app.add_node(Controls, html=(_show_controls, _leave), latex=skip, text=skip, man=skip, texinfo=skip)


def draw_register(app: Sphinx, docname: str, register: Register) -> nodes.container:
    """Return form, table, and link to the file."""
    table = draw.table(tuple(register.columns.values()), [line.cells for line in register.lines])
    if register.caption:
        table.insert(0, nodes.title("", register.caption))
        table["ids"] = [register.anchor]
    for row, line in zip(list(_body(table).children), register.lines, strict=True):
        choices = {name: [choice.value for choice in _choices(line, name)] for name in register.filters}
        _body(table).replace(row, Row("", *row.children, choices=choices))
    container = nodes.container("", Controls(register=register, labels=_labels(app, register)), table, classes=[CLASS])
    if register.file:
        container.extend(downloads.offer(app, docname, *_file_rows(register), name=register.file))
    return container


def _file_rows(register: Register) -> tuple[list[str], list[list[str]]]:
    """Return heads and rows of the file."""
    with_id = "id" not in register.columns and any(line.id for line in register.lines)
    heads = [_("Id")] * with_id + [*register.columns.values()]
    return heads, [[line.id] * with_id + [text(cell) for cell in line.cells] for line in register.lines]


def _labels(app: Sphinx, register: Register) -> dict[str, str]:
    """Return the labels of all choices as HTML, with names marked by language."""
    offered = (choice.label for name in register.filters for choice, _ in _offered(register, name))
    return {label: language.with_names(app, escape(label)) for label in offered}


def _choices(line: Line, name: str) -> Sequence[Choice]:
    """Return the choices that a row matches; `none` if there are none."""
    return line.choices[name] or (Choice(NONE, _("none"), "\uffff"),)


def _body(table: nodes.table) -> nodes.tbody:
    return next(iter(table.findall(nodes.tbody)))


def text(cell: draw.Cell) -> str:
    """Return a cell as text; dates in ISO format, as spreadsheets recognise it."""
    content = draw.as_nodes(cell)
    for node in content:
        if isinstance(node, Key) and dates.is_date(node["key"]):
            return str(node["key"])
    return "".join(node.astext() for node in content)


def _offered(register: Register, name: str) -> list[tuple[Choice, int]]:
    """Return the sorted choices of a filter with the number of rows; [] if all rows have the same one."""
    counts: dict[Choice, int] = {}
    for line in register.lines:
        for choice in dict.fromkeys(_choices(line, name)):
            counts[choice] = counts.get(choice, 0) + 1
    if len(counts) < 2:
        return []
    return sorted(counts.items(), key=lambda entry: (entry[0].order, entry[0].label.casefold()))


_COUNTED: Final = "spoorboek_registers"
"""The attribute of the writer that counts the registers of a page."""


def _show_controls(self: Any, node: Controls) -> None:
    register: Register = node["register"]
    filters = (_filter(register, node["labels"], *filter_) for filter_ in register.filters.items())
    number = vars(self)[_COUNTED] = vars(self).get(_COUNTED, 0) + 1  # the name of the form must be unique
    label = escape(register.caption or _("Search and filter the table") + (f" ({number})" if number > 1 else ""))
    count = escape(_("{shown} of {all}", shown="{shown}", all="{all}"))  # filled in by register.js
    shown = escape(_("{shown} of {all}", shown=len(register.lines), all=len(register.lines)))
    search, order, clear = _("Search the table"), _("Order"), _("Clear all filters")
    nothing = escape(_("Nothing matches all filters."))
    columns = escape(" ".join(register.columns))
    self.body.append(
        f'<form class="controls" autocomplete="off" aria-label="{label}" data-columns="{columns}"'
        f' data-count="{count}" data-nothing="{nothing}">\n<div class="ask">'
        f'<label>{search} <input type="search" name="text"></label>'
        f'<label class="order">{order} <select name="sort">{"".join(_orders(register))}</select></label>'
        f"</div>\n{''.join(filters)}"
        f'<div class="answer-line"><output>{shown}</output>'
        f' <button type="reset" disabled>{clear}</button></div>\n</form>'
    )


def _orders(register: Register) -> Iterable[str]:
    as_written = _("as in the handbook")
    yield f'<option value="">{as_written}</option>'
    for name, label in register.columns.items():
        yield f'<option value="{escape(name)}">{escape(label)}</option>'
        reversed_ = _("{column}, reversed", column=label)
        yield f'<option value="-{escape(name)}">{escape(reversed_)}</option>'


def _filter(register: Register, labels: Mapping[str, str], name: str, label: str) -> str:
    choices = "".join(
        f'<label><input type="checkbox" name="{escape(name)}" value="{escape(choice.value)}"> '
        f'<span>{labels[choice.label]}</span> <span class="count">{count}</span></label>'
        for choice, count in _offered(register, name)
    )
    if not choices:
        return ""
    return (
        f'<details><summary>{escape(label)}<span class="chosen"></span></summary>'
        f'<fieldset><legend class="unseen">{escape(label)}</legend>{choices}</fieldset></details>\n'
    )


def _open_key(self: Any, node: Key) -> None:
    self.body.append(f'<data value="{escape(node["key"])}">')


def _close_key(self: Any, node: Key) -> None:
    self.body.append("</data>")


def _skip(self: Any, node: Controls) -> None:
    raise nodes.SkipNode


def _leave(self: Any, node: Controls) -> None:
    pass
