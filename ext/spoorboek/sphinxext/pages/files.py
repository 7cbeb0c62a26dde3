"""`{files}`: every file that the handbook offers, with a description."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx

from spoorboek.analysis import lineage, numbers
from spoorboek.analysis.checklist import Checklist, checklist
from spoorboek.config.names import Types
from spoorboek.exports import checklist_json, checklists, item
from spoorboek.i18n.language import _
from spoorboek.model import message
from spoorboek.model.programme import Item
from spoorboek.sphinxext import build_data
from spoorboek.sphinxext.pages import checklist as checklist_page
from spoorboek.sphinxext.pages import downloads, draw, feeds
from spoorboek.sphinxext.pages.directive import EVERY_EDITION, PageDirective
from spoorboek.sphinxext.pages.downloads import name_of, put

ITEMS: str = "items"
"""The folder in data/ with two files for each item."""
NEEDS: Final = "needs.json"
GROUP: Final = "items/"
"""The name of the files written here, as a group with its own dependencies."""


def publish(app: Sphinx) -> None:
    """Write every item as JSON and Markdown, the checklist in all forms, and the JSON schemas."""
    verdict = draw.verdict(app)
    programme, settings = verdict.programme, verdict.settings
    downloads.put_schema(app, item)
    documents: dict[str, str] = {}
    for id, item_ in sorted(programme.by_id.items()):
        if item_.type in settings.types:
            documents[id] = item.text(item_, programme, settings)
            put(app, f"{ITEMS}/{id}.json", documents[id].encode())
            put(app, f"{ITEMS}/{id}.md", item.markdown(item_, programme, settings).encode())
    put(app, "items.json", item.collection(documents.values()).encode())
    if settings.as_of:
        lines = checklist(programme, settings.as_of)
        for form, content in checklist_page.contents(app, lines):
            put(app, f"checklist.{form}", content)
        put(app, "checklist.json", checklists.write("json", lines, programme, settings))
        downloads.put_schema(app, checklist_json)


def links(item_: Item, app: Sphinx, docname: str) -> list[nodes.Node]:
    """Return links to the two files of an item."""
    return [
        node
        for form, label in (("json", "JSON"), ("md", "Markdown"))
        for node in (nodes.Text(" "), downloads.link(app, docname, f"{ITEMS}/{item_.id}.{form}", label))
    ]


def _link(app: Sphinx, docname: str, name: str, shown_as: str = "") -> nodes.reference:
    """Return a link to `data/NAME`; by default its text is that name."""
    return downloads.link(app, docname, name, nodes.literal("", shown_as or name))


class FilesDirective(PageDirective):
    NAME = "files"
    MEANING = message._("every file that the handbook offers, with what is in it")

    @staticmethod
    def render(placeholder: Any, app: Sphinx, docname: str) -> Sequence[nodes.Node]:
        """Return tables: files of the whole handbook, of each checklist, the feeds, and each table as a file."""
        if app.builder.format != "html":
            return []
        heads = (_("File"), _("What is in it"))
        general: list[list[draw.Cell]] = [[[_link(app, docname, name)], text] for name, text in _overall(app)]
        if app.config.needs_build_json:
            link = draw.file_link(app, docname, NEEDS, nodes.literal("", NEEDS))
            general.append([[link], _("every item in the form of sphinx-needs")])
        content: list[nodes.Node] = [draw.table(heads, general)]
        for title, head, rows in (
            (_("The checklist of each organisation"), _("Organisation"), _parts(app, docname)),
            (_("The checklist of each programme"), _("Programme"), _editions(app, docname)),
            (_("What to follow"), _("Theme or organisation"), _feeds(app, docname)),
            (_("Each table as a file"), _("Page"), _tables(app, docname)),
        ):
            if shown := list(rows):
                content += [nodes.rubric("", title), draw.table((head, _("Files")), shown)]
        return content


def _overall(app: Sphinx) -> Iterator[tuple[str, str]]:
    yield "items.json", _("every item: its fields, its links both ways, its state and its text")
    yield item.SCHEMA, _("JSON Schema of one item")
    if draw.settings(app).as_of is None:
        return  # the others show states as of that day
    yield numbers.FILE, _("every count that a page shows, with what it is out of")
    yield numbers.SCHEMA, _("JSON Schema of the counts")
    yield "checklist.json", _("the checklist for programs: questions, answers, evidence and searches")
    yield checklist_json.SCHEMA, _("JSON Schema of the checklist")
    yield "checklist.xlsx", _("the checklist as a workbook, with a sheet for each organisation")
    if "pdf" in checklist_page.forms(checklist(draw.programme(app), draw.as_of(app))):
        yield "checklist.pdf", _("the checklist to print and sign, tagged so that it can be read out")
    yield "checklist.csv", _("the checklist as a table: its first line has the names of the columns")
    yield "checklist.txt", _("the notes on that table: as of when, whose it is, what it is worth")
    yield "checklist.ics", _("a calendar: what is due, what is to be searched again, and recommendations as tasks")
    yield feeds.FILE, _("a feed of events, changed states and editorial notes, for a feed reader")
    yield feeds.LOG, _("the state of each commitment after each event")


def _parts(app: Sphinx, docname: str) -> Iterator[list[draw.Cell]]:
    for organisation in sorted(draw.programme(app).of_type(Types.ORGANISATION), key=draw.alphabetical):
        if own := build_data.checklist_of(app.env, organisation.id):
            yield [[draw.link(app, docname, organisation)], _forms(app, docname, f"checklist-{organisation.id}", own)]


def _editions(app: Sphinx, docname: str) -> Iterator[list[draw.Cell]]:
    """Yield the checklists that pages show: of an edition, and of each theme, chain and organisation in it."""
    shown = {pair for pairs in build_data.lists(app.env).values() for pair in pairs}
    of_checklists = [(edition, kind.split()) for kind, edition in shown if kind.startswith(f"{checklist_page.NAME} ")]
    names: set[str] = set()
    for edition, (_directive, by) in sorted(of_checklists):
        for name, about, lines in checklist_page.parts(app, by, edition):
            if name not in names and (edition or about):
                names.add(name)
                cell: list[nodes.Node] = [nodes.Text(edition)] if edition else []
                cell += [draw.link(app, docname, about)] if about else []
                yield [draw.joined(cell), _forms(app, docname, name, lines)]


def _forms(app: Sphinx, docname: str, name: str, lines: Checklist) -> list[nodes.Node]:
    return draw.joined([_link(app, docname, f"{name}.{form}", form) for form in checklist_page.forms(lines)])


def _feeds(app: Sphinx, docname: str) -> Iterator[list[draw.Cell]]:
    for type_name in (Types.THEME, Types.ORGANISATION):
        for item_ in sorted(draw.programme(app).of_type(type_name), key=draw.alphabetical):
            if build_data.is_followed(app.env, item_.id):
                yield [[draw.link(app, docname, item_)], [_link(app, docname, feeds.file_of(item_))]]


def _tables(app: Sphinx, docname: str) -> Iterator[list[draw.Cell]]:
    """Yield the tables that pages offer as files, by page."""
    for page, notes in build_data.tables(app.env).items():
        names = [name for note in notes for name in _names(note, app, page)]
        files = [f"{name}-{n}" if (n := names[: at + 1].count(name)) > 1 else name for at, name in enumerate(names)]
        if files:
            yield [
                [draw.page_link(app, docname, page)],
                draw.joined([_link(app, docname, f"{file}.csv") for file in files]),
            ]


def _names(note: str, app: Sphinx, page: str) -> Iterator[str]:
    """Yield the file names of a note: itself, or for `.` the page's name, with an edition or each edition."""
    name, dot, suffix = note.partition(".")
    if name or not dot:
        yield note
    elif not suffix:
        yield name_of(app, page)
    else:
        for edition in lineage.of(draw.programme(app)).editions:
            if edition.commitments and suffix in (f"-{edition.name}", f"-{EVERY_EDITION}"):
                yield f"{name_of(app, page)}-{edition.name}"
