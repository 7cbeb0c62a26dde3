"""Reads the query of an `{items}` table, and the names of its columns and of what it is sorted by."""

from __future__ import annotations

from typing import Final

from spoorboek.model.programme import Filter, Location, Option
from spoorboek.readers.written_directive import WrittenDirective

DIRECTIVE: Final = "items"


def read(directive: WrittenDirective, opening: str, type_name: str, page: str) -> Filter:
    """The filter of an `{items} TYPE` directive; `opening` is its opening line. Every option is optional."""
    name_at = directive.name_at
    at = name_at._replace(column=max(opening.find(type_name, name_at.column) + 1, name_at.column))
    options = {option.name: option for option in directive.options}
    columns = _names(directive, options.get("columns"))
    by = options.get("order")
    order = ((by.value.strip(), by.value_at),) if by else ()
    where = options.get("where")
    if where is None:
        return Filter(at, page, type_name, columns=columns, order=order)
    field, sign, value = where.value.partition("=")
    field_at = _location(directive, where, field)
    value_at = _location(directive, where, value, field + sign) if sign else field_at
    return Filter(at, page, type_name, field.strip(), value.strip(), field_at, value_at, columns, order)


def _names(directive: WrittenDirective, option: Option | None) -> tuple[tuple[str, Location], ...]:
    """The names in the value of an option, separated by commas, each with its location."""
    if option is None:
        return ()
    names, before = [], ""
    for part in option.value.split(","):
        if part.strip():
            names.append((part.strip(), _location(directive, option, part, before)))
        before += f"{part},"
    return tuple(names)


def _location(directive: WrittenDirective, where: Option, part: str, before: str = "") -> Location:
    """The location of a part of the option's value; `before` is the text before it."""
    at = where.value_at
    if not directive.head:
        return at._replace(column=at.column + len(before) + len(part) - len(part.lstrip()))
    for word in before.split():
        at = directive.find(word, at)
        at = at._replace(column=at.column + len(word))
    return directive.find(part.strip(), at)
