"""The checks below a heading as one table: the question, the answer, and by what it is given."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx_needs.nodes import Need

from spoorboek.analysis import state
from spoorboek.analysis.state import State
from spoorboek.i18n.language import _
from spoorboek.model.programme import Item
from spoorboek.sphinxext.pages import draw

CLASS: Final = "question"
NAME: Final = "asked"
"""The paragraph that a check is addressed by, in a table."""


def is_row(holder: nodes.container) -> bool:
    """A check below a heading of its page becomes a row of the table there."""
    return bool(holder["item_type"] == "check" and holder["item_id"] and isinstance(holder.parent, nodes.section))


def draw_tables(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Draw each run of checks that have no heading of their own."""
    for run in list(_runs(doctree)):
        drawn = [(holder, row) for holder in run if (row := _row(holder, app, docname))]
        if not drawn:  # sphinx-needs made none of them, which a finding tells
            continue
        rows = [row for _holder, row in drawn]
        table = draw.table((_("Question"), _("Answer"), _("Evidence")), rows, classes=["questions"])
        drawn[0][0].replace_self(table)
        for holder, _row_drawn in drawn[1:]:
            holder.parent.remove(holder)


def _runs(doctree: nodes.document) -> Iterator[list[nodes.container]]:
    run: list[nodes.container] = []
    for holder in doctree.findall(nodes.container):
        if CLASS not in holder["classes"]:
            continue
        if run and holder.parent is run[-1].parent and holder.parent.index(holder) == holder.parent.index(run[-1]) + 1:
            run.append(holder)
            continue
        if run:
            yield run
        run = [holder]
    if run:
        yield run


def _row(holder: nodes.container, app: Sphinx, docname: str) -> list[draw.Cell]:
    need = holder.next_node(Need)
    check = draw.verdict(app).programme.by_id.get(need["refid"]) if need else None
    if need is None or check is None:
        return []
    name = nodes.paragraph(
        "", "", nodes.strong("", check.title), nodes.Text(" "), nodes.literal("", check.id), classes=[NAME]
    )
    name["ids"], holder["ids"] = holder["ids"], []
    settles = nodes.paragraph(
        "", _("What would answer the question: {what}", what=check.field("settles")), classes=["small"]
    )
    text = [child for child in need.children if not isinstance(child, nodes.Invisible)]
    question = [name, nodes.paragraph("", check.field("question")), *_small(text), settles]
    return [question, draw.badge(check, app), _evidence(check, app, docname)]


def _small(text: list[nodes.Node]) -> list[nodes.Node]:
    for node in text:
        if isinstance(node, nodes.Element):
            node["classes"].append("small")
    return text


def _evidence(check: Item, app: Sphinx, docname: str) -> list[nodes.Node]:
    """The events that answer the question or part of it; else that none was found, and when that was looked at."""
    programme = draw.verdict(app).programme
    drawn: list[nodes.Node] = []
    for role, told in (("evidence", ""), ("part_evidence", _("partly: "))):
        for event in programme.followed(check, role):
            when = nodes.Text(f" ({draw.when(event)})")
            drawn.append(nodes.paragraph("", "", nodes.Text(told), draw.link(app, docname, event), when))
    if not drawn and draw.state_of(check, app) is State.UNKNOWN:
        drawn.append(nodes.paragraph("", _("Not found.")))
    if state.is_suspect(programme, check):
        told = _(
            "Suspect: the document given as evidence, {document}, has changed since it was read.",
            document=check.field("document"),
        )
        drawn.append(nodes.paragraph("", "", nodes.strong("", told)))
    if check.field("looked_on") and draw.state_of(check, app) is not State.SHOWN:
        date = draw.date(check.field("looked_on"))
        drawn.append(nodes.paragraph("", _("Searched on {date}.", date=date), classes=["small"]))
    if check.field("owner"):
        drawn.append(
            nodes.paragraph("", _("Kept up to date by: {owner}.", owner=check.field("owner")), classes=["small"])
        )
    return drawn
