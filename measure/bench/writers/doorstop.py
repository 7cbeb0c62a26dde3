"""Writes a programme as Doorstop documents, one for each type, in a git repository as Doorstop requires.

Doorstop's links have no roles, and its documents form one tree; it allows links to other documents than the parent.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from measure.bench.contents import SHARES
from measure.bench.programme import Item, Programme, with_references

# The parent document of each type: the type that its items mostly link to. `source` is the root.
_PARENTS: Final = {
    "sentence": "source",
    "theme": "sentence",
    "chain": "sentence",
    "goal": "sentence",
    "term": "source",
    "organisation": "sentence",
    "commitment": "theme",
    "investigation": "commitment",
    "involvement": "organisation",
    "event": "commitment",
    "check": "commitment",
    "recommendation": "event",
    "erratum": "sentence",
}


def write(programme: Programme, folder: Path) -> None:
    """Write one folder per document, one file per item."""
    for type_name, (_, prefix) in SHARES.items():
        (folder / prefix).mkdir(parents=True)
        (folder / prefix / ".doorstop.yml").write_text(_document(type_name), encoding="utf-8")
    for number, item in enumerate(programme.items, 1):
        path = folder / SHARES[item.type][1] / f"{item.id}.yml"
        path.write_text("\n".join(_item(item, number)) + "\n", encoding="utf-8")
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)


def _document(type_name: str) -> str:
    prefix = SHARES[type_name][1]
    parent = f"  parent: {SHARES[_PARENTS[type_name]][1]}\n" if type_name in _PARENTS else ""
    return f"settings:\n  digits: 5\n{parent}  prefix: {prefix}\n  sep: '-'\n"


def _item(item: Item, number: int) -> Iterator[str]:
    """The lines of the YAML file of an item; strings are written as JSON, which is valid YAML."""
    yield from ("active: true", "derived: false", f"header: |\n  {item.title}", f"level: 1.1.{number}")
    targets = [target for targets in item.links.values() for target in targets]
    yield from ("links:", *(f"- {target}: null" for target in targets)) if targets else ("links: []",)
    yield from ("normative: true", "ref: ''", "reviewed: null", f"text: |\n  {with_references(item.body, str)}")
    yield from (f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in item.fields.items())
