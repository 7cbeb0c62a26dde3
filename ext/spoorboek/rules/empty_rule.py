from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from spoorboek.config.settings import Require, Scalar, Type, is_same
from spoorboek.model import near_matches
from spoorboek.model.grouping import grouped
from spoorboek.model.message import Message, _
from spoorboek.model.near_matches import Names, did_you_mean
from spoorboek.model.programme import Filter, Item, Link, Location, Programme
from spoorboek.rules.engine import Causes, Flaw, Flaws, Identities, Setting, Settings, Severity, rule, together
from spoorboek.rules.engine.causes import completed


@rule("S802", Severity.WARNING, for_others=True)
def empty_rule(programme: Programme, settings: Settings) -> Flaws:
    """Every rule in the settings has something to check."""
    causes = Causes(programme, settings)
    if not programme.deferred:  # the quick reader left out text, so only the build can tell
        yield from _without_items(programme, settings, causes)
    fields = {name for item_type in settings.types.values() for name in item_type.fields}
    for key, names, use in (
        ("dates", settings.dates, _("a date")),
        ("bookkeeping", settings.bookkeeping, _("bookkeeping")),
        ("prose", settings.prose, _("prose")),
    ):
        for name in [name for name in names if name not in fields]:
            setting = Setting(name, settings.places[key, name])
            yield Flaw(setting, _("no type has the field {field!r} that is set as {what}", field=name, what=use))
    for entry in settings.require:
        for name, value in entry.excepted.items():
            if not _may_have(entry, name, value, settings):
                setting = Setting(entry.number, entry.at)
                message = _(
                    "{rule} excepts {field!r} {value!r}, which no {type} can have",
                    rule=entry.number,
                    field=name,
                    value=value,
                    type=entry.start,
                )
                yield Flaw(setting, message, about=(entry.number, name))
    yield from _tables(programme, settings, causes)


def _without_items(programme: Programme, settings: Settings, causes: Causes) -> Flaws:
    """A flaw for each type without items, with all the rules that ask about it; one in all if there is no item."""
    types = {item.type for item in programme.items if item.type_is_known}
    if not types:
        yield _without_any_item(list(_questions(settings)), settings, causes)
        return
    unanswered = grouped((question.type, question) for question in _questions(settings) if question.type not in types)
    explanations = completed([causes.of_type(name) for name in unanswered], lambda: causes.of_no_type)
    for (name, questions), follows_from in zip(unanswered.items(), explanations, strict=True):
        message = _(
            "there is no item of type {type!r}, so there is nothing to check by {rules}; write one, or remove the rule",
            type=name,
            rules=_numbers(questions),
        )
        yield Flaw(Setting(name, questions[0].at), message, follows_from=follows_from)


def _without_any_item(questions: list[_Question], settings: Settings, causes: Causes) -> Flaw:
    follows_from = causes.of_any_type()
    if questions:
        rules = _numbers(questions)
        message = _("there is no item, so there is nothing to check by {rules}; write the first one", rules=rules)
        return Flaw(Setting("item", questions[0].at), message, follows_from=follows_from)
    severity = None if settings.is_handbook else Severity.INFORMATION
    message = _("there is no item, so nothing is checked")
    return Flaw(Setting("item", settings.at), message, severity=severity, follows_from=follows_from)


class _Question(NamedTuple):
    """A rule that the settings ask of a type, with the location of the setting."""

    number: str
    type: str
    at: Location


def _numbers(questions: Iterable[_Question]) -> str:
    return ", ".join(dict.fromkeys(question.number for question in questions))


def _questions(settings: Settings) -> Iterator[_Question]:
    for entry in settings.require:
        yield _Question(entry.number, entry.start, entry.at)
    for name in settings.mentioned:
        yield _Question("S104", name, settings.places["mentioned", name])


def _may_have(entry: Require, name: str, value: object, settings: Settings) -> bool:
    """Whether the value has the type of that field and is among its allowed values."""
    field = settings.types[entry.start].fields.get(name)
    if field is None or not is_same(str(value), value, field.schema.get("type")):
        return False
    return "enum" not in field.schema or value in field.schema["enum"]


def _tables(programme: Programme, settings: Settings, causes: Causes) -> Flaws:
    """Flaws of tables ({items}) whose filter is invalid or selects no item."""
    columns: dict[tuple[str, str], _Column] = {}
    for filter_ in programme.filters:
        item_type = settings.types.get(filter_.type)
        if item_type is None:
            suggestion = did_you_mean(filter_.type, settings.types)
            message = _(
                "a table lists items of type {type!r}, which is not an item type{suggestion}",
                type=filter_.type,
                suggestion=suggestion,
            )
            yield Flaw(filter_, message)
            continue
        yield from _unknown_names(filter_, item_type, settings)
        if programme.deferred or (filter_.field and filter_.field not in item_type.options):
            continue
        key = filter_.type, filter_.field
        column = columns.setdefault(key, _Column(item_type, filter_.field, causes))
        if not column.has(filter_.value):
            follows_from = column.explained(filter_.value)
            yield Flaw(filter_, column.lack(filter_.value), filter_.value_at, follows_from=follows_from)


def _unknown_names(filter_: Filter, item_type: Type, settings: Settings) -> Flaws:
    """Flaws of what a table selects by, shows as columns or is sorted by, if no item of the type can have it."""
    if filter_.field and filter_.field not in item_type.options:
        values = {"type": filter_.type, "suggestion": did_you_mean(filter_.field, item_type.options)}
        message = _("a table selects by {field!r}, which no {type} can have{suggestion}", field=filter_.field, **values)
        yield Flaw(filter_, message, filter_.field_at)
    columns = settings.columns(filter_.type)
    for name, at in filter_.columns:
        if name not in columns:
            values = {"type": filter_.type, "suggestion": did_you_mean(name, columns)}
            message = _("a table has column {column!r}, which no {type} can have{suggestion}", column=name, **values)
            yield Flaw(filter_, message, at, (filter_.name, "columns", name))
    sortable = ("title", *item_type.options)
    for name, at in filter_.order:
        if name not in sortable:
            values = {"type": filter_.type, "suggestion": did_you_mean(name, sortable)}
            message = _("a table is sorted by {field!r}, which no {type} can have{suggestion}", field=name, **values)
            yield Flaw(filter_, message, at, (filter_.name, "order", name))


class _Column:
    """The values in a field of all items of a type, by which tables select rows. Without a name, each item has ""."""

    def __init__(self, item_type: Type, name: str, causes: Causes) -> None:
        self.type = item_type
        self.name = name
        self.causes = causes
        self.programme = causes.programme
        field = item_type.fields.get(name)
        self.allowed: Sequence[str] = field.schema.get("enum", ()) if field else ()

    @cached_property
    def _items(self) -> list[Item]:
        return list(self.programme.of_type(self.type.name))

    @cached_property
    def _scalars(self) -> set[Scalar]:
        return {value for item in self._items for value in self.type.scalars(item, self.name)}

    @cached_property
    def _values(self) -> Names:
        return Names({item.field(self.name) for item in self._items})

    def has(self, value: str) -> bool:
        return self.type.scalar(self.name, value) in self._scalars

    def explained(self, value: str) -> Identities:
        """The findings that may explain that no item has a value: a misspelt type, option, value or target."""
        of_value = self._explanations.get(value, ())
        return together(chain((self.causes.of_type(self.type.name),), self.causes.of_no_type, of_value))

    @cached_property
    def _explanations(self) -> dict[str, list[Identities]]:
        """By value of the field, the findings about items that may have been intended to have it."""
        explanations: dict[str, list[Identities]] = {}
        for item in self._items:
            for id in {target.id for link in item.links if (target := self._end(item, link))}:
                explanations.setdefault(id, []).append(self.causes.of_link(item, self.name))
            for option in item.options:
                if near_matches.exact_or_nearest(option.name, self.type.options) == self.name:
                    value = near_matches.exact_or_nearest(option.value, self.allowed) or option.value
                    explanations.setdefault(value, []).append(self.causes.of_value(item, self.name))
        return explanations

    def _end(self, item: Item, link: Link) -> Item | None:
        """The item that a flawed link of this role may have been intended for, or None."""
        is_flawed = link.role == self.name and not self.causes.leads(item, link)
        return self.programme.exact_or_nearest(link.target) if is_flawed else None

    def lack(self, value: str) -> Message:
        """The message that says why no item has a value."""
        selection = {"type": self.type.name, "field": self.name, "value": value}
        if not self.name or not self._items:
            return _("a table lists items of type {type!r}, and there are none", type=self.type.name)
        if self.name in self.type.roles and value in self.programme.by_id:
            return _("a table selects by {field!r} {value!r}, which no {type} links to", **selection)
        if self.name in self.type.roles:
            suggestion = self.programme.names.did_you_mean(value)
            selection = {"field": self.name, "value": value, "suggestion": suggestion}
            return _("a table selects by {field!r} {value!r}, which is not an item{suggestion}", **selection)
        if self.allowed and value not in self.allowed:
            selection["suggestion"] = did_you_mean(value, self.allowed)
            return _("a table selects by {field!r} {value!r}, which no {type} can have{suggestion}", **selection)
        selection["suggestion"] = self._values.did_you_mean(value)
        return _("a table selects by {field!r} {value!r}, which no {type} has{suggestion}", **selection)
