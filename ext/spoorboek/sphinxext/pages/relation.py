"""The short name and the basis of an organisation's relation to an item."""

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
    """A basis of a relation: a text, and its sources, sentences or events."""

    words: str
    items: tuple[Item, ...] = ()
    is_inferred: bool = False


def short(item: Item) -> str:
    """Return the last part of the id: C9."""
    return item.id.rpartition("-")[2]


def short_link(app: Sphinx, docname: str, item: Item) -> nodes.Node:
    """Return a link with the short name of an item; its title is the tooltip."""
    name = draw.short_id(item, app) if item.type == Types.COMMITMENT else short(item)
    reference = draw.link(app, docname, item, name)
    if isinstance(reference, nodes.reference):
        reference["reftitle"] = item.title
        if item.type != Types.COMMITMENT and not catalogues.is_original(app):  # part of an id: never translated
            word = nodes.inline("", "", *reference.children, classes=[f"language-{catalogues.original(app.config)}"])
            reference.children = []
            reference += word
    return reference


def basis(about: Item, grounds: Iterable[Item], app: Sphinx) -> Iterator[Ground]:
    """Yield the basis of a relation, in chronological order."""
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
    """Return the basis as nodes; inferred ones are marked."""
    parts: list[nodes.Node] = []
    for ground in basis(about, grounds, app):
        parts += [nodes.Text("; ")] if parts else []
        parts.append(nodes.inline("", ground.words, classes=["inferred"] if ground.is_inferred else []))
        if ground.items:
            parts += [nodes.Text(": "), *draw.cited(app, docname, ground.items)]
    return parts


def basis_written(about: Item, grounds: Iterable[Item], app: Sphinx) -> str:
    """Return the basis as plain text."""
    return "; ".join(
        f"{ground.words}: {', '.join(item.title for item in ground.items)}" if ground.items else ground.words
        for ground in basis(about, grounds, app)
    )
