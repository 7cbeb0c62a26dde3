"""`{matrix}`: the parts of each organisation, by chain; `{matrix} table`: the same facts in rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from docutils import nodes
from sphinx.application import Sphinx

from spoorboek.analysis import actors, involvement
from spoorboek.analysis.involvement import Part
from spoorboek.analysis.state import DISPLAY_ORDER, State
from spoorboek.config.names import Roles, Types
from spoorboek.i18n.language import _, translate
from spoorboek.model import message
from spoorboek.model.grouping import grouped
from spoorboek.model.programme import Item
from spoorboek.sphinxext.pages import basis, downloads, draw
from spoorboek.sphinxext.pages.directive import BY_EDITION, Example, PageDirective

_INFERRED: Final = "*"
"""Follows the letter of a part that the editors inferred."""


class _Row(NamedTuple):
    """The part of an organisation in an item; `organisation` is None if no source confirms the actor of an event."""

    organisation: Item | None
    part: Part
    about: Item
    grounds: Sequence[Item]
    is_inferred: bool = False


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
        rows = [row for row in _rows(app) if row.about.type == Types.CHAIN or draw.is_of(row.about, edition, app)]
        if not rows:
            return draw.paragraph(_("There are none."))
        if placeholder["form"] == "table":
            return [*downloads.offer(app, docname, *_file_rows(rows, app)), _table(rows, app, docname)]
        return [_legend(rows, app), _matrix(rows, app, docname), *_without_entry(rows, app, docname)]


def _rows(app: Sphinx) -> Iterator[_Row]:
    """Yield the parts of all organisations, then the events whose actor is not confirmed, by item."""
    programme = draw.programme(app)
    for relation in involvement.everywhere(programme):
        yield _Row(relation.organisation, relation.part, relation.about, relation.grounds, relation.is_inferred)
    for id, events in actors.unconfirmed(programme).items():
        yield _Row(None, Part.ACTED, programme.by_id[id], events)


def _who(row: _Row, app: Sphinx, docname: str) -> list[nodes.Node]:
    return [draw.link(app, docname, row.organisation) if row.organisation else draw.no_sender()]


def _chains_of(about: Item, app: Sphinx) -> tuple[Item, ...]:
    """Return the chains of an item; a chain is its own."""
    return (about,) if about.type == Types.CHAIN else draw.programme(app).followed(about, Roles.CHAIN)


def _matrix(rows: list[_Row], app: Sphinx, docname: str) -> nodes.table:
    """Return a table with a row for each organisation, a column for each chain and one for `no chain`."""
    chains = {chain.id: _breakable(chain.title) for chain in draw.programme(app).of_type(Types.CHAIN)}
    chains[""] = _("no chain named")
    lines = []
    for own in grouped((row.organisation.id if row.organisation else "", row) for row in rows).values():
        by_chain = grouped((chain, row) for row in own for chain in _ids_of_chains(row.about, app))
        lines.append([_who(own[0], app, docname), *(_cell(by_chain.get(chain, ()), app, docname) for chain in chains)])
    heads = [_("Organisation"), *chains.values()]
    table = draw.table(heads, lines, ["matrix", "wide"])
    next(table.findall(nodes.colspec))["stub"] = True
    return table


def _breakable(title: str) -> str:
    """Return the name of a chain with a soft hyphen before its last component, for narrow columns."""
    end = _("Chain").lower()
    return re.sub(rf"(?<=\w){end}", f"\u00ad{end}", title)


def _ids_of_chains(about: Item, app: Sphinx) -> set[str]:
    """Return the ids of the chains of an item; "" if it has none."""
    return {chain.id for chain in _chains_of(about, app)} or {""}


def _cell(rows: Iterable[_Row], app: Sphinx, docname: str) -> list[nodes.Node]:
    """Return the items of an organisation in one chain, each with its state and the letters of all parts."""
    by_item = grouped((row.about.id, row) for row in rows)
    return [_pair(of_item, app, docname) for of_item in by_item.values()]


def _pair(of_item: list[_Row], app: Sphinx, docname: str) -> nodes.inline:
    about = of_item[0].about
    name = nodes.Text(_("the chain itself")) if about.type == Types.CHAIN else draw.short_link(app, docname, about)
    marks = draw.joined([_mark(draw.state_of(about, app)), *map(_letter, of_item)], " ")
    return nodes.inline("", "", name, *marks, classes=["pair"])


def _mark(state: State | None) -> nodes.Node:
    """Return the badge of a state; its label is for screen readers."""
    if state is None:
        return nodes.Text("")
    return nodes.inline("", "", draw.unseen(f", {translate(state.label)}:"), classes=["answer", "small", state.value])


def _letter(row: _Row) -> nodes.inline:
    """Return the letter of a part; its label is for screen readers. Inferred parts are marked."""
    text, letter = translate(row.part.label), translate(row.part.letter)
    if row.is_inferred:
        text, letter = ", ".join([text, _("inferred by the editors")]), f"{letter}{_INFERRED}"
    shown = nodes.abbreviation(letter, letter, explanation=text)
    classes = ["letter", "inferred"] if row.is_inferred else ["letter"]
    return nodes.inline("", "", shown, draw.unseen(f" {text}"), classes=classes)


def _legend(rows: list[_Row], app: Sphinx) -> nodes.bullet_list:
    """Return the letters and badges that this matrix uses."""
    used = {row.part for row in rows}
    states = {draw.state_of(row.about, app) for row in rows}
    keys: list[list[draw.Content]]
    keys = [[_key(translate(part.letter)), f" {translate(part.label)}"] for part in Part if part in used]
    if any(row.is_inferred for row in rows):
        keys.append([_key(_INFERRED, "inferred"), " ", _("inferred by the editors")])
    keys += [[draw.state_badge(state)] for state in DISPLAY_ORDER if state in states]
    return draw.bullets(keys, ["keys"])


def _key(letter: str, *classes: str) -> nodes.inline:
    return nodes.inline("", letter, classes=["letter", *classes])


def _without_entry(rows: list[_Row], app: Sphinx, docname: str) -> Iterator[nodes.Node]:
    """Yield the organisations without a row, and the chains without an item."""
    organisations = {row.organisation.id for row in rows if row.organisation}
    chains = {chain.id for row in rows for chain in _chains_of(row.about, app)}
    for sentence, type_name, shown in (
        (_("No role recorded in a commitment, investigation or chain: "), Types.ORGANISATION, organisations),
        (_("Without a commitment or investigation: "), Types.CHAIN, chains),
    ):
        if missing := [item for item in draw.programme(app).of_type(type_name) if item.id not in shown]:
            yield draw.paragraph(sentence, *draw.linked(app, docname, missing), ".")


def _table(rows: list[_Row], app: Sphinx, docname: str) -> nodes.table:
    heads = (_("Organisation"), _("Role"), _("Commitment or investigation"), _("Chain"), _("Basis"), _("State"))
    lines: Iterator[Sequence[draw.Cell]] = (
        [
            _who(row, app, docname),
            translate(row.part.label),
            [draw.link(app, docname, row.about)],
            _chains(row.about, app, docname),
            basis.as_nodes(row.about, row.grounds, app, docname),
            draw.badge(row.about, app),
        ]
        for row in rows
    )
    return draw.table(heads, lines, ["relations", "wide"])


def _chains(about: Item, app: Sphinx, docname: str) -> draw.Cell:
    links = [draw.link(app, docname, chain, _breakable(chain.title)) for chain in _chains_of(about, app)]
    return draw.joined(links) or _("no chain named")


def _file_rows(rows: list[_Row], app: Sphinx) -> tuple[Sequence[str], Iterator[Sequence[str]]]:
    """Return heads and rows of the file."""
    heads = (
        _("Organisation"), _("Id of the organisation"), _("Role"), _("Commitment or investigation"), _("Id"),
        _("Chain"), _("Basis"),
        _("inferred by the editors"), _("State"),
    )  # fmt: skip
    lines = (
        (
            row.organisation.title if row.organisation else _("sender not confirmed"),
            row.organisation.id if row.organisation else "",
            translate(row.part.label),
            row.about.title,
            row.about.id,
            ", ".join(chain.title for chain in _chains_of(row.about, app)) or _("no chain named"),
            basis.as_text(row.about, row.grounds, app),
            _("yes") if row.is_inferred else _("no"),
            translate(state.label) if (state := draw.state_of(row.about, app)) else "",
        )
        for row in rows
    )
    return heads, lines
