"""Reads conf/ubproject.toml: item types, fields and links from [needs], our own settings from [trace]."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from pathlib import Path, PurePosixPath
from typing import Any, Final

from spoorboek.config import gate, list_files, stamps_file, toml_file, value_types
from spoorboek.config.settings import (
    Field,
    Require,
    Role,
    Scalar,
    Settings,
    Step,
    Type,
)
from spoorboek.config.spelling import Spelling
from spoorboek.config.toml_file import Table, Value
from spoorboek.model import dates
from spoorboek.model import files as regular
from spoorboek.model.dates import Duration
from spoorboek.model.errors import SpoorboekError, unreadable
from spoorboek.model.message import NOTHING, Message, _
from spoorboek.model.near_matches import did_you_mean
from spoorboek.model.printable import brief
from spoorboek.model.programme import Location

_REQUIRE_KEYS: Final = ("number", "name", "promise", "from", "paths", "to", "except", "or-mentioned")
_LONGEST_PATH: Final = 50
_STEP: Final = re.compile(r"([<>])(\S+)")
_NAME: Final = re.compile(r"[\w.:+-]+")
_NUMBER: Final = re.compile(r"[A-Z]+[0-9]+")
_RULE: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def read(
    path: Path,
    shown_as: str,
    program: tuple[Path, str] | None = None,
    types: Mapping[str, Type] | None = None,
    *,
    knows_types: bool = True,
) -> Settings:
    """Read a ubproject.toml and the list files beside it; `shown_as` is its name in messages.

    `program` is the path of conf.py and its name in messages, if its gate is wanted. `types` replaces the item types of
    the file. Without `knows_types`, names of types, fields and links in [trace] are not checked.

    Raises SpoorboekError if the file is missing, is not TOML, or has an invalid value.
    """
    reader = _Reader(parsed(path, shown_as), types, knows_types=knows_types)
    if program:
        reader.check_publishing()
    settings = _with_list_files(reader.settings(), path, shown_as)
    return replace(settings, gates={**settings.gates, **_gate_of(*program)}) if program else settings


def _with_list_files(settings: Settings, path: Path, shown_as: str) -> Settings:
    """The settings with what the files beside ubproject.toml list."""

    def beside(name: str) -> tuple[Path, str]:
        return path.with_name(name), PurePosixPath(shown_as).with_name(name).as_posix()

    return replace(
        settings,
        waivers=list_files.waivers(*beside(list_files.WAIVERS)),
        retired=list_files.retired(*beside(list_files.RETIRED)),
        identifiers=list_files.identifiers(*beside(list_files.IDENTIFIERS)),
        deviations=list_files.deviations(*beside(list_files.DEVIATIONS)),
        stamps=stamps_file.read(*beside(stamps_file.FILE)),
    )


def parsed(path: Path, shown_as: str) -> toml_file.Document:
    """A parsed ubproject.toml. Raises SpoorboekError if it is missing or not TOML."""
    document = toml_file.read(path, shown_as)
    if document is None:
        remedy = _("restore it, or name the folder that contains it: it defines the item types")
        raise SpoorboekError(_("{file} does not exist", file=shown_as), remedy)
    return document


def _gate_of(program: Path, shown_as: str) -> dict[str, gate.Gate]:
    """The gate of conf.py by name; {} if it is missing or not Python, which is reported where it is run."""
    try:
        source = regular.read(program, shown_as, _("make it a readable file in UTF-8"))
        return {} if source is None else {gate.PROGRAM: gate.of_program(source, shown_as)}
    except (SyntaxError, ValueError):
        return {}


def read_of_handbook(path: Path, shown_as: str, program: tuple[Path, str]) -> Settings:
    """The settings of a handbook, all of whose item types are in the file.

    Raises SpoorboekError as `read` does, and if there are no item types.
    """
    settings = read(path, shown_as, program)
    if not settings.types:
        remedy = _("declare them in [needs.types]; restore the file, or name the folder that has it")
        raise unreadable(settings.at, _("there is no item type"), remedy)
    return settings


class _Reader:
    """Converts a parsed document to settings; raises SpoorboekError with the location of an invalid value."""

    def __init__(
        self, document: toml_file.Document, types: Mapping[str, Type] | None = None, *, knows_types: bool = True
    ) -> None:
        self.top = document.top.table()
        self.document = document
        self.has_external_types = types is not None
        self.knows_types = knows_types
        needs = self.top.table("needs") if types is None else {}
        self.types = self.item_types(self.top.table("needs")) if types is None else types
        self.roles = {role for item_type in self.types.values() for role in item_type.roles}
        self.id_pattern = needs["id_regex"].pattern() if "id_regex" in needs else "^[A-Z0-9_]{5,}"

    def settings(self) -> Settings:
        gates = {gate.NAME: gate.of_settings(self.document)}
        settings = Settings(self.types, self.id_pattern, gates=gates, at=self.document.location(()))
        return self.with_trace(settings, self.top["trace"]) if "trace" in self.top else settings

    def with_trace(self, settings: Settings, table: Value) -> Settings:
        """The settings with those of [trace], in the order of the file."""
        trace = table.table_of(tuple(_TRACE), _("[trace]"))
        values: dict[str, Any] = {key.replace("-", "_"): _TRACE[key](self, value) for key, value in trace.items()}
        values["labels"] = values.pop("words", {})
        places = {(key, entry.text()): entry.at for key in _LISTS if key in trace for entry in trace[key].entries()}
        return replace(settings, has_trace=True, at=table.at, own_as_of=values.get("as_of"), places=places, **values)

    def check_publishing(self) -> None:
        """Raise SpoorboekError if sphinx-needs would publish other items than those that are judged."""
        needs = self.top.table("needs")
        values = {f"needs.{name}": value.raw for name, value in needs.items()}
        value_types.check(values, value_types.OF_NEEDS, lambda name: needs[name.removeprefix("needs.")].at, "needs.")

    def spelling(self, value: Value) -> Spelling:
        keys = {field.name.replace("_", "-"): field.name for field in fields(Spelling)}
        lists = value.table_of(tuple(keys), _("[trace.spelling]"))
        return Spelling(**{keys[key]: frozenset(word.casefold() for word in lists[key].texts()) for key in lists})

    def paper(self, value: Value) -> str:
        pattern = value.pattern()
        if not {"series", "number"} <= re.compile(pattern).groupindex.keys():
            example = r"'(?P<series>\d+)/(?P<number>\d+)'"
            raise value.wrong(_("a pattern with the groups series and number, as in {example}", example=example))
        return pattern

    def proves(self, value: Value) -> tuple[str, ...]:
        """The roles that S507 follows."""
        for entry in value.entries():
            self.check_role(entry, entry.text())
        if not value.entries():
            raise value.wrong(_("links along which nothing may prove itself; without the setting all are"))
        return tuple(entry.text() for entry in value.entries())

    def deciding(self, value: Value) -> dict[str, tuple[str, ...]]:
        by_type: dict[str, tuple[str, ...]] = {}
        for name, names in value.table().items():
            self.check_type(name, names.at_key)
            for entry in names.entries():
                if name in self.types and entry.text() not in self.types[name].options:
                    raise entry.wrong(_("a field or link of {type}", type=name))
            by_type[name] = names.texts()
        return by_type

    def duration(self, value: Value) -> Duration:
        try:
            return dates.duration(value.text())
        except ValueError:
            raise value.wrong(_("a number of days, months or years, as in {example}", example='"18 months"')) from None

    def value_labels(self, value: Value) -> dict[str, dict[str, str]]:
        fields = {name for item_type in self.types.values() for name in item_type.fields}
        labels: dict[str, dict[str, str]] = {}
        for name, of_field in value.table().items():
            if self.knows_types and name not in fields:
                values = {"name": brief(name), "suggestion": did_you_mean(name, fields)}
                problem = _("{name} is not a field of any type{suggestion}", **values)
                raise unreadable(of_field.at_key, problem, _("name a field of [needs.types]"))
            labels[name] = {key: word.text() for key, word in of_field.table().items()}
        return labels

    def item_types(self, needs: Table) -> dict[str, Type]:
        shared = {key: needs.table(key) for key in ("fields", "links")}
        shape: dict[str, Table] = {}
        kinds: dict[str, tuple[Message, Value]] = {}
        types: dict[str, Type] = {}
        for name, declared in self.declared_types(needs).items():
            entry = declared.table()
            own = {key: {**shared[key], **entry.table(key)} for key in shared}
            for key, values in own.items() if "trace" in self.top else ():
                for value in values.values():
                    self.check_declaration(_kind(key, value), value, kinds)
            roles: dict[str, Role] = {}
            for role, value in own["links"].items():
                roles[role] = self.role(value, shape.setdefault(role, value.table()))
            types[_name(declared, name)] = Type(
                name,
                entry.text("title", name),
                entry.text("prefix"),
                {key: self.field(value) for key, value in own["fields"].items()},
                roles,
            )
        return types

    def check_declaration(self, kind: Message, value: Value, kinds: dict[str, tuple[Message, Value]]) -> None:
        """Check that all types declare a field or link alike: sphinx-needs drops the values of one that differs."""
        before, first = kinds.setdefault(value.name, (kind, value)) if kind else (kind, value)
        if kind != before:
            values = {"name": value.name, "kind": kind, "place": first.at_key, "before": before}
            problem = _("{name} is {kind} here, and {place} declares it as {before}", **values)
            raise unreadable(value.at_key, problem, _("give one of them another name"))

    def declared_types(self, needs: Table) -> Mapping[str, Value]:
        """The declared types by name: [needs.types.name], or a [[needs.types]] with its directive."""
        types = needs.get("types")
        if types is None or isinstance(types.raw, dict):
            return types.table() if types else {}
        return {entry.table().required_text("directive"): entry for entry in types.entries()}

    def field(self, value: Value) -> Field:
        table = value.table()
        schema = table.table("schema")
        for key, kind in _SCHEMA.items():
            if key in schema:
                kind(schema[key])
        for word in schema["enum"].entries() if "enum" in schema else ():
            if not isinstance(word.raw, str | int | float):
                raise word.wrong(_("a text or a number"))
        is_required = not table.truth("nullable", default=True)
        label, name = table.text("description"), _name(value, value.name)
        raw = {key: inner.raw for key, inner in schema.items()}
        return Field(name, label or name, is_required, raw or {"type": "string"})

    def role(self, value: Value, first: Table) -> Role:
        """A role of one type; `first` is the first declaration of the role, whose captions count for every type."""
        table = value.table()
        name = _name(value, value.name)
        for key in ("outgoing", "incoming"):
            if key in table and table[key].text() != first.text(key):
                before = first[key].at if key in first else next(iter(first.values()), value).at
                values = {"role": name, "key": key, "value": brief(table[key].raw), "place": before}
                problem = _("{role} has {key} {value}, but {place} declares another value", **values)
                raise unreadable(table[key].at, problem, _("set it there, where the role is declared first"))
        schema = table.table("schema")
        return Role(
            name,
            first.text("outgoing", name),
            first.text("incoming", f"{name} incoming"),
            table.texts("target_types"),
            schema["minItems"].count() if "minItems" in schema else 0,
            schema["maxItems"].count() if "maxItems" in schema else None,
        )

    def known_type(self, value: Value) -> str:
        self.check_type(value.text(), value.at)
        return value.text()

    def known_types(self, value: Value) -> tuple[str, ...]:
        return tuple(map(self.known_type, value.entries()))

    def check_type(self, name: str, at: Location) -> None:
        if self.knows_types and name not in self.types:
            suggestion = did_you_mean(name, self.types)
            problem = _("{name} is not an item type{suggestion}", name=brief(name), suggestion=suggestion)
            own, external = _("use a type of [needs.types]"), _("use a type that sphinx-needs knows")
            raise unreadable(at, problem, external if self.has_external_types else own)

    def check_role(self, value: Value, name: str) -> None:
        if self.knows_types and name not in self.roles:
            suggestion = did_you_mean(name, self.roles)
            problem = _("{role} is not a link of any type{suggestion}", role=brief(name), suggestion=suggestion)
            own, external = _("use a link of [needs.types]"), _("use a link that sphinx-needs knows")
            raise unreadable(value.at, problem, external if self.has_external_types else own)

    def requires(self, value: Value) -> tuple[Require, ...]:
        requires: dict[str, Require] = {}
        for entry in value.entries(_("write [[trace.require]]")):
            require = self.require(entry)
            for key in (require.number, require.name):
                if key in requires:
                    problem = _("{key} is already used at {place}", key=key, place=requires[key].named_at)
                    raise unreadable(require.named_at, problem, _("number each required link, and name it, once"))
                requires[key] = require
        return tuple(require for key, require in requires.items() if key == require.number)

    def require(self, entry: Value) -> Require:
        table = _complete(entry)
        return Require(
            table["number"].text(),
            table["name"].text(),
            table["promise"].text(),
            self.known_type(table["from"]),
            self.paths(table["paths"]),
            self.known_types(table["to"]),
            self.excepted(table["except"]) if "except" in table else {},
            table.truth("or-mentioned"),
            table["from"].at,
            table["number"].at,
        )

    def paths(self, value: Value) -> tuple[tuple[Step, ...], ...]:
        paths = [path.entries() for path in value.entries()]
        if not all(paths):
            raise value.wrong(_('a list of paths, as in [[">role"]]'))
        for entry, path in zip(value.entries(), paths, strict=True):
            if len(path) > _LONGEST_PATH:
                problem = _("a path has {count} steps", count=len(path))
                raise unreadable(entry.at, problem, _("use at most {most}", most=_LONGEST_PATH))
        return tuple(tuple(map(self.step, path)) for path in paths)

    def excepted(self, value: Value) -> dict[str, Scalar]:
        """The exempting values by field."""
        return {
            name: entry.raw if isinstance(entry.raw, int | float) else entry.text()
            for name, entry in value.table().items()
        }

    def step(self, value: Value) -> Step:
        text = value.text()
        match = _STEP.fullmatch(text)
        if match is None:
            problem = _("step {step} has no direction", step=brief(text))
            raise unreadable(value.at, problem, _("write >role to follow a link, <role to go back"))
        self.check_role(value, match[2])
        return Step(match[2], match[1] == "<")


def _plain(convert: Callable[[Value], object]) -> Callable[[_Reader, Value], object]:
    """A reader of a setting by its value alone."""
    return lambda reader, value: convert(value)


_LISTS: Final[tuple[str, ...]] = ("mentioned", "dates", "prose", "bookkeeping")
_TRACE: Final[Mapping[str, Callable[[_Reader, Value], object]]] = {
    "as-of": _plain(Value.day),
    "evidence-valid-for": _Reader.duration,
    "waivers-valid-for": _Reader.duration,
    "searches": _plain(Value.count),
    "late-fails": _plain(Value.truth),
    "mentioned": _Reader.known_types,
    "dates": _plain(Value.texts),
    "prose": _plain(Value.texts),
    "require": _Reader.requires,
    "words": _Reader.value_labels,
    "review-every": _Reader.duration,
    "require-review": _plain(Value.truth),
    "reviewer": _plain(Value.text),
    "bookkeeping": _plain(Value.texts),
    "deciding": _Reader.deciding,
    "proves": _Reader.proves,
    "publisher_note": _plain(Value.text),
    "parliamentary-paper": _Reader.paper,
    "spelling": _Reader.spelling,
    "rule-pages": _plain(Value.text),
}
"""The reader of each setting in [trace]; its attribute of Settings has the same name, but `labels` for `words`."""
_SCHEMA: Final[Mapping[str, Callable[[Value], object]]] = {
    "type": Value.text,
    "pattern": Value.pattern,
    "minimum": Value.number,
    "enum": Value.entries,
    "minLength": Value.count,
}
"""The keys of a field's JSON Schema that rules read, and the check of each."""


def _complete(entry: Value) -> Table:
    """The values of a [[trace.require]]; raises SpoorboekError if one is missing, or its number or name is invalid."""
    table = entry.table()
    number = table.text("number", "?")
    entry.table_of(_REQUIRE_KEYS, _("required link {number}", number=number))
    for key in ("number", "name", "promise", "from", "paths", "to"):
        if key not in table or not table[key].raw:
            problem = _("required link {number} has no {key!r}", number=number, key=key)
            raise unreadable(entry.at, problem, _("set it in its [[trace.require]]"))
    if not _NUMBER.fullmatch(number):
        raise table["number"].wrong(_("capitals and digits, as in S1001"))
    if not _RULE.fullmatch(table["name"].text()):
        raise table["name"].wrong(_("words with hyphens between, as in requirement-without-check"))
    return table


def _name(value: Value, name: str) -> str:
    """A valid name of a type, field or role; raises SpoorboekError for any other."""
    if not _NAME.fullmatch(name):
        problem = _("{name} is not the name of a type, a field or a link", name=brief(name))
        raise unreadable(value.at_key, problem, _("use letters, digits, hyphens and underscores"))
    return name


def _kind(key: str, value: Value) -> Message:
    """What must be equal on every type: that it is a link, or a field of a given type."""
    if key == "links":
        return _("a link")
    schema = value.table().table("schema")
    return _("a field of type {type}", type=schema["type"].text()) if "type" in schema else NOTHING
