"""An item as a section: heading, text, fields and links; it replaces the node of sphinx-needs 9.1."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx_needs.nodes import Need

from spoorboek.config.names import Roles, Types
from spoorboek.i18n import date_formats
from spoorboek.i18n.language import _
from spoorboek.model.programme import Item
from spoorboek.sphinxext import build_data, tree
from spoorboek.sphinxext.pages import (
    catalogs,
    draw,
    feeds,
    fold,
    origin,
    questions,
    search_log,
    sheet,
    states,
    summaries,
    trace,
    typography,
    years,
)


def make_sections(app: Sphinx, doctree: nodes.document) -> None:
    """Make each item a section before tables of contents are built; the first item of a page contains the rest."""
    if catalogs.is_extracting(app):
        return
    ids: set[str] = set()
    for container in [node for node in tree.of_type(doctree, nodes.container) if "item_title" in node]:
        title = catalogs.translator(app).translate(app.env.docname, container["item_title"])
        container["item_title"] = typography.smart_quotes(app, title)
        section = _section(container, ids)
        container.replace_self(section)
        if not section["ids"]:
            doctree.set_id(section)
    if doctree.next_node(nodes.section) is None:
        doctree.extend(_headings_of_strays(app))
    content = [child for child in doctree.children if not isinstance(child, (nodes.comment, nodes.system_message))]
    if content and isinstance(content[0], nodes.section) and "item" in content[0]["classes"]:
        for follower in content[1:]:
            doctree.remove(follower)
            content[0] += follower
        sheet.add_sections(doctree, content[0])
    _fold_entries(doctree)


_FOLDED_FROM: Final = 12
"""From this number on, the events or sources of a page are collapsed."""


def _fold_entries(doctree: nodes.document) -> None:
    kinds = {f"item-{Types.EVENT}", f"item-{Types.SOURCE}"}
    sections = [section for section in tree.of_type(doctree, nodes.section) if not kinds.isdisjoint(section["classes"])]
    for section in sections if len(sections) >= _FOLDED_FROM else ():
        if isinstance(section.parent, nodes.section):
            section["classes"].append(fold.ENTRY)


def _headings_of_strays(app: Sphinx) -> Iterator[nodes.section]:
    """Yield headings for items of unknown types, so that a page without others keeps its title."""
    for item in build_data.of_page(app.env).items:
        yield nodes.section("", nodes.title("", item.title), ids=[item.id or nodes.make_id(item.title)])


def _section(container: nodes.container, known_ids: set[str]) -> nodes.Element:
    id = container["item_id"]
    classes = ["item", f"item-{container['item_type']}"]
    title = container["item_title"] or id
    children = [child for child in container.children if not isinstance(child, nodes.target)]
    for child in children:
        if isinstance(child, Need):
            child["ids"] = []
    ids = [] if id in known_ids or not id else [id]
    known_ids.add(id)
    if questions.is_row(container):
        row = questions.CLASSES[container["item_type"]]
        section: nodes.Element = nodes.container("", *children, ids=ids, classes=[row])
    elif isinstance(container.parent, (nodes.document, nodes.section, Need)):
        section = nodes.section("", nodes.title(title, title), *children, ids=ids, classes=classes)
    else:
        section = nodes.container("", nodes.rubric(title, title), *children, ids=ids, classes=classes)
    section.source, section.line = container.source, container.line
    return section


def draw_items(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Replace the card of sphinx-needs by the text, the fields and the links of each item."""
    questions.draw_tables(app, doctree, docname)
    programme, types = draw.programme(app), draw.settings(app).types
    for need in list(tree.of_type(doctree, Need)):
        item = programme.by_id.get(need["refid"])
        if item is None or item.type not in types or need.parent is None:
            continue
        heading = need.parent.first_child_matching_class((nodes.title, nodes.rubric))
        if heading is not None:
            need.parent.insert(heading + 1, [_kicker(item, app, docname), *summaries.sentence(item, app)])
            if fold.ENTRY in need.parent["classes"]:
                need.parent.insert(heading + 1, fold.Glance("", _glance(item, app), classes=["glance"]))
        nested = [child for child in need.children if isinstance(child, nodes.section)]
        text = [*_summary(item), *(child for child in need.children if child not in nested)]
        need["classes"] = []
        parts = [*(_with_lead(text) if sheet.is_sheet(need.parent) else [*text, *_about(item, app, docname)]), *nested]
        no_section = bool(need["ids"])  # another directive made it: the id must stay in the page
        need.replace_self([nodes.container("", *parts)] if no_section else parts)


_SUMMARY_FIELDS: Final = ("outcome", "says")
"""Fields that are shown above the text of an item, as its summary."""


def _summary(item: Item) -> Iterator[nodes.Node]:
    """Yield the summary of a commitment or event."""
    for name in _SUMMARY_FIELDS:
        if item.field(name):
            yield draw.paragraph(item.field(name), classes=[name])


def _with_lead(text: list[nodes.Node]) -> list[nodes.Node]:
    """Mark the first paragraph of a page as its lead."""
    for node in text[:1]:
        if isinstance(node, nodes.paragraph):
            node["classes"].append("lead")
    return text


def _glance(item: Item, app: Sphinx) -> str:
    """Return date and actor or publisher, shown beside the title of a collapsed entry."""
    if item.type == Types.EVENT:
        return f"{draw.when(item)}, {draw.sender(app, item)}"
    return draw.published(item)


def _kicker(item: Item, app: Sphinx, docname: str) -> nodes.paragraph:
    settings = draw.settings(app)
    parts: list[nodes.Node] = [nodes.inline("", settings.types[item.type].label)]
    if item.type != Types.INVOLVEMENT:  # its id is shown in the origin fold
        parts.append(nodes.literal(item.id, item.id))
    badge = draw.badge(item, app)
    parts += badge
    if item.type == Types.SENTENCE:
        parts += draw.kind(item, app)
    if badge and settings.as_of:
        date = date_formats.shown(settings.as_of)
        parts.append(nodes.inline("", _("as of {date}", date=date)))
    parts += feeds.link(app, docname, item) if item.type in (Types.THEME, Types.ORGANISATION) else []
    return draw.paragraph(*draw.joined(parts, " "), classes=["kicker"])


def _about(item: Item, app: Sphinx, docname: str) -> list[nodes.Node]:
    """Return trace line, fields, links and origin of an item that has no sheet."""
    content = trace.line(item, app, docname) if item.type in (Types.COMMITMENT, Types.INVESTIGATION) else []
    if content:
        content.insert(0, nodes.rubric("", _("The trace")))
    shown = [] if item.type == Types.ORGANISATION else rows(item, app, docname, origin.ROLES)  # shown on its sheet
    if log := search_log.log(app, item):
        shown.append((_("How we searched"), nodes.container("", *log)))
    if became := years.outcome_of(item, app, docname):
        shown.insert(0, (_("What became of it"), nodes.container("", *became)))
    content += [draw.facts(shown)] if shown else []
    content += _through_time(item, app, docname)
    behind = [] if item.type == Types.ORGANISATION else list(origin.rows(item, app, docname))
    return [*content, fold.origin([draw.facts(behind)])] if behind else content


def _through_time(item: Item, app: Sphinx, docname: str) -> list[nodes.Node]:
    """Return the line through the years of a commitment and its state log, each in a fold."""
    through = years.line(item, app, docname) if item.type == Types.COMMITMENT else []
    folded: list[nodes.Node] = [fold.fold(_("Through the years"), through, ["through-years"])] if through else []
    return folded + states.log(item, app, docname)


def rows(item: Item, app: Sphinx, docname: str, left_out: Collection[str] = ()) -> list[tuple[str, nodes.Node]]:
    """Return fields and links of an item, without incoming links of the roles in `left_out`."""
    return [*_fields(item, app), *_sender(item, app, docname), *_links(item, app, docname, left_out)]


def _fields(item: Item, app: Sphinx) -> Iterator[tuple[str, nodes.Node]]:
    fields = dict(draw.settings(app).types[item.type].fields)
    if item.type == Types.SENTENCE:
        yield _("Place"), draw.paragraph(draw.place(item, app))
        fields = {name: field for name, field in fields.items() if name not in draw.PLACE}
    for field in fields.values():
        if field.name not in (*_SUMMARY_FIELDS, *origin.MARKS) and draw.is_stated(item, field.name):
            yield field.label, draw.paragraph(*draw.value(item, field.name, app))


def _sender(item: Item, app: Sphinx, docname: str) -> Iterator[tuple[str, nodes.Node]]:
    """Yield the actor if no organisation is linked; linked organisations are among the links."""
    role = draw.settings(app).role(item.type, Roles.BY)
    if role and not draw.programme(app).followed(item, Roles.BY):
        yield draw.capital(role.outgoing), draw.paragraph(*draw.actors(app, docname, item))


def _links(item: Item, app: Sphinx, docname: str, left_out: Collection[str]) -> Iterator[tuple[str, nodes.Node]]:
    for label, role, targets in draw.both_ways(item, app, left_out):
        if shown := [target for target in targets if not _is_drawn_beside(item, role, target)]:
            yield label, draw.links(app, docname, shown)


def _is_drawn_beside(item: Item, role: str, target: Item) -> bool:
    """Whether the page shows a link in another way: a check on the page of its commitment, an event, a search."""
    if item.type == Types.CHECK and target.page == item.page:
        return True
    return target.type != item.type and (role, target.type) in ((Roles.OF, Types.EVENT), (Roles.FOR, Types.SEARCH))
