"""Writes a programme as a handbook: MyST pages, under the settings that `spoorboek new` writes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from measure.bench.programme import Item, Page, Programme, with_references
from spoorboek.config import defaults
from tests import handbooks

_ALONE: Final = {**defaults.OF_A_HANDBOOK, "myst_ref_domains": ["std"], "suppress_warnings": [*defaults.SUPPRESSED]}
_PLAIN: Final = "\n".join(
    [
        "\n# Without the extension that is measured: sphinx-needs alone, under the settings that the extension sets.",
        'extensions.remove("spoorboek")',
        *(f"{name} = {value!r}" for name, value in _ALONE.items()),
        "",
    ]
)


def write(programme: Programme, folder: Path) -> None:
    """Write docs/, conf/, and conf-plain/, which has the same settings without our extension."""
    pages = {f"{page.name}.md": "\n".join(_page(page)) for page in programme.pages}
    index = "# Programma\n\n```{toctree}\n:glob:\n\n*\n```\n"
    conf = handbooks.empty(folder).write(pages | {"index.md": index}).conf
    shutil.copytree(conf, folder / "conf-plain")
    with (folder / "conf-plain/conf.py").open("a", encoding="utf-8") as conf:
        conf.write(_PLAIN)
    (folder / "pyproject.toml").touch()  # the top folder that locations are relative to


def _page(page: Page) -> Iterator[str]:
    yield from (f"# {page.title}", "", with_references(page.lead, _role), "")
    for item in page.items:
        yield from _item(item)


def _item(item: Item) -> Iterator[str]:
    yield from (f":::{{{item.type}}} {item.title}", f":id: {item.id}")
    yield from (f":{name}: {value}" for name, value in item.fields.items())
    yield from (f":{role}: {', '.join(targets)}" for role, targets in item.links.items())
    yield from ("", with_references(item.body, _role), ":::", "")


def _role(id: str) -> str:
    return f"{{need}}`{id}`"
