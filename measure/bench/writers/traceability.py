"""Writes a programme for mlx.traceability: reStructuredText pages, and a conf.py with our fields and roles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from measure.bench.programme import Item, Page, Programme, with_references

_RENAMED: Final = {"top": "top_list"}  # renamed, as mlx.traceability has an option of this name
_CONF: Final = """\
project = "Programma"
extensions = ["mlx.traceability"]
html_theme = "furo"
traceability_attributes = {attributes!r}
traceability_attribute_to_string = {attribute_names!r}
traceability_relationships = {relations!r}
traceability_relationship_to_string = {relation_names!r}
traceability_render_relationship_per_item = True
"""


def write(programme: Programme, folder: Path) -> None:
    """Write docs/ with the pages and conf.py."""
    docs = folder / "docs"
    docs.mkdir(parents=True)
    for page in programme.pages:
        (docs / f"{page.name}.rst").write_text("\n".join(_page(page)) + "\n", encoding="utf-8")
    (docs / "index.rst").write_text("Programma\n=========\n\n.. toctree::\n   :glob:\n\n   *\n", encoding="utf-8")
    (docs / "conf.py").write_text(_conf(programme), encoding="utf-8")


def _conf(programme: Programme) -> str:
    fields = dict.fromkeys(_RENAMED.get(name, name) for item in programme.items for name in item.fields)
    roles = dict.fromkeys(role for item in programme.items for role in item.links)
    back = {role: f"{role}_back" for role in roles}
    return _CONF.format(
        attributes=dict.fromkeys(fields, "^.*$"),
        attribute_names={name: name for name in fields},
        relations=back,
        relation_names={name: name for pair in back.items() for name in pair},
    )


def _page(page: Page) -> Iterator[str]:
    yield from (page.title, "=" * len(page.title), "", with_references(page.lead, _role), "")
    for item in page.items:
        yield from _item(item)


def _item(item: Item) -> Iterator[str]:
    yield f".. item:: {item.id} {item.title}"
    yield from (f"   :{_RENAMED.get(name, name)}: {value}" for name, value in item.fields.items())
    yield from (f"   :{role}: {' '.join(targets)}" for role, targets in item.links.items())
    yield from ("", f"   {with_references(item.body, _role)}", "")


def _role(id: str) -> str:
    return f":item:`{id}`"
