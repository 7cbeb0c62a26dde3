"""An item as a section: heading, text, what it is and what it hangs together with."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from docutils import nodes
from sphinx.application import Sphinx
from sphinx_needs.nodes import Need

from spoorboek import notes, state
from spoorboek.model import Item
from spoorboek.pages import draw, words

_PLACE = ("page", "column", "passage", "number")


def give_headings(app: Sphinx, doctree: nodes.document) -> None:
    """Make a section of each item, in time for tables of contents; the first item of a page holds what follows it."""
    seen: set[str] = set()
    for holder in [node for node in doctree.findall(nodes.container) if "item_title" in node]:
        section = _section(holder, seen)
        holder.replace_self(section)
        if not section["ids"]:
            doctree.set_id(section)
    if doctree.next_node(nodes.section) is None:
        doctree.extend(_headings_of_strays(app))
    content = [child for child in doctree.children if not isinstance(child, (nodes.comment, nodes.system_message))]
    if content and isinstance(content[0], nodes.section) and "item" in content[0]["classes"]:
        for follower in content[1:]:
            doctree.remove(follower)
            content[0] += follower


def _headings_of_strays(app: Sphinx) -> Iterator[nodes.section]:
    """A page whose only item is of an unknown type keeps its title, so that the one flaw is told once."""
    for item in notes.of(app.env).items.get(app.env.docname, ()):
        yield nodes.section("", nodes.title("", item.title), ids=[item.id or nodes.make_id(item.title)])


def _section(holder: nodes.container, seen: set[str]) -> nodes.Element:
    id = holder["item_id"]
    classes = ["item", f"item-{holder['item_type']}"]
    title = holder["item_title"] or id
    children = [child for child in holder.children if not isinstance(child, nodes.target)]
    for child in children:
        if isinstance(child, Need):
            child["ids"] = []
    ids = [] if id in seen or not id else [id]
    seen.add(id)
    if isinstance(holder.parent, (nodes.document, nodes.section, Need)):
        section: nodes.Element = nodes.section("", nodes.title(title, title), *children, ids=ids, classes=classes)
    else:
        section = nodes.container("", nodes.rubric(title, title), *children, ids=ids, classes=classes)
    section.source, section.line = holder.source, holder.line
    return section


def draw_items(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put what an item is and hangs together with below its text, in the place of sphinx-needs' card."""
    programme = draw.verdict(app).programme
    for need in list(doctree.findall(Need)):
        item = programme.by_id.get(need["refid"])
        if item is None or need.parent is None:
            continue
        kicker = _kicker(item, app)
        heading = need.parent.first_child_matching_class((nodes.title, nodes.rubric))
        if heading is not None:
            need.parent.insert(heading + 1, kicker)
        nested = [child for child in need.children if isinstance(child, nodes.section)]
        text = [child for child in need.children if child not in nested]
        need["classes"] = []
        drawn = [*text, *_trace(item, app, docname), *_facts(item, app, docname), *nested]
        no_section = bool(need["ids"])  # another directive made it: nothing else keeps the place that links lead to
        need.replace_self([nodes.container("", *drawn)] if no_section else drawn)


def _kicker(item: Item, app: Sphinx) -> nodes.paragraph:
    settings = draw.verdict(app).settings
    parts: list[nodes.Node] = [nodes.inline("", settings.types[item.type].label), nodes.literal(item.id, item.id)]
    badge = draw.badge(item, app)
    parts += badge
    if badge and settings.as_of:
        date = draw.date(settings.as_of.isoformat(), app.config.language)
        parts.append(nodes.inline("", words.AS_OF.format(date=date)))
    spaced = [node for part in parts for node in (part, nodes.Text(" "))]
    return nodes.paragraph("", "", *spaced[:-1], classes=["kicker"])


def _facts(item: Item, app: Sphinx, docname: str) -> list[nodes.Node]:
    """What it is and hangs together with; for an organisation that stands on its sheet."""
    shown = [] if item.type == "organisation" else rows(item, app, docname)
    return [draw.facts(shown)] if shown else []


def rows(item: Item, app: Sphinx, docname: str, told: Collection[str] = ()) -> list[tuple[str, nodes.Node]]:
    """Its fields and its links both ways, but for the links back by a role that is told elsewhere."""
    return [*_fields(item, app), *_outgoing(item, app, docname), *_incoming(item, app, docname, told)]


def _fields(item: Item, app: Sphinx) -> Iterator[tuple[str, nodes.Node]]:
    fields = dict(draw.verdict(app).settings.types[item.type].fields)
    if item.type == "sentence":
        yield words.PLACE_IN_SOURCE, nodes.paragraph("", _place(item, app))
        fields = {name: field for name, field in fields.items() if name not in _PLACE}
    for field in fields.values():
        if item.field(field.name):
            yield field.label, nodes.paragraph("", "", *draw.value(item, field.name, app))


def _place(item: Item, app: Sphinx) -> str:
    """Where a sentence stands in its source, in one line."""
    settings = draw.verdict(app).settings
    column = item.field("column")
    place = words.SENTENCE_PLACE.format(**{name: item.field(name) for name in _PLACE})
    return f"{place}, {settings.word('column', column)}" if column else place


def _outgoing(item: Item, app: Sphinx, docname: str) -> Iterator[tuple[str, nodes.Node]]:
    verdict = draw.verdict(app)
    for role in verdict.settings.types[item.type].roles.values():
        targets = [target for target in verdict.programme.followed(item, role.name) if not _holds(target, item)]
        if targets:
            yield _capital(role.outgoing), draw.links(app, docname, targets)


def _holds(target: Item, item: Item) -> bool:
    """Does the item stand on the target's own page, where the heading says so already?"""
    return item.type == "check" and target.page == item.page


def _incoming(item: Item, app: Sphinx, docname: str, told: Collection[str]) -> Iterator[tuple[str, nodes.Node]]:
    verdict = draw.verdict(app)
    roles = {name: role for type_ in verdict.settings.types.values() for name, role in type_.roles.items()}
    for role in roles.values():
        sources = verdict.programme.followed_back(item, role.name)
        if sources and role.name not in ("of", *told):  # the first stand in the trace
            yield _capital(role.incoming), draw.links(app, docname, sources)


def _trace(item: Item, app: Sphinx, docname: str) -> list[nodes.Node]:
    """What happened to a commitment or investigation, in the order in which it did; what has no date comes last."""
    events = draw.verdict(app).programme.followed_back(item, "of")
    if not events:
        return []
    stations = [nodes.list_item("", *_station(event, app, docname)) for event in state.in_order(events)]
    return [nodes.rubric("", words.WHAT_HAPPENED), nodes.enumerated_list("", *stations, classes=["spoor"])]


def _station(event: Item, app: Sphinx, docname: str) -> list[nodes.Node]:
    programme = draw.verdict(app).programme
    actors = ", ".join(actor.title for actor in programme.followed(event, "by"))
    sources = draw.joined([draw.link(app, docname, source) for source in programme.followed(event, "documented_in")])
    name = nodes.paragraph("", "", nodes.strong("", "", draw.link(app, docname, event)))
    details = nodes.paragraph("", "", nodes.Text(f"{actors}. {words.SOURCE}: "), *sources, classes=["details"])
    when = nodes.paragraph("", draw.when(event, app.config.language), classes=["when"])
    return [when, nodes.container("", name, details, classes=["what"])]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
