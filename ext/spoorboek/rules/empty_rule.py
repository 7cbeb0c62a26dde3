"""S802."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spoorboek.config.settings import Require, Settings, Type
from spoorboek.model import near_matches
from spoorboek.model.finding import Severity
from spoorboek.model.message import Message, _
from spoorboek.model.near_matches import did_you_mean
from spoorboek.model.programme import Filter, Location, Programme
from spoorboek.rules.engine.rule import Flaw, Flaws, Setting, rule


@rule("S802", Severity.WARNING)
def empty_rule(programme: Programme, settings: Settings) -> Flaws:
    """Every rule that this handbook sets itself has something to ask."""
    yield from _types_without_items(programme, settings)
    fields = {name for item_type in settings.types.values() for name in item_type.fields}
    for key, names, what in (
        ("dates", settings.dates, _("a date")),
        ("bookkeeping", settings.bookkeeping, _("bookkeeping")),
        ("prose", settings.prose, _("prose")),
    ):
        for name in [name for name in names if name not in fields]:
            place = Setting(name, settings.places[key, name])
            yield Flaw(place, _("{field!r} is a field of no type, so nothing is {what} by it", field=name, what=what))
    for entry in settings.require:
        for name, value in entry.excepted.items():
            if not _may_have(entry, name, value, settings):
                place = Setting(entry.number, entry.at)
                message = _(
                    "{rule} excepts {field!r} {value!r}, which no {type} can have",
                    rule=entry.number,
                    field=name,
                    value=value,
                    type=entry.start,
                )
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
        asked = ", ".join(dict.fromkeys(numbers))
        message = (
            _("no item is of type {type!r}, so nothing answers {rules}", type=cause, rules=asked)
            if there
            else _("the handbook has no item, so nothing answers {rules}", rules=asked)
        )
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
            message = _("a table asks for {type!r}, which is no item type{meant}", type=asked.type, meant=candidate)
            yield Flaw(asked, message)
        elif asked.field and asked.field not in declared.options:
            candidate = did_you_mean(asked.field, declared.options)
            message = _(
                "a table selects by {field!r}, which no {type} can have{meant}",
                field=asked.field,
                type=asked.type,
                meant=candidate,
            )
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
            near_matches.meant(option.name, declared.options) == asked.field
            and near_matches.meant(option.value, values) == asked.value
            for option in item.options
        )


def _values(asked: Filter, declared: Type) -> Sequence[str]:
    """The values that the field of a table may have, where they are few."""
    field = declared.fields.get(asked.field)
    values: Sequence[str] = field.schema.get("enum", ()) if field else ()
    return values


def _lack(asked: Filter, programme: Programme, declared: Type) -> Message:
    """Why a table has no row."""
    items = list(programme.of_type(asked.type))
    if not asked.field or not items:
        return _("a table asks for {type!r}, and no item is of that type", type=asked.type)
    selects = {"field": asked.field, "value": asked.value}
    no_type = {**selects, "type": asked.type}
    if asked.field in declared.roles:
        known = programme.by_id
        if asked.value in known:
            return _("a table selects by {field!r} {value!r}, which no {type} links to", **no_type)
        meant = did_you_mean(asked.value, known)
        return _("a table selects by {field!r} {value!r}, which is no item{meant}", **selects, meant=meant)
    values = _values(asked, declared)
    if values and asked.value not in values:
        meant = did_you_mean(asked.value, values)
        return _("a table selects by {field!r} {value!r}, which no {type} can have{meant}", **no_type, meant=meant)
    meant = did_you_mean(asked.value, {item.field(asked.field) for item in items})
    return _("a table selects by {field!r} {value!r}, which no {type} has{meant}", **no_type, meant=meant)
