"""S802."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spoorboek.finding import Severity
from spoorboek.model import Filter, Location, Programme
from spoorboek.near import did_you_mean, meant
from spoorboek.rule import Flaw, Flaws, Setting, rule
from spoorboek.settings import Require, Settings, Type


@rule("S802", Severity.WARNING)
def empty_rule(programme: Programme, settings: Settings) -> Flaws:
    """Every rule that this handbook sets itself has something to ask."""
    yield from _types_without_items(programme, settings)
    fields = {name for item_type in settings.types.values() for name in item_type.fields}
    for key, names, what in (("dates", settings.dates, "a date"), ("bookkeeping", settings.bookkeeping, "bookkeeping")):
        for name in [name for name in names if name not in fields]:
            place = Setting(name, settings.places[key, name])
            yield Flaw(place, f"{name!r} is a field of no type, so nothing is {what} by it")
    for entry in settings.require:
        for name, value in entry.excepted.items():
            if not _may_have(entry, name, value, settings):
                place = Setting(entry.number, entry.at)
                message = f"{entry.number} excepts {name!r} {value!r}, which no {entry.start} can have"
                yield Flaw(place, message, about=(entry.number, name))
    yield from _tables(programme, settings)


def _types_without_items(programme: Programme, settings: Settings) -> Flaws:
    """Each with all that is asked of it, for that is one cause."""
    if _may_be_hidden(programme, settings):
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


def _may_be_hidden(programme: Programme, settings: Settings) -> bool:
    """May an item be there that was misread, or not seen?"""
    return bool(programme.left) or any(item.type not in settings.types for item in programme.items)


def _questions(settings: Settings) -> Iterator[tuple[str, str, Location]]:
    """What is asked of the items of a type: the rule, the type, and where the settings say so."""
    for entry in settings.require:
        yield entry.number, entry.start, entry.at
    for name in settings.mentioned:
        yield "S104", name, settings.places["mentioned", name]


def _may_have(entry: Require, name: str, value: str, settings: Settings) -> bool:
    field = settings.types[entry.start].fields.get(name)
    return field is not None and value in field.schema.get("enum", (value,))


def _tables(programme: Programme, settings: Settings) -> Flaws:
    """Tables that cannot have a row, or have none."""
    for asked in programme.filters:
        declared = settings.types.get(asked.type)
        if declared is None:
            candidate = did_you_mean(asked.type, settings.types)
            yield Flaw(asked, f"a table asks for {asked.type!r}, which is no item type{candidate}")
        elif asked.field and asked.field not in declared.options:
            candidate = did_you_mean(asked.field, declared.options)
            message = f"a table selects by {asked.field!r}, which no {asked.type} can have{candidate}"
            yield Flaw(asked, message, asked.field_at)
        elif not _may_be_hidden(programme, settings) and not any(_takes(asked, programme, declared)):
            yield Flaw(asked, _lack(asked, programme, declared), asked.value_at)


def _takes(asked: Filter, programme: Programme, declared: Type) -> Iterator[bool]:
    """Does a table take each item, as it is or as its author meant it? What is misspelt there, another rule reports."""
    values = _values(asked, declared)
    for item in programme.of_type(asked.type):
        yield asked.takes(item)
        yield any(
            link.role == asked.field and programme.meant(link.target) == programme.by_id.get(asked.value)
            for link in item.links
        )
        yield any(
            meant(option.name, declared.options) == asked.field and meant(option.value, values) == asked.value
            for option in item.options
        )


def _values(asked: Filter, declared: Type) -> Sequence[str]:
    """The values that the field of a table may have, where they are few."""
    field = declared.fields.get(asked.field)
    values: Sequence[str] = field.schema.get("enum", ()) if field else ()
    return values


def _lack(asked: Filter, programme: Programme, declared: Type) -> str:
    """Why a table has no row."""
    items = list(programme.of_type(asked.type))
    if not asked.field or not items:
        return f"a table asks for {asked.type!r}, and no item is of that type"
    selects = f"a table selects by {asked.field!r} {asked.value!r}, which"
    if asked.field in declared.roles:
        known = programme.by_id
        no_link = f"{selects} no {asked.type} links to"
        return no_link if asked.value in known else f"{selects} is no item{did_you_mean(asked.value, known)}"
    values = _values(asked, declared)
    if values and asked.value not in values:
        return f"{selects} no {asked.type} can have{did_you_mean(asked.value, values)}"
    return f"{selects} no {asked.type} has{did_you_mean(asked.value, {item.field(asked.field) for item in items})}"
