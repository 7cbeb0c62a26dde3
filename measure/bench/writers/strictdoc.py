"""Writes a programme as StrictDoc documents, under one grammar that declares our types, fields and roles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from measure.bench.programme import Item, Page, Programme, with_references

Names = Mapping[str, Iterable[str]]
"""Names of fields or roles, by type of item."""


def write(programme: Programme, folder: Path) -> None:
    """Write docs/ with one document per page, and the grammar that all of them import."""
    docs = folder / "docs"
    docs.mkdir(parents=True)
    fields: dict[str, dict[str, None]] = {}
    roles: dict[str, dict[str, None]] = {}
    for item in programme.items:
        fields.setdefault(item.type, {}).update(dict.fromkeys(item.fields))
        roles.setdefault(item.type, {}).update(dict.fromkeys(item.links))
    for page in programme.pages:
        (docs / f"{page.name}.sdoc").write_text("\n".join(_document(page, fields)) + "\n", encoding="utf-8")
    (docs / "programme.sgra").write_text("\n".join(_grammar(fields, roles)) + "\n", encoding="utf-8")


def _grammar(fields: Names, roles: Names) -> Iterator[str]:
    yield from ("[GRAMMAR]", "ELEMENTS:", "- TAG: TEXT", "  FIELDS:", *_field("UID", False), *_field("STATEMENT", True))
    for type_name, of_type in fields.items():
        yield from (f"- TAG: {type_name.upper()}", "  FIELDS:", *_field("UID", True), *_field("TITLE", True))
        for name in of_type:
            yield from _field(name.upper(), False)
        yield from _field("STATEMENT", True)
        yield from ("  RELATIONS:",) if roles[type_name] else ()
        for role in roles[type_name]:
            yield from ("  - TYPE: Parent", f"    ROLE: {role}")


def _field(name: str, required: bool) -> tuple[str, ...]:
    return (f"  - TITLE: {name}", "    TYPE: String", f"    REQUIRED: {required}")


def _document(page: Page, fields: Names) -> Iterator[str]:
    yield from ("[DOCUMENT]", f"TITLE: {page.title}", "", "[GRAMMAR]", "IMPORT_FROM_FILE: programme.sgra")
    yield from ("", "[TEXT]", "STATEMENT: >>>", with_references(page.lead, _link), "<<<")
    for item in page.items:
        yield from _item(item, fields[item.type])


def _item(item: Item, fields: Iterable[str]) -> Iterator[str]:
    """The lines of an item, with its fields in the order of the grammar, which StrictDoc requires."""
    yield from ("", f"[{item.type.upper()}]", f"UID: {item.id}", f"TITLE: {item.title}")
    yield from (f"{name.upper()}: {item.fields[name]}" for name in fields if name in item.fields)
    yield from ("STATEMENT: >>>", with_references(item.body, _link), "<<<")
    yield from ("RELATIONS:",) if item.links else ()
    for role, targets in item.links.items():
        for target in targets:
            yield from ("- TYPE: Parent", f"  VALUE: {target}", f"  ROLE: {role}")


def _link(id: str) -> str:
    return f"[LINK: {id}]"
