"""This project's own handbook, read once: what the tests of its content judge."""

from __future__ import annotations

from spoorboek.model.programme import Item, Programme
from spoorboek.sphinxext import reader
from tests.handbooks import TOP

VERDICT, SAID = reader.run(TOP / "docs", TOP / "conf")
READ: Programme = VERDICT.programme


def of(kind: str) -> dict[str, Item]:
    """The items of a type by their id."""
    return {item.id: item for item in READ.of_type(kind)}
