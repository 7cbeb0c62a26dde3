"""S506."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from spoorboek import dates
from spoorboek.model import Programme
from spoorboek.near import did_you_mean
from spoorboek.rule import Flaw, Flaws, rule
from spoorboek.settings import Settings, yes_or_no


@rule("S506")
def bad_value(programme: Programme, settings: Settings) -> Flaws:
    """Every value is of the kind that its field asks for."""
    good: set[tuple[str, str, str]] = set()  # most values stand in many items
    for item in programme.items:
        declared = settings.types.get(item.type)
        if declared is None:
            continue
        for option in item.options:
            if (item.type, option.name, option.value) in good:
                continue
            field = declared.fields.get(option.name)
            if option.name == "id" and not re.search(settings.id_pattern, option.value):
                expected = f"text that fits {settings.id_pattern}" if option.value else ""
            elif field is None or not option.value:
                continue
            elif option.name in settings.dates:
                expected = "" if dates.is_date(option.value) else "a date, YYYY, YYYY-MM or YYYY-MM-DD"
            else:
                expected = _expected(option.value, field.schema)
            if expected:
                message = f"{item.name} has {option.name!r} {option.value!r}, expected {expected}"
                yield Flaw(item, message, option.value_at, (item.name, option.name))
            elif option.name != "id":
                good.add((item.type, option.name, option.value))


def _expected(value: str, schema: Mapping[str, Any]) -> str:
    """What a value should have been, in words; empty where it is good. The keywords that ubproject.toml uses."""
    kind = schema.get("type")
    if kind == "integer":
        return _expected_number(value, schema)
    if kind == "boolean":
        return "true or false" if yes_or_no(value) is None else ""
    words = [str(word) for word in schema.get("enum", (value,))]
    if value not in words:
        return " or ".join(words) + did_you_mean(value, words)
    if not re.search(schema.get("pattern", ""), value, re.ASCII):
        return f"text that fits {schema['pattern']}"
    return ""


def _expected_number(value: str, schema: Mapping[str, Any]) -> str:
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", value):
        return "a whole number"
    least = schema.get("minimum")
    return f"at least {least}" if least is not None and int(value) < least else ""
