"""Building blocks of pages, as docutils nodes."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.nodes import make_refnode
from sphinx.util.osutil import relative_uri

from spoorboek.analysis import actors as acting
from spoorboek.analysis import lineage, state, years
from spoorboek.analysis.state import State
from spoorboek.analysis.verdict import Verdict
from spoorboek.config import names
from spoorboek.config.names import Basis, Roles, Types
from spoorboek.config.settings import Settings, yes_or_no
from spoorboek.i18n import date_formats
from spoorboek.i18n.language import _, is_translated, translate
from spoorboek.model import message
from spoorboek.model.near_matches import did_you_mean
from spoorboek.model.programme import Item, Programme
from spoorboek.readers import page_files
from spoorboek.sphinxext import build_data
from spoorboek.sphinxext.placeholder import Placeholder

log = logging.getLogger(__name__)
Content = nodes.Node | str
Cell = Sequence[Content] | str
"""The content of a table cell: inline nodes and texts, or blocks."""
COLUMNS: Final = dict(
    zip(
        names.COLUMNS,
        (message._("Title"), message._("Id"), message._("Type"), message._("State"), message._("Trace")),
        strict=True,
    )
)
"""The heads of the columns that are neither fields nor roles, by name."""
_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")
PLACE: Final = ("page", "column", "passage", "number")
"""The fields of a sentence that say where it is."""


def verdict(app: Sphinx) -> Verdict:
    return build_data.verdict(app.env)


def programme(app: Sphinx) -> Programme:
    return verdict(app).programme


def settings(app: Sphinx) -> Settings:
    return verdict(app).settings


def as_of(app: Sphinx) -> datetime.date:
    """Return the date of all states; if none is set, the last possible day, at which everything due has passed."""
    return settings(app).as_of or datetime.date.max


def address(app: Sphinx, name: message.Message) -> str:
    """Return an anchor that is the same in every language: the name in the original language."""
    return nodes.make_id(translate(name, app.config.spoorboek_languages[0]))


def link(app: Sphinx, docname: str, item: Item, text: Content = "", tooltip: str = "") -> nodes.reference:
    """Return a reference from a page to an item; the text is its title by default."""
    return make_refnode(app.builder, docname, item.page, item.id, as_nodes([text or item.title]), tooltip)


def linked(app: Sphinx, docname: str, items: Iterable[Item]) -> list[nodes.Node]:
    """Return references to items, separated by commas."""
    return joined([link(app, docname, item) for item in items])


def page_link(app: Sphinx, docname: str, page: str, text: str = "", anchor: str = "") -> nodes.reference:
    """Return a reference from a page to another page; the text is its title by default."""
    address = app.builder.get_relative_uri(docname, page)
    return reference(f"{address}#{anchor}" if anchor else address, text or app.env.titles[page].astext())


def file_link(app: Sphinx, docname: str, path: str, *parts: Content) -> nodes.reference:
    """Return a reference from a page to a file (or a place in it), whose path is relative to the output folder."""
    file, sign, place = path.partition("#")
    return reference(f"{relative_uri(app.builder.get_target_uri(docname), file)}{sign}{place}", *parts)


def reference(address: str, *parts: Content) -> nodes.reference:
    """Return a reference to an address in the handbook, relative to the page that it is on."""
    return nodes.reference("", "", *as_nodes(parts), refuri=address, internal=True)


def cited(app: Sphinx, docname: str, items: Iterable[Item]) -> list[nodes.Node]:
    """Return references separated by commas; sources with how much of them was read."""
    return joined([nodes.inline("", "", link(app, docname, item), *how_read(item, app)) for item in items])


def how_read(source: Item, app: Sphinx) -> list[nodes.Node]:
    """Return `(read: in part)`; nothing if that is unknown or the item is no source."""
    if source.type != Types.SOURCE or not source.field("read"):
        return []
    label = settings(app).types[source.type].fields["read"].label
    word = settings(app).label_of("read", source.field("read"))
    return [nodes.Text(" "), nodes.inline("", f"({label[:1].lower()}{label[1:]}: {word})", classes=["how-read"])]


def when(event: Item, *, short: bool = False) -> str:
    """Return the date or period of an event, or `undated`."""
    first, last = event.field("date"), event.field("until")
    if not first:
        return _("undated")
    if not last:
        return date_formats.shown(first, short=short)
    shown = date_formats.shown(first, short=short)
    if len(first) == len(last) > 4 and first[:4] == last[:4]:
        shown = shown.removesuffix(f" {first[:4]}")
    return _("{first} to {last}", first=shown, last=date_formats.shown(last, short=short))


def published(source: Item, *, publisher_first: bool = False) -> str:
    """Return date and publisher of a source, as far as they are known."""
    parts = [date_formats.shown(source.field("published")), source.field("publisher")]
    return ", ".join(filter(None, reversed(parts) if publisher_first else parts))


def actors(app: Sphinx, docname: str, event: Item) -> list[nodes.Node]:
    """Return who acted: links to organisations, else the publishers, else that the sender is not confirmed."""
    if organisations := programme(app).followed(event, Roles.BY):
        return linked(app, docname, organisations)
    if names := acting.names(programme(app), event):
        return [nodes.Text(", ".join(names))]
    return [no_sender()]


def no_sender() -> nodes.inline:
    return nodes.inline("", _("sender not confirmed"), classes=["no-sender"])


def sender(app: Sphinx, event: Item) -> str:
    """Return who acted, as plain text."""
    return ", ".join(acting.names(programme(app), event)) or _("sender not confirmed")


def place(sentence: Item, app: Sphinx) -> str:
    """Return the location of a sentence in its source."""
    column = sentence.field("column")
    place = _(
        "page {page}, passage {passage}, sentence {number} of the source",
        **{name: sentence.field(name) for name in PLACE},
    )
    return f"{place}, {settings(app).label_of('column', column)}" if column else place


def alphabetical(item: Item) -> str:
    """The sort key of items that are listed by title."""
    return item.title.casefold().replace("(", "").replace(")", "")


def short_id(item: Item, app: Sphinx) -> str:
    """Return a short name: `C4` for the commitment PLAN-C4, `2024 C4` if there are several editions."""
    if item.type != Types.COMMITMENT:
        return item.id
    short = item.id.rpartition("-")[2]
    return f"{item.field('year')} {short}".strip() if years.has_several(programme(app)) else short


def short_link(app: Sphinx, docname: str, item: Item) -> nodes.Node:
    """Return a link with the short name of an item; its title is the tooltip."""
    if item.type == Types.COMMITMENT:
        return link(app, docname, item, short_id(item, app), item.title)
    return link(app, docname, item, in_original(item.id.rpartition("-")[2], app), item.title)


def numbered_link(app: Sphinx, docname: str, item: Item, ids: Sequence[str] = ()) -> list[nodes.Node]:
    """Return the short name of a commitment, with these anchors, and its title as a link."""
    return [nodes.literal("", short_id(item, app), ids=[*ids]), nodes.Text(" "), link(app, docname, item)]


def short_links(app: Sphinx, docname: str, items: Iterable[Item], separator: str = ", ") -> list[nodes.Node]:
    """Return references with short names, with a separator between them."""
    return joined([link(app, docname, item, short_id(item, app)) for item in items], separator)


def edition(placeholder: Any, app: Sphinx) -> lineage.Edition | None:
    """Return the edition that a directive names; None for all, or (with a warning) if it is unknown."""
    editions, name = lineage.of(programme(app)), placeholder["edition"]
    found = editions.named(name)
    if name and found is None:
        log.warning("%r is not an edition%s", name, editions.did_you_mean(name), location=placeholder)
    return found


def item_named(id: str, placeholder: Any, app: Sphinx, type_name: str = "") -> Item | None:
    """Return the item, of this type if any, that a directive names; None (with a warning) if there is none."""
    by_id = programme(app).by_id
    item = by_id.get(id)
    if item is None or type_name not in ("", item.type):
        kind = f"a {type_name}" if type_name else "an item"
        known = [item.id for item in programme(app).of_type(type_name)] if type_name else by_id
        log.warning("%r is not %s%s", id, kind, did_you_mean(id, known), location=placeholder)
        return None
    return item


def is_of(item: Item, chosen: lineage.Edition | None, app: Sphinx) -> bool:
    """Whether an item is about this edition; None stands for any."""
    return chosen is None or chosen.name in lineage.editions(programme(app), item)


def state_of(item: Item, app: Sphinx) -> state.State | None:
    """Return the state of a commitment or check; None for other items."""
    return state.of(programme(app), item, as_of(app))


def is_open(check: Item, app: Sphinx) -> bool:
    return state.is_open(state_of(check, app), is_suspect=state.is_suspect(programme(app), check))


def badge(item: Item, app: Sphinx) -> list[nodes.Node]:
    """Return the badge of an item's state; nothing if it has no state."""
    answer = state_of(item, app)
    return [state_badge(answer)] if answer else []


def state_badge(answer: State) -> nodes.inline:
    return nodes.inline("", translate(answer.label), classes=["answer", answer.value])


def in_original(text: str, app: Sphinx, classes: Sequence[str] = ()) -> nodes.Node:
    """Return text that is in the original language of the handbook, and marked as such on pages in another."""
    original = app.config.spoorboek_languages[0]
    marks = [*classes, *([] if app.config.language == original else [f"language-{original}"])]
    return nodes.inline("", text, classes=marks) if marks else nodes.Text(text)


def unseen(text: str) -> nodes.inline:
    """Return text for screen readers only."""
    return nodes.inline("", text, classes=["unseen"])


def basis(item: Item, app: Sphinx) -> nodes.inline:
    """Return what a relation or succession rests on: a source, or the editors, which is marked."""
    value = item.field("basis")
    classes = ["inferred"] if value == Basis.EDITORS else []
    return nodes.inline("", settings(app).label_of("basis", value), classes=classes)


def kind(sentence: Item, app: Sphinx) -> list[nodes.Node]:
    """Return the badge of a sentence's kind; nothing if it has none."""
    name = sentence.field("kind")
    word = settings(app).label_of("kind", name)
    return [nodes.inline("", word, classes=["kind", f"kind-{name}"])] if name else []


def is_stated(item: Item, name: str) -> bool:
    """Whether a field is shown: if it has a value; fields on the follow-up of a recommendation always are."""
    return bool(item.field(name)) or (item.type == Types.RECOMMENDATION and name in state.AXES)


def value(item: Item, name: str, app: Sphinx) -> list[nodes.Node]:
    """Return the value of a field as readers see it."""
    text = item.field(name)
    if not text:
        return [state_badge(State.UNKNOWN)]
    field = settings(app).types[item.type].fields.get(name)
    if field is not None and field.schema.get("type") == "boolean":
        return [nodes.Text(_("yes") if yes_or_no(text) else _("no"))]
    if name in settings(app).dates:
        return [nodes.Text(date_formats.shown(text))]
    if text.startswith(("https://", "http://")):
        return [nodes.reference("", _shown_url(text, name), refuri=text, internal=False)]
    if field is not None and len(text) == 64 and text.isalnum():
        return [nodes.literal(text, text)]
    return [nodes.Text(settings(app).label_of(name, text))]


def _shown_url(url: str, field: str) -> str:
    """Return the host of a URL; for an identifier, its last path segment."""
    parts = urlsplit(url)
    return parts.netloc if field.endswith("url") else parts.path.rstrip("/").rpartition("/")[2] or url


def links(app: Sphinx, docname: str, targets: Sequence[Item]) -> nodes.Node:
    """Return one reference as a line, several as a list; events with their date, checks with their state."""
    return listed([_link_row(app, docname, target) for target in state.in_order(targets)])


def _link_row(app: Sphinx, docname: str, target: Item) -> list[nodes.Node]:
    date = [nodes.Text(f"{when(target)}: ")] if target.type == Types.EVENT else []
    badges = [node for mark in badge(target, app) for node in (nodes.Text(" "), mark)]
    return [*date, link(app, docname, target), *how_read(target, app), *badges]


def both_ways(item: Item, app: Sphinx, left_out: Collection[str] = ()) -> Iterator[tuple[str, str, Sequence[Item]]]:
    """Yield label, role and items of the links of an item, then of those to it.

    Incoming links of the roles in `left_out`, which are shown elsewhere, are omitted.
    """
    current = verdict(app)
    for role in current.settings.types[item.type].roles.values():
        if targets := current.programme.followed(item, role.name):
            yield capital(role.outgoing), role.name, targets
    back = current.programme.all_followed_back(item)
    for role in current.settings.roles.values():
        if role.name not in left_out and (sources := back.get(role.name)):
            yield capital(role.incoming), role.name, sources


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def joined(parts: Sequence[nodes.Node], separator: str = ", ") -> list[nodes.Node]:
    return [node for n, part in enumerate(parts) for node in ([nodes.Text(separator), part] if n else [part])]


def labelled(label: str, parts: Sequence[Content]) -> list[nodes.Node]:
    """Return a label and a colon, followed by the parts."""
    return as_nodes([f"{label}: ", *parts])


def as_nodes(parts: Iterable[Content] | str) -> list[nodes.Node]:
    """Return the parts, or the one text, each text as a node."""
    parts = [parts] if isinstance(parts, str) else parts
    return [part if isinstance(part, nodes.Node) else nodes.Text(part) for part in parts if part != ""]


def filled(sentence: str, **values: nodes.Node) -> list[nodes.Node]:
    """Return a sentence as nodes, with a value for each `{name}`."""
    pieces = enumerate(_PLACEHOLDER.split(sentence))
    return [values[piece] if n % 2 else nodes.Text(piece) for n, piece in pieces if piece]


def paragraph(*parts: Content, classes: Sequence[str] = (), **attributes: Any) -> nodes.paragraph:
    return nodes.paragraph("", "", *as_nodes(parts), classes=[*classes], **attributes)


def bullets(rows: Iterable[Sequence[Content]], classes: Sequence[str] = ()) -> nodes.bullet_list:
    """Return a bullet list; a row is inline nodes."""
    entries = (nodes.list_item("", paragraph(*row)) for row in rows)
    return nodes.bullet_list("", *entries, classes=[*classes])


def listed(rows: Sequence[Sequence[Content]]) -> nodes.Node:
    """Return one row as a paragraph, several as a bullet list."""
    return paragraph(*rows[0]) if len(rows) == 1 else bullets(rows)


def table(heads: Sequence[str], rows: Iterable[Sequence[Cell]], classes: Sequence[str] = ()) -> nodes.table:
    """Return a table with a head row; cells are labelled with their head for narrow screens."""
    group = nodes.tgroup("", cols=len(heads))
    group += [nodes.colspec("", colwidth=1) for _head in heads]
    group += nodes.thead("", _row(map(as_nodes, heads)))
    group += nodes.tbody("", *(_row(_labelled(row, heads)) for row in rows))
    return nodes.table("", group, classes=["board", *classes])


def _row(cells: Iterable[list[nodes.Node]]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", *([paragraph(*cell)] if _is_inline(cell) else cell)) for cell in cells))


def _is_inline(cell: list[nodes.Node]) -> bool:
    return bool(cell) and isinstance(cell[0], (nodes.Inline, nodes.Text))


def _labelled(cells: Sequence[Cell], heads: Sequence[str]) -> Iterable[list[nodes.Node]]:
    """Yield the cells, each after the first preceded by its head, which is hidden while the table has columns."""
    for n, (cell, head) in enumerate(zip(map(as_nodes, cells), heads, strict=True)):
        label = nodes.inline("", f"{head}: ", classes=["column"])
        if n == 0 or not cell:
            yield cell
        elif isinstance(cell[0], nodes.paragraph):
            cell[0].insert(0, label)
            yield cell
        else:
            yield [label, *cell] if _is_inline(cell) else [paragraph(label), *cell]


def begins_page(item: Item, app: Sphinx) -> bool:
    """Whether an item begins the file of its page, so that the page is about it."""
    page = Path(app.env.doc2path(item.page))
    return item.at.line == 1 and item.at.file == page_files.shown(page, app.config.spoorboek_root)


def section(id: str, title: Cell, *content: nodes.Node) -> nodes.section:
    """Return a section with a heading of inline nodes."""
    return nodes.section("", nodes.title("", "", *as_nodes(title)), *content, ids=[id])


def facts(rows: Iterable[tuple[str, nodes.Node]]) -> nodes.definition_list:
    """Return a definition list of labels and contents."""
    return nodes.definition_list(
        "",
        *(
            nodes.definition_list_item("", nodes.term("", label), nodes.definition("", content))
            for label, content in rows
        ),
        classes=["facts"],
    )


def insert_before_sections(element: nodes.Element, content: Iterable[nodes.Node]) -> None:
    """Insert nodes at the end of an element, but before the sections in it."""
    first = element.first_child_matching_class(nodes.section)
    place = len(element) if first is None else first
    element[place:place] = content


def placeholder(name: str, messages: Sequence[str] = (), **parameters: Any) -> Placeholder:
    """Return a placeholder to be replaced once all pages have been read; `messages` are its translatable texts."""
    return Placeholder(spoorboek=name, messages=list(messages), **parameters)


def rule_message(text: str, app: Sphinx) -> nodes.inline:
    """Return the message of a rule in the language of the site; in English, and marked as such, if untranslated."""
    language = app.config.language
    return nodes.inline("", translate(text, language), classes=[] if is_translated(text, language) else ["language-en"])
