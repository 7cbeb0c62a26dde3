"""The page of a commitment, investigation, theme or chain: its sections and their content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx

from spoorboek.analysis import lineage, state, trace_line
from spoorboek.analysis.lineage import Edition
from spoorboek.config.names import Roles, Types
from spoorboek.i18n.language import _, translate
from spoorboek.model import message
from spoorboek.model.message import NOTHING
from spoorboek.model.programme import Item, Programme
from spoorboek.sphinxext.pages import catalogs, draw, fold, origin, search_log, states, summaries, trace, years

NAME: Final = "sheet"
_BEFORE: Final = {
    Types.COMMITMENT: ("trace",),
    Types.INVESTIGATION: ("trace",),
    Types.THEME: ("became", "trace"),
    Types.CHAIN: ("became", "trace"),
}
_AFTER: Final = ("belongs", "sources")
_ELSEWHERE: Final = {
    Roles.GROUNDED_IN,
    Roles.OF,
    Roles.CHECKS,
    Roles.CONCERNS,
    Roles.DOCUMENTED_IN,
    Roles.EVIDENCE,
    Roles.PART_EVIDENCE,
    Roles.FOR,
}
"""Roles that have a section of their own."""
_SECTIONS: Final = {
    "became": message._("What became of it?"),
    "trace": message._("The trace"),
    "belongs": message._("What it belongs to"),
    "sources": message._("Sources and editorial notes"),
}
_NOTHING_PROMISED: Final = {
    Types.THEME: message._("No commitment falls under this theme."),
    Types.CHAIN: message._("No commitment is about this chain."),
}
_AROUND: Final = {
    Types.THEME: message._("Theme"),
    Types.CHAIN: message._("Chain"),
    Roles.RESPONSIBLE: message._("Responsible"),
    Roles.SUPERVISED: message._("Supervision of"),
}
"""Roles of the commitments of a theme or chain that its page lists."""

Rows = Iterable[tuple[str, nodes.Node]]


def add_sections(doctree: nodes.document, page: nodes.section) -> None:
    """Add the sections of a sheet to the page of an item, before tables of contents are built."""
    before = next((_BEFORE[name] for name in _BEFORE if f"item-{name}" in page["classes"]), ())
    if not before or not page["ids"]:
        return
    page["classes"].append(NAME)
    own = 1 + max(n for n, child in enumerate(page.children) if not isinstance(child, nodes.section))
    page[own:own] = [_section(doctree, part, page["ids"][0]) for part in before]
    page += [_section(doctree, part, page["ids"][0]) for part in _AFTER]


def is_sheet(element: nodes.Element) -> bool:
    return NAME in element["classes"]


def _section(doctree: nodes.document, part: str, id: str) -> nodes.section:
    title = translate(_SECTIONS[part])
    section = nodes.section("", nodes.title(title, title), classes=[part])
    section += draw.placeholder(NAME, part=part, item_id=id)
    original = catalogs.original(doctree.settings.env.config)
    section["names"].append(nodes.fully_normalize_name(translate(_SECTIONS[part], original)))  # language-independent
    doctree.set_id(section)
    return section


def render(placeholder: Any, app: Sphinx, docname: str) -> list[nodes.Node]:
    """Return the content of a section of a sheet."""
    item = draw.programme(app).by_id.get(placeholder["item_id"])
    is_own = item is not None and item.type in _BEFORE  # of equal ids, only the first counts
    content = _PARTS[placeholder["part"]](item, app, docname) if item and is_own else []
    return content or [draw.paragraph(_("There are none."))]


def _trace(item: Item, app: Sphinx, docname: str) -> list[nodes.Node]:
    """Return the trace line, after the questions at a glance, and the line through the years."""
    content = summaries.at_a_glance(item, app, docname) if item.type in (Types.COMMITMENT, Types.INVESTIGATION) else []
    content += trace.line(item, app, docname)
    if through := years.line(item, app, docname):
        content += [nodes.rubric("", _("Through the years")), *through]
    if became := years.outcome_of(item, app, docname):
        content.append(draw.facts([(_("What became of it"), nodes.container("", *became))]))
    return content + states.log(item, app, docname)


def _members(item: Item, app: Sphinx, docname: str) -> list[nodes.Node]:
    """Return a table of commitments and investigations, each with compact trace line and state.

    A commitment that is known from a news item only has no state if it has no check.
    """
    programme = draw.programme(app)
    members = list(_by_edition(programme, item))
    if not members:
        return [draw.paragraph(translate(_NOTHING_PROMISED[item.type]))]
    rows: list[list[draw.Cell]] = [
        [
            draw.numbered_link(app, docname, member, ids)
            if member.type == Types.COMMITMENT
            else draw.labelled(_("Investigation"), [draw.link(app, docname, member)]),
            trace.compact(member, app),
            draw.badge(member, app) or (_("no check") if member.type == Types.COMMITMENT else ""),
        ]
        for member, ids in members
    ]
    return [draw.table((_("Commitment or investigation"), _("Trace"), _("State")), rows, classes=["lines"])]


def _by_edition(programme: Programme, item: Item) -> Iterator[tuple[Item, list[str]]]:
    """Yield commitments by edition, the first of each with its anchor; then investigations."""
    members = {member.id: member for member in trace_line.under(programme, item)}
    for edition in lineage.of(programme).editions:
        ids = [edition_anchor(edition, item)]
        for commitment in edition.commitments:
            if commitment.id in members:
                yield members.pop(commitment.id), ids
                ids = []
    yield from ((member, []) for member in members.values())


def edition_anchor(edition: Edition, item: Item) -> str:
    """Return the anchor of an edition's commitments on the page of a theme, chain or organisation."""
    return f"edition-{edition.name}-{item.id}"


def _belongs(item: Item, app: Sphinx, docname: str) -> list[nodes.Node]:
    rows = [*(_around(item, app, docname) if item.type in (Types.THEME, Types.CHAIN) else _linked(item, app, docname))]
    if log := search_log.log(app, item):
        rows.append((_("How we searched"), nodes.container("", *log)))
    return [draw.facts(rows) if rows else draw.paragraph(_("No commitment links this to anything else."))]


def _linked(item: Item, app: Sphinx, docname: str) -> Rows:
    for label, role, targets in draw.both_ways(item, app):
        if role not in _ELSEWHERE:
            investigates = role == Roles.FULFILS and targets[0].type == Types.INVESTIGATION
            yield (
                _("Investigation") if investigates else translate(_AROUND.get(role, NOTHING)) or label,
                draw.links(app, docname, targets),
            )


def _around(item: Item, app: Sphinx, docname: str) -> Rows:
    """Yield what the commitments of a theme or chain link to, since it has few links of its own."""
    programme = draw.programme(app)
    members = trace_line.under(programme, item)
    for role, name in _AROUND.items():
        ends = _once(target for member in members for target in programme.followed(member, role))
        if role != item.type and ends:
            yield translate(name), draw.links(app, docname, ends)
    events = [station.subject for station in trace.of(item, app) if station.subject.type == Types.EVENT]
    organisations = _once(actor for event in events for actor in programme.followed(event, Roles.BY))
    unnamed = {draw.sender(app, event): event for event in events if not programme.followed(event, Roles.BY)}
    actors: list[list[nodes.Node]] = [[draw.link(app, docname, organisation)] for organisation in organisations]
    actors += [draw.actors(app, docname, event) for event in unnamed.values()]
    if actors:
        yield _("Who did something"), draw.listed(actors)
    for label, role, targets in draw.both_ways(item, app):
        if role not in _ELSEWHERE and role != item.type:
            yield label, draw.links(app, docname, targets)


def _once(items: Iterable[Item]) -> list[Item]:
    return list({item.id: item for item in items}.values())


def _sources(item: Item, app: Sphinx, docname: str) -> list[nodes.Node]:
    """Return sentences, sources, editorial notes, and the remaining fields in small print."""
    programme = draw.programme(app)
    grounds = programme.followed(item, Roles.GROUNDED_IN)
    rows: list[tuple[str, nodes.Node]] = []
    if sentences := [ground for ground in grounds if ground.type == Types.SENTENCE]:
        lines = [
            [draw.link(app, docname, sentence), nodes.Text(f" ({draw.place(sentence, app)})")] for sentence in sentences
        ]
        rows.append((_("Sentences"), draw.listed(lines)))
    if sources := _sources_of(item, app):
        rows.append((_("Sources"), draw.listed([_source(source, app, docname) for source in sources])))
    if notes := state.notes(programme, item):
        rows.append((_("Editorial notes"), draw.links(app, docname, notes)))
    content: list[nodes.Node] = [draw.facts(rows)] if rows else []
    if small := _small_print(item, app):
        content.append(draw.paragraph(*small, classes=["small-print"]))
    if marks := list(origin.marks(item, app)):
        content.append(fold.origin([draw.facts(marks)]))
    return content


def _sources_of(item: Item, app: Sphinx) -> list[Item]:
    """Return the sources of the item and of every station, in the order of the line."""
    programme = draw.programme(app)
    items: list[Item] = []
    for station in trace.of(item, app):
        for subject in (station.subject, *station.announced_by):
            items += [subject] if subject.type == Types.SOURCE else []
            items += [*programme.followed(subject, Roles.PART_OF), *programme.followed(subject, Roles.DOCUMENTED_IN)]
    items += [ground for ground in programme.followed(item, Roles.GROUNDED_IN) if ground.type == Types.SOURCE]
    return _once(source for source in items if source.type == Types.SOURCE)


def _source(source: Item, app: Sphinx, docname: str) -> list[nodes.Node]:
    """Return title, publisher, date and URL of a source."""
    text = draw.published(source, publisher_first=True)
    parts = [draw.link(app, docname, source), nodes.Text(f" ({text})" if text else ""), *draw.how_read(source, app)]
    if source.field("url"):
        parts += [nodes.Text(" "), *draw.value(source, "url", app)]
    return parts


def _small_print(item: Item, app: Sphinx) -> list[nodes.Node]:
    """Return the fields of an item, apart from those shown elsewhere."""
    parts: list[nodes.Node] = []
    for field in draw.settings(app).types[item.type].fields.values():
        if item.field(field.name) and field.name not in ("outcome", *origin.MARKS):
            label = nodes.strong("", f"{field.label}: ")
            parts += [nodes.inline("", "", label, *draw.value(item, field.name, app)), nodes.Text(" ")]
    return parts[:-1]


_PARTS: Final = {"became": _members, "trace": _trace, "belongs": _belongs, "sources": _sources}
