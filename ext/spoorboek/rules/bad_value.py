from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from spoorboek.config.settings import WHOLE_NUMBER, Type, yes_or_no
from spoorboek.model import dates
from spoorboek.model.fingerprint import has_visible_words
from spoorboek.model.message import NOTHING
from spoorboek.model.near_matches import did_you_mean
from spoorboek.rules.engine import Flaw, Flaws, Message, Programme, Settings, _, joined, rule

Expected = Callable[[str], Message]


@rule("S506")
def bad_value(programme: Programme, settings: Settings) -> Flaws:
    """Every value is of the kind that its field asks for."""
    kinds = {name: _kinds(item_type, settings) for name, item_type in settings.types.items()}
    for item in programme.items:
        expectations = kinds.get(item.type, {})
        for option in item.options:
            expectation = expectations.get(option.name)
            if expectation and option.value and (expected := expectation(option.value)):
                message = _(
                    "{item} has {option!r} {value!r}, expected {expected}",
                    item=item.name,
                    option=option.name,
                    value=option.value,
                    expected=expected,
                )
                yield Flaw(item, message, option.value_at, (item.name, option.name))


def _kinds(item_type: Type, settings: Settings) -> dict[str, Expected]:
    """By option of a type, the function that describes what its value should have been."""
    kinds: dict[str, Expected] = {
        name: _expected_date if name in settings.dates else _of_schema(field.schema)
        for name, field in item_type.fields.items()
    }
    return kinds | {"id": _of_schema({"pattern": settings.id_pattern})}


def _expected_date(value: str) -> Message:
    return NOTHING if dates.is_date(value) else _("a date, YYYY, YYYY-MM or YYYY-MM-DD")


def _of_schema(schema: Mapping[str, Any]) -> Expected:
    """A function that describes what a value should have been, for the schema keywords that ubproject.toml uses."""
    kind = schema.get("type")
    if kind == "integer":
        return partial(_expected_number, schema=schema)
    if kind == "boolean":
        return _expected_boolean
    if kind == "string" and not schema.keys() - {"type", "minLength"}:
        return _expected_words
    allowed = [str(word) for word in schema["enum"]] if "enum" in schema else None
    fits = re.compile(schema.get("pattern", ""), re.ASCII).search

    def expected(value: str) -> Message:
        if allowed is not None and value not in schema["enum"]:
            return _("{words}{suggestion}", words=joined(" or ", allowed), suggestion=did_you_mean(value, allowed))
        return NOTHING if fits(value) else _("text that fits {pattern}", pattern=schema["pattern"])

    return expected


def _expected_words(value: str) -> Message:
    return NOTHING if has_visible_words(value) else _("words")


def _expected_boolean(value: str) -> Message:
    return _("true or false") if yes_or_no(value) is None else NOTHING


def _expected_number(value: str, schema: Mapping[str, Any]) -> Message:
    if not WHOLE_NUMBER.fullmatch(value) or value != str(int(value)):  # `+1` and `01` equal no other spelling of it
        return _("a whole number")
    least = schema.get("minimum")
    return _("at least {least}", least=least) if least is not None and int(value) < least else NOTHING
