"""How a relation of an organisation shows: in short, and with what says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from docutils import nodes
from sphinx.application import Sphinx

from spoorboek.analysis import state
from spoorboek.config.names import Basis, Roles, Types
from spoorboek.i18n.language import _
from spoorboek.model.programme import Item
from spoorboek.sphinxext.pages import catalogues, draw


class Ground(NamedTuple):
    """What says so: in words, and the sources, sentences or events that it leads to."""

    words: str
    items: tuple[Item, ...] = ()
    is_inferred: bool = False


def short(item: Item) -> str:
    """The last part of its number: C9."""
    return item.id.rpartition("-")[2]


def short_link(app: Sphinx, docname: str, item: Item) -> nodes.Node:
    """Leads to an item by its short name, and names it whole to who points at it."""
    name = draw.short_id(item, app) if item.type == Types.COMMITMENT else short(item)
    reference = draw.link(app, docname, item, name)
    if isinstance(reference, nodes.reference):
        reference["reftitle"] = item.title
        if item.type != Types.COMMITMENT and not catalogues.is_original(app):  # a word of an id, which stays as it is
            word = nodes.inline("", "", *reference.children, classes=[f"language-{catalogues.original(app.config)}"])
            reference.children = []
            reference += word
    return reference


def basis(about: Item, grounds: Iterable[Item], app: Sphinx) -> Iterator[Ground]:
    """What says so, in the order in which it happened."""
    verdict = draw.verdict(app)
    for ground in state.in_order(grounds):
        if ground.id == about.id:
            yield Ground(_("recorded directly"))
        elif ground.type == Types.INVOLVEMENT:
            value = ground.field("basis")
            sources = verdict.programme.followed(ground, Roles.DOCUMENTED_IN)
            yield Ground(verdict.settings.label_of("basis", value), sources, value == Basis.EDITORS)
        elif ground.type == Types.EVENT:
            yield Ground(draw.when(ground), (ground,))
        else:
            yield Ground(_("sentence"), (ground,))


def basis_drawn(about: Item, grounds: Iterable[Item], app: Sphinx, docname: str) -> list[nodes.Node]:
    """What says so, in a line; what the editors inferred has a form of its own."""
    parts: list[nodes.Node] = []
    for ground in basis(about, grounds, app):
        parts += [nodes.Text("; ")] if parts else []
        parts.append(nodes.inline("", ground.words, classes=["inferred"] if ground.is_inferred else []))
        if ground.items:
            parts += [nodes.Text(": "), *draw.cited(app, docname, ground.items)]
    return parts


def basis_written(about: Item, grounds: Iterable[Item], app: Sphinx) -> str:
    """The same as plain text."""
    return "; ".join(
        f"{ground.words}: {', '.join(item.title for item in ground.items)}" if ground.items else ground.words
        for ground in basis(about, grounds, app)
    )
