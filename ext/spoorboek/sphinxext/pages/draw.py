"""The parts that pages are drawn with, as docutils nodes."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.nodes import make_refnode

from spoorboek.analysis import actors as acting
from spoorboek.analysis import lineage, state
from spoorboek.analysis.state import State
from spoorboek.analysis.verdict import Verdict
from spoorboek.config.names import Roles, Types
from spoorboek.config.settings import yes_or_no
from spoorboek.i18n import date_formats
from spoorboek.i18n.language import _, is_translated, translate
from spoorboek.model import message
from spoorboek.model.programme import Item
from spoorboek.sphinxext import build_data
from spoorboek.sphinxext.placeholder import Placeholder

log = logging.getLogger(__name__)
Cell = Sequence[nodes.Node]
COLUMNS: Final = {
    "title": message._("Title"),
    "id": message._("Id"),
    "type": message._("Type"),
    "state": message._("State"),
    "trace": message._("Trace"),
}
"""What a table can show of an item beside its fields."""
_PLACE = ("page", "column", "passage", "number")


def verdict(app: Sphinx) -> Verdict:
    return build_data.verdict(app.env)


def as_of(app: Sphinx) -> datetime.date:
    """The date of every state; the last day of the calendar where none is set, so that all that is due has passed."""
    return verdict(app).settings.as_of or datetime.date.max


def address(app: Sphinx, name: message.Message) -> str:
    """The id of a place on a page, which is the same in every language: its name in that of the handbook."""
    return nodes.make_id(translate(name, app.config.spoorboek_languages[0]))


def link(app: Sphinx, docname: str, item: Item, text: str = "") -> nodes.Node:
    """A reference from a page to an item, with its title as text."""
    return make_refnode(app.builder, docname, item.page, item.id, nodes.Text(text or item.title))


def cited(app: Sphinx, docname: str, items: Iterable[Item]) -> list[nodes.Node]:
    """References with a comma between them; a source says how much of it was read."""
    return joined([nodes.inline("", "", link(app, docname, item), *how_read(item, app)) for item in items])


def how_read(source: Item, app: Sphinx) -> list[nodes.Node]:
    """`(read: in part)`; nothing where that is not known, or of what is no source."""
    if source.type != Types.SOURCE or not source.field("read"):
        return []
    settings = verdict(app).settings
    label = settings.types[source.type].fields["read"].label
    word = settings.label_of("read", source.field("read"))
    return [nodes.Text(" "), nodes.inline("", f"({label[:1].lower()}{label[1:]}: {word})", classes=["how-read"])]


def when(event: Item, *, short: bool = False) -> str:
    """The date of an event or span; the note on its date where it has none."""
    first, last = event.field("date"), event.field("until")
    if not first:
        return _("undated")
    if not last:
        return date_formats.shown(first, short=short)
    shown = date_formats.shown(first, short=short)
    if len(first) == len(last) > 4 and first[:4] == last[:4]:
        shown = shown.removesuffix(f" {first[:4]}")
    return _("{first} to {last}", first=shown, last=date_formats.shown(last, short=short))


def actors(app: Sphinx, docname: str, event: Item) -> list[nodes.Node]:
    """Who did it: links to organisations, else who published it, else that its sender is not confirmed."""
    programme = verdict(app).programme
    if organisations := programme.followed(event, Roles.BY):
        return joined([link(app, docname, organisation) for organisation in organisations])
    if names := acting.names(programme, event):
        return [nodes.Text(", ".join(names))]
    return [nodes.inline("", _("sender not confirmed"), classes=["no-sender"])]


def sender(app: Sphinx, event: Item) -> str:
    """The same in words alone."""
    return ", ".join(acting.names(verdict(app).programme, event)) or _("sender not confirmed")


def place(sentence: Item, app: Sphinx) -> str:
    """Where a sentence stands in its source, in one line."""
    column = sentence.field("column")
    place = _(
        "page {page}, passage {passage}, sentence {number} of the source",
        **{name: sentence.field(name) for name in _PLACE},
    )
    return f"{place}, {verdict(app).settings.label_of('column', column)}" if column else place


def alphabetical(item: Item) -> str:
    """What an item is sorted by among others of its type, wherever readers see them by their titles."""
    return item.title.casefold().replace("(", "").replace(")", "")


def short_id(item: Item, app: Sphinx) -> str:
    """`C4` for PLAN-C4: what a commitment is called beside others; with its year where there are several editions."""
    if item.type != Types.COMMITMENT:
        return item.id
    short = item.id.rpartition("-")[2]
    several = sum(bool(edition.commitments) for edition in lineage.of(verdict(app).programme).editions) > 1
    return f"{item.field('year')} {short}".strip() if several else short


def edition(place: Any, app: Sphinx) -> lineage.Edition | None:
    """The edition that a page directive asks for; None for all of them, or where there is none of that name."""
    found = lineage.of(verdict(app).programme)
    if place["edition"] and found.named(place["edition"]) is None:
        text = f"{place['edition']!r} is no edition{found.did_you_mean(place['edition'])}"
        log.warning(text, location=place)
    return found.named(place["edition"])


def is_of(item: Item, chosen: lineage.Edition | None, app: Sphinx) -> bool:
    """Is an item about this edition? About any, for None."""
    return chosen is None or chosen.name in lineage.editions(verdict(app).programme, item)


def state_of(item: Item, app: Sphinx) -> state.State | None:
    """The derived state of a commitment or a check; None for any other item."""
    return state.of(verdict(app).programme, item, as_of(app))


def badge(item: Item, app: Sphinx) -> list[nodes.Node]:
    """The state in its form and its word; nothing for an item that has none."""
    found = state_of(item, app)
    return [nodes.inline("", translate(found.label), classes=["answer", found.value])] if found else []


def kind(sentence: Item, app: Sphinx) -> list[nodes.Node]:
    """What a sentence is, in its form and its word; nothing where it does not say."""
    found = sentence.field("kind")
    word = verdict(app).settings.label_of("kind", found)
    return [nodes.inline("", word, classes=["kind", f"kind-{found}"])] if found else []


def is_stated(item: Item, name: str) -> bool:
    """Is there something to say of a field? Of what became of a recommendation always, if only that nobody knows."""
    return bool(item.field(name)) or (item.type == Types.RECOMMENDATION and name in state.AXES)


def value(item: Item, name: str, app: Sphinx) -> list[nodes.Node]:
    """The value of a field as readers see it."""
    settings = verdict(app).settings
    text = item.field(name)
    if not text:
        return [nodes.inline("", translate(State.UNKNOWN.label), classes=["answer", State.UNKNOWN])]
    field = settings.types[item.type].fields.get(name)
    if field is not None and field.schema.get("type") == "boolean":
        return [nodes.Text(_("yes") if yes_or_no(text) else _("no"))]
    if name in settings.dates:
        return [nodes.Text(date_formats.shown(text))]
    if text.startswith(("https://", "http://")):
        return [nodes.reference("", _shown_url(text, name), refuri=text, internal=False)]
    if field is not None and len(text) == 64 and text.isalnum():
        return [nodes.literal(text, text)]
    return [nodes.Text(settings.label_of(name, text))]


def _shown_url(url: str, field: str) -> str:
    """An address shows as its host; an address that is an identifier as the part that identifies."""
    parts = urlsplit(url)
    return parts.netloc if field.endswith("url") else parts.path.rstrip("/").rpartition("/")[2] or url


def links(app: Sphinx, docname: str, targets: Sequence[Item]) -> nodes.Node:
    """References to items: one as a line, several as a list; an event with its date, a check with its state."""
    rows = [_link_row(app, docname, target) for target in state.in_order(targets)]
    if len(rows) == 1:
        return rows[0]
    return nodes.bullet_list("", *(nodes.list_item("", row) for row in rows))


def _link_row(app: Sphinx, docname: str, target: Item) -> nodes.paragraph:
    row = nodes.paragraph("", "")
    if target.type == Types.EVENT:
        row += nodes.Text(f"{when(target)}: ")
    row += link(app, docname, target)
    row += how_read(target, app)
    for mark in badge(target, app):
        row += nodes.Text(" ")
        row += mark
    return row


def both_ways(item: Item, app: Sphinx, left_out: Collection[str] = ()) -> Iterator[tuple[str, str, Sequence[Item]]]:
    """What an item links to and what links to it: how readers call that, the role, and the items.

    Links back by the roles in `left_out`, which stand elsewhere on the page, are left out.
    """
    known = verdict(app)
    for role in known.settings.types[item.type].roles.values():
        if targets := known.programme.followed(item, role.name):
            yield capital(role.outgoing), role.name, targets
    roles = {name: role for type_ in known.settings.types.values() for name, role in type_.roles.items()}
    for role in roles.values():
        if role.name not in left_out and (sources := known.programme.followed_back(item, role.name)):
            yield capital(role.incoming), role.name, sources


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """As it stands within a sentence: an abbreviation and a name further on keep their capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def joined(parts: Sequence[nodes.Node]) -> list[nodes.Node]:
    """The parts with a comma between them."""
    return [node for n, part in enumerate(parts) for node in ([nodes.Text(", "), part] if n else [part])]


def behind(label: str, parts: Sequence[nodes.Node]) -> list[nodes.Node]:
    """The parts behind a label and a colon."""
    return [nodes.Text(f"{label}: "), *parts]


def table(heads: Sequence[str], rows: Iterable[Sequence[Cell]], classes: Sequence[str] = ()) -> nodes.table:
    """A table with a head; a cell is inline nodes or blocks, and has its head before it for a page without columns."""
    group = nodes.tgroup("", cols=len(heads))
    group += [nodes.colspec("", colwidth=1) for _head in heads]
    group += nodes.thead("", _row([[nodes.Text(head)] for head in heads]))
    group += nodes.tbody("", *(_row(_labelled(row, heads)) for row in rows))
    return nodes.table("", group, classes=["board", *classes])


def _row(cells: Iterable[Cell]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", *_blocks(cell)) for cell in cells))


def _blocks(cell: Cell) -> Cell:
    if not cell or not isinstance(cell[0], (nodes.Inline, nodes.Text)):
        return cell
    return [nodes.paragraph("", "", *cell)]


def _labelled(cells: Sequence[Cell], heads: Sequence[str]) -> Iterable[Cell]:
    """The cells after the first, which speaks for itself, each behind its head; an empty one says so in a dash.

    The heads are unseen where the table has its columns.
    """
    for n, (cell, head) in enumerate(zip(cells, heads, strict=True)):
        label = nodes.inline("", f"{head}: ", classes=["column"])
        if n == 0:
            yield cell
        elif not cell:
            yield [nodes.inline("", f"{head}: –", classes=["column"])]
        elif isinstance(cell[0], nodes.paragraph):
            cell[0].insert(0, label)
            yield cell
        elif isinstance(cell[0], (nodes.Inline, nodes.Text)):
            yield [label, *cell]
        else:
            yield [nodes.paragraph("", "", label), *cell]


def facts(rows: Iterable[tuple[str, nodes.Node]]) -> nodes.definition_list:
    """Labels and what stands behind them, as a definition list."""
    return nodes.definition_list(
        "",
        *(
            nodes.definition_list_item("", nodes.term("", label), nodes.definition("", content))
            for label, content in rows
        ),
        classes=["facts"],
    )


def placeholders(doctree: nodes.document, name: str) -> list[Any]:
    """The places where a page directive asked for something that could not be drawn yet."""
    return [node for node in doctree.findall(nodes.container) if node.get("spoorboek") == name]


def placeholder(name: str, messages: Sequence[str] = (), **asked: Any) -> Placeholder:
    """A place for what is drawn when all pages have been read; `messages` of it are to be translated."""
    return Placeholder(spoorboek=name, messages=list(messages), **asked)


def rule_message(text: str, app: Sphinx) -> nodes.inline:
    """What a rule says, in the language of the page; in English, and marked so, where it is not known there."""
    language = app.config.language
    return nodes.inline("", translate(text, language), classes=[] if is_translated(text, language) else ["language-en"])
