"""The searches for an item, as a sentence and as a list."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from docutils import nodes
from sphinx.application import Sphinx

from spoorboek.analysis import searches
from spoorboek.i18n import date_formats
from spoorboek.i18n.language import _, ngettext
from spoorboek.model.programme import Item
from spoorboek.sphinxext.pages import draw
from spoorboek.sphinxext.pages.fold import fold


def line(items: tuple[Item, ...]) -> str:
    """Return how often and when last; "" if there was no search."""
    if not items:
        return ""
    return ngettext(
        "Searched for once, on {date}.",
        "Searched for {count} times, last on {date}.",
        len(items),
        date=date_formats.shown(searches.last_on(items)),
    )


def log(app: Sphinx, item: Item) -> list[nodes.Node]:
    """Return the searches for an item; several are in a fold."""
    items = searches.of(draw.programme(app), item)
    if not items:
        return []
    if len(items) == 1:
        return [draw.paragraph(line(items), classes=["small"]), *_entries(items, app)]
    return [fold(line(items), _entries(items, app), classes=["searched"])]


def _entries(items: Iterable[Item], app: Sphinx) -> list[nodes.Node]:
    """Return query and result of each search, grouped by date and place."""
    content: list[nodes.Node] = []
    for at, group in itertools.groupby(items, key=where):
        rows = [[query(search, app), nodes.Text(" "), *result(search, app)] for search in group]
        content += [draw.paragraph(at, classes=["small"]), draw.bullets(rows, ["searches"])]
    return content


def query(search: Item, app: Sphinx) -> nodes.Node:
    return draw.in_original(f"“{search.field('query')}”", app, ["query"])


def result(search: Item, app: Sphinx) -> list[nodes.Node]:
    """Return the result, in a word and if possible a sentence."""
    word = draw.settings(app).label_of("result", search.field("result"))
    return [nodes.strong("", f"{draw.capital(word)}."), nodes.Text(f" {search.field('found')}".rstrip())]


def where(search: Item) -> str:
    return _("On {date}, in: {place}.", date=date_formats.shown(search.field("on")), place=search.field("place"))
