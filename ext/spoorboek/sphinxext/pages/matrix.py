"""`{matrix}`: the parts of each organisation, by chain; `{matrix} table`: the same facts in rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from docutils import nodes
from sphinx.application import Sphinx

from spoorboek.analysis import actors, involvement
from spoorboek.analysis.involvement import Part, Relation
from spoorboek.analysis.state import DISPLAY_ORDER, State
from spoorboek.config.names import Roles, Types
from spoorboek.i18n.language import _, translate
from spoorboek.model import message
from spoorboek.model.grouping import grouped
from spoorboek.model.programme import Item
from spoorboek.sphinxext.pages import basis, downloads, draw
from spoorboek.sphinxext.pages.directive import BY_EDITION, Example, PageDirective

Unconfirmed = list[tuple[Item, tuple[Item, ...]]]
"""Items with the events whose actor no source confirms."""
_INFERRED: Final = "*"
"""Follows the letter of a part that the editors inferred."""


class MatrixDirective(PageDirective):
    NAME = "matrix"
    MEANING = message._("who has which role in what; 'table' gives a row for each role")
    EXAMPLE = Example("table", {"edition": "2026"})
    optional_arguments = 1
    option_spec = BY_EDITION
    FORMS = ("matrix", "table")

    @staticmethod
    def render(placeholder: Any, app: Sphinx, docname: str) -> Sequence[nodes.Node] | nodes.Node:
        edition = draw.edition(placeholder, app)
        everywhere = involvement.everywhere(draw.programme(app))
        relations = [
            link for link in everywhere if link.about.type == Types.CHAIN or draw.is_of(link.about, edition, app)
        ]
        if not relations:
            return draw.paragraph(_("There are none."))
        unconfirmed = [gap for gap in _unconfirmed(app) if draw.is_of(gap[0], edition, app)]
        if placeholder["form"] == "table":
            rows = list(_rows(relations, unconfirmed))
            return [*downloads.offer(app, docname, *_file_rows(rows, app)), _table(rows, app, docname)]
        return [
            _legend(relations, app),
            _matrix(relations, unconfirmed, app, docname),
            *_without_entry(relations, app, docname),
        ]


def chains_of(about: Item, app: Sphinx) -> tuple[Item, ...]:
    """Return the chains of an item; a chain is its own."""
    return (about,) if about.type == Types.CHAIN else draw.programme(app).followed(about, Roles.CHAIN)


def _matrix(relations: list[Relation], unconfirmed: Unconfirmed, app: Sphinx, docname: str) -> nodes.table:
    """Return a table with a row for each organisation, a column for each chain and one for `no chain`."""
    chains = [*draw.programme(app).of_type(Types.CHAIN)]
    heads = [_("Organisation"), *(_breakable(chain.title) for chain in chains), _("no chain named")]
    rows: list[Sequence[draw.Cell]] = []
    for organisation in _organisations(relations):
        own = [relation for relation in relations if relation.organisation.id == organisation.id]
        cells = [_cell(own, chain, app, docname) for chain in (*chains, None)]
        rows.append([[draw.link(app, docname, organisation)], *cells])
    if unconfirmed:
        abouts = [about for about, _events in unconfirmed]
        cells = [
            [_pair(about, [_letter(Part.ACTED)], app, docname) for about in abouts if _is_in(about, chain, app)]
            for chain in (*chains, None)
        ]
        rows.append([[draw.no_sender()], *cells])
    table = draw.table(heads, rows, ["matrix", "wide"])
    next(table.findall(nodes.colspec))["stub"] = True
    return table


def _breakable(title: str) -> str:
    """Return the name of a chain with a soft hyphen before its last component, for narrow columns."""
    end = _("Chain").lower()
    return re.sub(rf"(?<=\w){end}", f"\u00ad{end}", title)


def _organisations(relations: Iterable[Relation]) -> Iterator[Item]:
    yield from {relation.organisation.id: relation.organisation for relation in relations}.values()


def _cell(own: list[Relation], chain: Item | None, app: Sphinx, docname: str) -> list[nodes.Node]:
    """Return the items of an organisation in one chain, each with its state and the letters of all parts."""
    by_item = grouped((relation.about.id, relation) for relation in own if _is_in(relation.about, chain, app))
    return [
        _pair(
            relations[0].about,
            [_letter(relation.part, is_inferred=relation.is_inferred) for relation in relations],
            app,
            docname,
        )
        for relations in by_item.values()
    ]


def _unconfirmed(app: Sphinx) -> Unconfirmed:
    """Return the items with events whose actor no source confirms."""
    programme = draw.programme(app)
    return [(programme.by_id[id], events) for id, events in actors.unconfirmed(programme).items()]


def _is_in(about: Item, chain: Item | None, app: Sphinx) -> bool:
    """Whether an item belongs to this chain; None stands for no chain."""
    chains = chains_of(about, app)
    return chain in chains if chain else not chains


def _pair(about: Item, letters: Sequence[nodes.inline], app: Sphinx, docname: str) -> nodes.inline:
    name = nodes.Text(_("the chain itself")) if about.type == Types.CHAIN else draw.short_link(app, docname, about)
    parts: list[nodes.Node] = [name]
    state = draw.state_of(about, app)
    parts += draw.joined([_mark(state), *letters], " ")
    return nodes.inline("", "", *parts, classes=["pair"])


def _mark(state: State | None) -> nodes.Node:
    """Return the badge of a state; its label is for screen readers."""
    if state is None:
        return nodes.Text("")
    return nodes.inline("", "", draw.unseen(f", {translate(state.label)}:"), classes=["answer", "small", state.value])


def _letter(part: Part, *, is_inferred: bool = False) -> nodes.inline:
    """Return the letter of a part; its label is for screen readers. Inferred parts are marked."""
    text = translate(part.label)
    classes = ["letter"]
    letter = translate(part.letter)
    if is_inferred:
        classes.append("inferred")
        letter += _INFERRED
        text = ", ".join([text, _("inferred by the editors")])
    return nodes.inline(
        "", "", nodes.abbreviation(letter, letter, explanation=text), draw.unseen(f" {text}"), classes=classes
    )


def _legend(relations: list[Relation], app: Sphinx) -> nodes.bullet_list:
    """Return the letters and badges that this matrix uses."""
    used = {relation.part for relation in relations}
    states = {state for relation in relations if (state := draw.state_of(relation.about, app))}
    rows = [[_key(translate(part.letter)), nodes.Text(f" {translate(part.label)}")] for part in Part if part in used]
    if any(relation.is_inferred for relation in relations):
        rows.append([_key(_INFERRED, "inferred"), nodes.Text(" "), nodes.Text(_("inferred by the editors"))])
    rows += [[draw.state_badge(state)] for state in DISPLAY_ORDER if state in states]
    return draw.bullets(rows, ["keys"])


def _key(letter: str, *classes: str) -> nodes.inline:
    return nodes.inline("", letter, classes=["letter", *classes])


def _without_entry(relations: list[Relation], app: Sphinx, docname: str) -> Iterator[nodes.Node]:
    """Yield the organisations without a row, and the chains without an item."""
    programme = draw.programme(app)
    with_row = {organisation.id for organisation in _organisations(relations)}
    used = {chain.id for relation in relations for chain in chains_of(relation.about, app)}
    for sentence, type_name, shown in (
        (_("No role recorded in a commitment, investigation or chain: "), Types.ORGANISATION, with_row),
        (_("Without a commitment or investigation: "), Types.CHAIN, used),
    ):
        missing = [item for item in programme.of_type(type_name) if item.id not in shown]
        if missing:
            yield draw.paragraph(sentence, *draw.linked(app, docname, missing), ".")


class _Row(NamedTuple):
    """A row of the table and its file; `organisation` is None if the actor is not confirmed."""

    organisation: Item | None
    part: Part
    about: Item
    grounds: Sequence[Item]
    is_inferred: bool = False


def _rows(relations: Iterable[Relation], unconfirmed: Unconfirmed) -> Iterator[_Row]:
    for relation in relations:
        yield _Row(relation.organisation, relation.part, relation.about, relation.grounds, relation.is_inferred)
    for about, events in unconfirmed:
        yield _Row(None, Part.ACTED, about, events)


def _table(lines: list[_Row], app: Sphinx, docname: str) -> nodes.table:
    heads = (_("Organisation"), _("Role"), _("Commitment or investigation"), _("Chain"), _("Basis"), _("State"))
    rows: Iterator[Sequence[draw.Cell]] = (
        [
            [draw.link(app, docname, row.organisation) if row.organisation else draw.no_sender()],
            translate(row.part.label),
            [draw.link(app, docname, row.about)],
            _chains(row.about, app, docname),
            basis.as_nodes(row.about, row.grounds, app, docname),
            draw.badge(row.about, app),
        ]
        for row in lines
    )
    return draw.table(heads, rows, ["relations", "wide"])


def _chains(about: Item, app: Sphinx, docname: str) -> list[nodes.Node]:
    links = [draw.link(app, docname, chain, _breakable(chain.title)) for chain in chains_of(about, app)]
    return draw.joined(links) or [nodes.Text(_("no chain named"))]


def _file_rows(lines: list[_Row], app: Sphinx) -> tuple[Sequence[str], list[Sequence[str]]]:
    """Return heads and rows of the file."""
    heads = (
        _("Organisation"), _("Id of the organisation"), _("Role"), _("Commitment or investigation"), _("Id"),
        _("Chain"), _("Basis"),
        _("inferred by the editors"), _("State"),
    )  # fmt: skip
    rows: list[Sequence[str]] = [
        (
            row.organisation.title if row.organisation else _("sender not confirmed"),
            row.organisation.id if row.organisation else "",
            translate(row.part.label),
            row.about.title,
            row.about.id,
            ", ".join(chain.title for chain in chains_of(row.about, app)) or _("no chain named"),
            basis.as_text(row.about, row.grounds, app),
            _("yes") if row.is_inferred else _("no"),
            translate(state.label) if (state := draw.state_of(row.about, app)) else "",
        )
        for row in lines
    ]
    return heads, rows
