"""S802."""

from __future__ import annotations

from collections.abc import Iterator

from spoorboek.finding import Severity
from spoorboek.model import Location, Programme
from spoorboek.rule import Flaw, Flaws, Setting, rule
from spoorboek.settings import Require, Settings


@rule("S802", Severity.WARNING)
def empty_rule(programme: Programme, settings: Settings) -> Flaws:
    """Every rule that this handbook sets itself has something to ask."""
    yield from _types_without_items(programme, settings)
    for name in settings.dates:
        if not any(name in item_type.fields for item_type in settings.types.values()):
            place = Setting(name, settings.places["dates", name])
            yield Flaw(place, f"{name!r} is a field of no type, so nothing is a date by it")
    for entry in settings.require:
        for name, value in entry.excepted.items():
            if not _may_have(entry, name, value, settings):
                place = Setting(entry.number, entry.at)
                message = f"{entry.number} excepts {name!r} {value!r}, which no {entry.start} can have"
                yield Flaw(place, message, about=(entry.number, name))


def _types_without_items(programme: Programme, settings: Settings) -> Flaws:
    """Each with all that is asked of it, for that is one cause; items that were misread or not seen may be of it."""
    if programme.left or any(item.type not in settings.types for item in programme.items):
        return
    there = {item.type for item in programme.items}
    unanswered: dict[str, list[str]] = {}
    places: dict[str, Location] = {}
    for number, type_name, at in _questions(settings):
        if type_name not in there:
            cause = type_name if there else "item"
            unanswered.setdefault(cause, []).append(number)
            places.setdefault(cause, at)
    for cause, numbers in unanswered.items():
        lack = f"no item is of type {cause!r}" if there else "the handbook has no item"
        message = f"{lack}, so nothing answers {', '.join(dict.fromkeys(numbers))}"
        yield Flaw(Setting(cause, places[cause]), message)


def _questions(settings: Settings) -> Iterator[tuple[str, str, Location]]:
    """What is asked of the items of a type: the rule, the type, and where the settings say so."""
    for entry in settings.require:
        yield entry.number, entry.start, entry.at
    for name in settings.mentioned:
        yield "S104", name, settings.places["mentioned", name]


def _may_have(entry: Require, name: str, value: str, settings: Settings) -> bool:
    field = settings.types[entry.start].fields.get(name)
    return field is not None and value in field.schema.get("enum", (value,))
