"""The basis of an organisation's relation to an item: the sources, sentences or events that it follows from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from docutils import nodes
from sphinx.application import Sphinx

from spoorboek.analysis import state
from spoorboek.config.names import Basis, Roles, Types
from spoorboek.i18n.language import _
from spoorboek.model.programme import Item
from spoorboek.sphinxext.pages import draw


class Ground(NamedTuple):
    """A basis of a relation: a text, and its sources, sentences or events."""

    text: str
    items: tuple[Item, ...] = ()
    is_inferred: bool = False


def of(about: Item, grounds: Iterable[Item], app: Sphinx) -> Iterator[Ground]:
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


def as_nodes(about: Item, grounds: Iterable[Item], app: Sphinx, docname: str) -> list[nodes.Node]:
    """Return the basis as nodes; inferred ones are marked."""
    parts: list[nodes.Node] = []
    for ground in of(about, grounds, app):
        parts += [nodes.Text("; ")] if parts else []
        parts.append(nodes.inline("", ground.text, classes=["inferred"] if ground.is_inferred else []))
        if ground.items:
            parts += [nodes.Text(": "), *draw.cited(app, docname, ground.items)]
    return parts


def as_text(about: Item, grounds: Iterable[Item], app: Sphinx) -> str:
    """Return the basis as plain text."""
    return "; ".join(
        f"{ground.text}: {', '.join(item.title for item in ground.items)}" if ground.items else ground.text
        for ground in of(about, grounds, app)
    )
