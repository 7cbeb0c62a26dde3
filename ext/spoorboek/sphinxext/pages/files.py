"""`{files}`: every file that the handbook offers, with what is in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.osutil import relative_uri

from spoorboek.analysis import numbers
from spoorboek.analysis.checklist import checklist
from spoorboek.config.names import Types
from spoorboek.exports import checklists, item, json
from spoorboek.i18n.language import _
from spoorboek.model.programme import Item
from spoorboek.sphinxext.pages import draw, feeds
from spoorboek.sphinxext.pages.directive import OFFERS, PageDirective
from spoorboek.sphinxext.pages.downloads import FOLDER, name_of, put

ITEMS: str = "items"
"""The folder of data/ that has two files for each item."""
_FORMS = ("xlsx", "pdf", "csv", "txt", "ics")


def publish(app: Sphinx) -> None:
    """Write every item as JSON and as Markdown, all of them and the checklist as JSON, and their schemas."""
    verdict = draw.verdict(app)
    programme, settings = verdict.programme, verdict.settings
    put(app, "items.json", item.all_of_them(programme, settings).encode())
    put(app, item.SCHEMA, Path(item.__file__).with_name(item.SCHEMA).read_bytes())
    for one in programme.by_id.values():
        if one.type in settings.types:
            put(app, f"{ITEMS}/{one.id}.json", item.text(one, programme, settings).encode())
            put(app, f"{ITEMS}/{one.id}.md", item.markdown(one, programme, settings).encode())
    if settings.as_of:
        whole = checklist(programme, settings.as_of)
        for form in ("json", "xlsx", "csv", "ics"):
            put(app, f"checklist.{form}", checklists.write(form, whole, programme, settings))
        put(app, "checklist.pdf", partial(checklists.write, "pdf", whole, programme, settings))
        put(app, "checklist.txt", checklists.notes(whole, settings))
        put(app, json.SCHEMA, Path(json.__file__).with_name(json.SCHEMA).read_bytes())


def beside(item_: Item, app: Sphinx, docname: str) -> list[nodes.Node]:
    """The ways to the two files of an item."""
    return [
        node
        for form, label in (("json", "JSON"), ("md", "Markdown"))
        for node in (nodes.Text(" "), _link(app, docname, f"{ITEMS}/{item_.id}.{form}", label))
    ]


def _link(app: Sphinx, docname: str, name: str, label: str = "") -> nodes.reference:
    address = relative_uri(app.builder.get_target_uri(docname), f"{FOLDER}/{name}")
    text = nodes.literal("", label or name) if not label or label in _FORMS else nodes.Text(label)
    return nodes.reference("", "", text, refuri=address, internal=True)


class FilesDirective(PageDirective):
    NAME = "files"

    @staticmethod
    def drawn(place: Any, app: Sphinx, docname: str) -> Sequence[nodes.Node]:
        """Tables: what holds all of the handbook, the checklist of each organisation, each table."""
        if app.builder.format != "html":
            return []
        heads = (_("File"), _("What is in it"))
        whole: list[list[draw.Cell]] = [
            [[_link(app, docname, name)], [nodes.Text(says)]] for name, says in (*_whole(), *_followed())
        ]
        parts = list(_parts(app, docname))
        tables = list(_tables(app, docname))
        drawn: list[nodes.Node] = [draw.table(heads, whole)]
        drawn += _titled(_("The checklist of each organisation"), (_("Organisation"), _("Files")), parts)
        return [*drawn, *_titled(_("Each table as a file"), (_("Page"), _("File")), tables)]


def _titled(title: str, heads: Sequence[str], rows: Sequence[Sequence[draw.Cell]]) -> list[nodes.Node]:
    return [nodes.rubric("", title), draw.table(heads, rows)] if rows else []


def _whole() -> Iterator[tuple[str, str]]:
    yield "items.json", _("every item: its fields, its links both ways, its state and its text")
    yield item.SCHEMA, _("JSON Schema of one item")
    yield numbers.FILE, _("every count that a page shows, with what it is out of")
    yield numbers.SCHEMA, _("JSON Schema of the counts")
    yield "checklist.json", _("the checklist for programs: questions, answers, evidence and searches")
    yield json.SCHEMA, _("JSON Schema of the checklist")
    yield "checklist.xlsx", _("the checklist as a workbook, with a sheet for each organisation")
    yield "checklist.pdf", _("the checklist to print and sign, tagged so that it can be read out")
    yield "checklist.csv", _("the checklist as a table: its first line has the names of the columns")
    yield "checklist.txt", _("the notes on that table: as of when, whose it is, what it is worth")
    yield "checklist.ics", _("a calendar: what is due, what is to be searched again, and recommendations as tasks")


def _followed() -> Iterator[tuple[str, str]]:
    yield feeds.FILE, _("a feed of events, changed states and editorial notes, for a feed reader")
    yield feeds.LOG, _("the state of each commitment after each event")


def _parts(app: Sphinx, docname: str) -> Iterator[list[draw.Cell]]:
    verdict = draw.verdict(app)
    if verdict.settings.as_of is None:
        return
    whole = checklist(verdict.programme, verdict.settings.as_of)
    for one in sorted(verdict.programme.of_type(Types.ORGANISATION), key=draw.alphabetical):
        own = whole.of(organisation=one.id)
        if own.lines or own.asked:
            links = [_link(app, docname, f"checklist-{one.id}.{form}", form) for form in _FORMS]
            yield [[draw.link(app, docname, one)], draw.joined(links)]


def _tables(app: Sphinx, docname: str) -> Iterator[list[draw.Cell]]:
    """The tables that pages offer, by the titles of the pages."""
    for page, known in sorted(app.env.metadata.items()):
        for name in known.get(OFFERS, "").split():
            file = f"{name_of(app, page) if name == '.' else name}.csv"
            title = nodes.reference(
                "", app.env.titles[page].astext(), refuri=app.builder.get_relative_uri(docname, page), internal=True
            )
            yield [[title], [_link(app, docname, file)]]
