"""Details of an item for editors: fingerprints, external identifiers, and the items that rest on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx

from spoorboek.config.names import Roles
from spoorboek.model.programme import Item
from spoorboek.sphinxext.pages import draw

MARKS: Final = ("fingerprint", "document_fingerprint", "top", "keywords")
"""Fields that are shown in the origin fold."""
ROLES: Final = frozenset({Roles.GROUNDED_IN})
"""Roles whose incoming links are shown there too."""


def rows(item: Item, app: Sphinx, docname: str) -> Iterator[tuple[str, nodes.Node]]:
    yield from marks(item, app)
    for label, role, targets in draw.both_ways(item, app):
        if role in ROLES and not draw.programme(app).followed(item, role):
            yield label, draw.links(app, docname, targets)


def marks(item: Item, app: Sphinx) -> Iterator[tuple[str, nodes.Node]]:
    for field in draw.settings(app).types[item.type].fields.values():
        if field.name in MARKS and item.field(field.name):
            yield field.label, draw.paragraph(*draw.value(item, field.name, app))
