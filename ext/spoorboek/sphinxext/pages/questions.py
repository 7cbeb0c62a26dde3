"""The checks or searches below a heading, as one table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from docutils import nodes
from sphinx.application import Sphinx
from sphinx_needs.nodes import Need

from spoorboek.analysis import evidence, state
from spoorboek.analysis.state import State
from spoorboek.config.names import Roles, Types
from spoorboek.i18n.language import _
from spoorboek.model.programme import Item
from spoorboek.sphinxext import tree
from spoorboek.sphinxext.pages import draw, search_log

CLASSES: Final = {Types.CHECK: "question", Types.SEARCH: Types.SEARCH}
"""The class of the container that becomes a row, by item type."""
NAME: Final = "asked"
"""The class of the paragraph with the id of a check or search in a table."""


def is_row(container: nodes.container) -> bool:
    """Whether the item of a placeholder becomes a row: a check or search directly in a section."""
    return bool(
        container["item_type"] in CLASSES and container["item_id"] and isinstance(container.parent, nodes.section)
    )


class _Row(NamedTuple):
    """The item of a row, with the container and the node of sphinx-needs that it replaces."""

    item: Item
    need: Need
    """The node of the item (sphinx-needs 9.1)."""
    container: nodes.container


def draw_tables(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Draw adjacent checks, and adjacent searches, as one table each."""
    for section in list(tree.of_type(doctree, nodes.section)):
        for name, adjacent in groupby(list(section.children), key=_class_of):
            if rows := list(_rows(adjacent, app) if name else ()):
                drawn = _checks if name == CLASSES[Types.CHECK] else _searches
                section.replace(rows[0].container, drawn(rows, app, docname))
                for row in rows[1:]:
                    section.remove(row.container)


def _class_of(node: nodes.Node) -> str:
    """Return the class of a container that becomes a row; "" for other nodes."""
    classes = node["classes"] if isinstance(node, nodes.container) else ()
    return next((name for name in CLASSES.values() if name in classes), "")


def _rows(containers: Iterable[nodes.Node], app: Sphinx) -> Iterator[_Row]:
    """Yield the rows of a table; an item that sphinx-needs rejected has none, but a finding."""
    by_id = draw.programme(app).by_id
    for container in containers:
        need = container.next_node(Need)
        if isinstance(container, nodes.container) and need and need["refid"] in by_id:
            yield _Row(by_id[need["refid"]], need, container)


def _name(row: _Row, *content: draw.Content) -> nodes.paragraph:
    return draw.paragraph(*content, classes=[NAME], ids=row.container["ids"])


def _searches(rows: Sequence[_Row], app: Sphinx, docname: str) -> nodes.table:
    """Return a row for each search; of adjacent ones with the same target, only the first names it."""
    heads = (_("Searched for"), _("Search words"), _("What came up"), _("When and where"))
    followed = draw.programme(app).followed
    cells: list[list[draw.Cell]] = []
    for targets, group in groupby(rows, key=lambda row: followed(row.item, Roles.FOR)):
        same = list(group)
        about = [draw.paragraph(nodes.strong("", same[0].item.title))]
        if targets:
            about.append(draw.paragraph(*draw.linked(app, docname, targets), classes=["small"]))
        for row in same:
            query, result = search_log.query(row.item, app), search_log.result(row.item, app)
            cells.append([about, [_name(row, query)], result, search_log.where(row.item)])
            about = []
    return draw.table(heads, cells, classes=["questions", "sought"])


def _checks(rows: Sequence[_Row], app: Sphinx, docname: str) -> nodes.table:
    heads = (_("Question"), _("Answer"), _("Evidence"))
    cells = [[_question(row), draw.badge(row.item, app), _evidence(row.item, app, docname)] for row in rows]
    return draw.table(heads, cells, classes=["questions", "tested"])


def _question(row: _Row) -> list[nodes.Node]:
    """Return the name of a check, its question, the text of its author, and the evidence needed."""
    check = row.item
    text = [child for child in row.need.children if not isinstance(child, nodes.Invisible)]
    settles = draw.paragraph(_("Evidence needed: {what}", what=check.field("settles")), classes=["small"])
    name = _name(row, nodes.strong("", check.title), " ", nodes.literal("", check.id))
    return [name, draw.paragraph(check.field("question")), *_small(text), settles]


def _counts_elsewhere(event: Item, check: Item, app: Sphinx, docname: str) -> list[nodes.Node]:
    """Return the other commitments for which an event counts."""
    programme = draw.programme(app)
    own = programme.followed(check, Roles.CHECKS)
    commitments = [item for item in evidence.counts_for(programme, event) if item not in own]
    labelled = draw.labelled(_("Also counts for"), draw.short_links(app, docname, commitments))
    return [draw.paragraph(*labelled, classes=["small"])] if commitments else []


def _small(text: list[nodes.Node]) -> list[nodes.Node]:
    for node in text:
        if isinstance(node, nodes.Element):
            node["classes"].append("small")
    return text


def weighed(check: Item, app: Sphinx) -> list[nodes.Node]:
    """Return that the document given as evidence has changed, if so, and why the evidence counts."""
    content: list[nodes.Node] = []
    if state.is_suspect(draw.programme(app), check):
        document = check.field("document")
        text = _(
            "Suspect: the document given as evidence, {document}, has changed since it was read.", document=document
        )
        content.append(draw.paragraph(nodes.strong("", text), classes=["suspect"]))
    if reason := check.field("weighed"):
        content.append(draw.paragraph(_("Why this counts: {why}", why=reason), classes=["small"]))
    return content


def _evidence(check: Item, app: Sphinx, docname: str) -> list[nodes.Node]:
    """Return the evidence and why it counts; else that none was found, and how it was searched for."""
    programme = draw.programme(app)
    content: list[nodes.Node] = []
    for role, text in ((Roles.EVIDENCE, ""), (Roles.PART_EVIDENCE, _("partly: "))):
        for event in programme.followed(check, role):
            when = nodes.Text(f" ({draw.when(event)})")
            content.append(draw.paragraph(text, draw.link(app, docname, event), when))
            content += _counts_elsewhere(event, check, app, docname)
    if not content and draw.state_of(check, app) is State.UNKNOWN:
        content.append(draw.paragraph(_("Not found.")))
    content += weighed(check, app)
    if draw.state_of(check, app) is not State.SHOWN:
        content += search_log.log(app, check)
    if check.field("owner"):
        content.append(draw.paragraph(_("Kept up to date by: {owner}.", owner=check.field("owner")), classes=["small"]))
    return content
