"""Links from a page of one edition to the same page of other editions, below its heading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx

from spoorboek.analysis import involvement, lineage, years
from spoorboek.analysis.lineage import Edition
from spoorboek.config.names import Types
from spoorboek.i18n.language import _
from spoorboek.model.programme import Item
from spoorboek.sphinxext import build_data
from spoorboek.sphinxext.build_data import ShownList
from spoorboek.sphinxext.pages import draw, sheet

CLASS: Final = "editions"
EditionLink = tuple[str, Sequence[nodes.Node]]
"""The name of an edition, and the nodes that link to it."""


def add_switch(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Insert the links on pages that exist in, or show commitments of, several editions."""
    heading = next(iter(doctree.findall(nodes.title)), None)
    if heading is None or heading.parent is None or docname == app.config.root_doc:
        return
    if sheet.is_sheet(heading.parent) or "item-organisation" in heading.parent["classes"]:
        item = draw.programme(app).by_id.get(next(iter(heading.parent["ids"]), ""))
        ways = list(_of_item(item, app, docname)) if item else []
    else:
        ways = list(_of_page(app, docname))
    if len(ways) > 1:
        links = draw.joined([nodes.inline("", "", *way) for _name, way in ways])
        line = draw.paragraph(*draw.labelled(_("Edition"), links), classes=[CLASS])
        heading.parent.insert(heading.parent.index(heading) + 1, line)


def _of_item(item: Item, app: Sphinx, docname: str) -> Iterator[EditionLink]:
    """Yield links to the related commitments of each edition; for other items, to their anchors on the page."""
    programme = draw.programme(app)
    editions = lineage.of(programme)
    if item.type == Types.ORGANISATION:
        members = tuple(relation.about for relation in involvement.of(programme, item))
    else:
        members = years.members(programme, item)
    for edition in editions.editions:
        of_edition = [member for member in members if editions.edition_of.get(member.id) is edition]
        if any(member.id == item.id for member in of_edition):
            yield edition.name, [nodes.strong("", draw.short_id(item, app))]
        elif of_edition and item.type == Types.COMMITMENT:
            yield edition.name, draw.short_links(app, docname, of_edition)
        elif of_edition:
            yield edition.name, [draw.reference(f"#{sheet.edition_anchor(edition, item)}", edition.name)]


def _of_page(app: Sphinx, docname: str) -> Iterator[EditionLink]:
    folder, lists = docname.partition("/")[0], build_data.lists(app.env)
    name = folder if lineage.YEARS.fullmatch(folder) else _edition_of(lists.get(docname, ()))
    if not name:
        return  # the page shows no edition in particular
    editions = lineage.of(draw.programme(app))
    own = editions.named(name)
    if own is None:
        return
    for edition in editions.editions:
        if edition is own:
            yield edition.name, [nodes.strong("", edition.name)]
        elif page := _page_in(app, docname, own, edition, lists):
            yield edition.name, [draw.page_link(app, docname, page, edition.name)]


def _edition_of(lists: Sequence[ShownList]) -> str:
    """Return the edition that all page directives of a page name; "" if they name several, or all."""
    names = {edition for _kind, edition in lists}
    return names.pop() if len(names) == 1 else ""


def _page_in(app: Sphinx, docname: str, own: Edition, other: Edition, lists: Mapping[str, Sequence[ShownList]]) -> str:
    """Return the page of another edition that corresponds to a page; "" if there is none.

    That is the page with the same name in the folder of the edition, the page that shows most of the same lists, or the
    page of its commitments.
    """
    folder, _slash, rest = docname.partition("/")
    if folder == own.name and f"{other.name}/{rest}" in app.env.found_docs:
        return f"{other.name}/{rest}"
    if _edition_of(lists.get(docname, ())) == own.name:
        kinds = {kind for kind, _edition in lists[docname]}
        kinds_by_page = {page: {kind for kind, _edition in shown} for page, shown in lists.items()}
        candidates = [
            page
            for page, kinds_there in kinds_by_page.items()
            if kinds & kinds_there and _edition_of(lists[page]) == other.name and page != app.config.root_doc
        ]
        if candidates:
            return min(candidates, key=lambda page: (-len(kinds & kinds_by_page[page]), len(kinds_by_page[page]), page))
    return _list_of(app, other) if docname == _list_of(app, own) else ""


def _list_of(app: Sphinx, edition: Edition) -> str:
    """Return the page that contains the commitments of an edition, or the page above theirs."""
    pages = list(dict.fromkeys(commitment.page for commitment in edition.commitments))
    if not pages:
        return ""
    is_shared = sum(commitment.page == pages[0] for commitment in edition.commitments) > 1
    above = (page for page, below in sorted(app.env.toctree_includes.items()) if pages[0] in below)
    return pages[0] if is_shared else next(above, "")
