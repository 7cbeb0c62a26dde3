"""The checks or searches below a heading, as one table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx_needs.nodes import Need

from spoorboek.analysis import evidence, state
from spoorboek.analysis.state import State
from spoorboek.config.names import Roles, Types
from spoorboek.i18n.language import _
from spoorboek.model.programme import Item
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


def draw_tables(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Draw adjacent checks, and adjacent searches, as one table each."""
    for run in list(_runs(doctree, CLASSES[Types.CHECK])):
        _put(
            run,
            [_row(container, app, docname) for container in run],
            (_("Question"), _("Answer"), _("Evidence")),
            "tested",
        )
    for run in list(_runs(doctree, CLASSES[Types.SEARCH])):
        _put(run, _search_rows(run, app, docname), search_log.heads(), "sought")


def _put(run: Sequence[nodes.container], rows: Sequence[list[draw.Cell]], heads: Sequence[str], kind: str) -> None:
    """Replace a run by a table; an item that sphinx-needs rejected has no row, and a finding."""
    pairs = [(container, row) for container, row in zip(run, rows, strict=True) if row]
    if pairs:
        pairs[0][0].replace_self(draw.table(heads, [row for _holder, row in pairs], classes=["questions", kind]))
    for container, _row_drawn in pairs[1:]:
        container.parent.remove(container)


def _search_rows(run: Sequence[nodes.container], app: Sphinx, docname: str) -> list[list[draw.Cell]]:
    """Return a row for each search; of adjacent ones with the same target, only the first names it."""
    programme = draw.programme(app)
    rows: list[list[draw.Cell]] = []
    before: tuple[Item, ...] = ()
    for container in run:
        need = container.next_node(Need)
        search = programme.by_id.get(need["refid"]) if need else None
        if search is None:
            rows.append([])
            continue
        targets = programme.followed(search, Roles.FOR)
        row = search_log.row(search, app, docname, is_first=targets != before)
        name = draw.paragraph(*row[1], classes=[NAME])
        name["ids"], container["ids"] = container["ids"], []
        rows.append([row[0], [name], *row[2:]])
        before = targets
    return rows


def _runs(doctree: nodes.document, kind: str) -> Iterator[list[nodes.container]]:
    run: list[nodes.container] = []
    for container in doctree.findall(nodes.container):
        if kind not in container["classes"]:
            continue
        if (
            run
            and container.parent is run[-1].parent
            and container.parent.index(container) == container.parent.index(run[-1]) + 1
        ):
            run.append(container)
            continue
        if run:
            yield run
        run = [container]
    if run:
        yield run


def _row(container: nodes.container, app: Sphinx, docname: str) -> list[draw.Cell]:
    need = container.next_node(Need)
    check = draw.programme(app).by_id.get(need["refid"]) if need else None
    if need is None or check is None:
        return []
    name = draw.paragraph(nodes.strong("", check.title), " ", nodes.literal("", check.id), classes=[NAME])
    name["ids"], container["ids"] = container["ids"], []
    settles = draw.paragraph(_("Evidence needed: {what}", what=check.field("settles")), classes=["small"])
    text = [child for child in need.children if not isinstance(child, nodes.Invisible)]
    question = [name, draw.paragraph(check.field("question")), *_small(text), settles]
    return [question, draw.badge(check, app), _evidence(check, app, docname)]


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
