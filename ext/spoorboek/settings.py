"""What conf/ubproject.toml says: item types, fields and links from [needs], our own questions from [trace]."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from spoorboek.errors import SpoorboekError, unreadable
from spoorboek.model import Location
from spoorboek.near import did_you_mean

FILE: Final = "ubproject.toml"
_TRACE_KEYS: Final = ("as-of", "mentioned", "dates", "require", "words")
_REQUIRE_KEYS: Final = ("number", "name", "promise", "from", "paths", "to", "except", "or-mentioned")
_STEP: Final = re.compile(r"([<>])(\S+)")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of one type: what readers call it, whether it must be given, and its JSON Schema."""

    name: str
    label: str
    required: bool
    schema: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Role:
    """One link of one type: what readers call it both ways, to which types, at least and at most how many."""

    name: str
    outgoing: str
    incoming: str
    targets: tuple[str, ...]
    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Type:
    """An item type, in the words of its directive (`name`) and of its readers (`label`)."""

    name: str
    label: str
    prefix: str
    fields: Mapping[str, Field]
    roles: Mapping[str, Role]

    @property
    def options(self) -> tuple[str, ...]:
        return ("id", *self.fields, *self.roles)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: along a role to its target, or back to the item that has it."""

    role: str
    back: bool

    def __str__(self) -> str:
        return f"{'<' if self.back else '>'}{self.role}"


@dataclass(frozen=True, slots=True)
class Require:
    """A required link: from each item of one type a path must lead to an item of others."""

    number: str
    name: str
    promise: str
    start: str
    paths: tuple[tuple[Step, ...], ...]
    to: tuple[str, ...]
    excepted: Mapping[str, str]
    or_mentioned: bool

    @property
    def only_role(self) -> str | None:
        """The role of the item itself that it all comes down to; None where other ways would do."""
        steps = [step for path in self.paths for step in path]
        return steps[0].role if len(steps) == 1 and not steps[0].back else None


@dataclass(frozen=True, slots=True)
class Settings:
    """All that the handbook's own configuration says; `unasked` are numbers of rules that another tool answers."""

    types: Mapping[str, Type]
    id_pattern: str
    as_of: datetime.date | None = None
    mentioned: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    require: tuple[Require, ...] = ()
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    has_trace: bool = False
    unasked: tuple[str, ...] = ()

    def word(self, field_name: str, value: str) -> str:
        """The word that readers see for a value of a field; the value itself where none is given."""
        return self.words.get(field_name, {}).get(value, value)

    def looks_like_id(self, word: str) -> bool:
        """Does it begin as the ids of a type do? An anchor of a heading does not: it is written in lower case."""
        return any(item_type.prefix and word.startswith(item_type.prefix) for item_type in self.types.values())

    def role(self, type_name: str, name: str) -> Role | None:
        item_type = self.types.get(type_name)
        return item_type.roles.get(name) if item_type else None


def read(path: Path, shown_as: str) -> Settings:
    """The settings in a ubproject.toml; `shown_as` is how messages name the file.

    Raises SpoorboekError where the file is missing, is no TOML, or says what cannot be followed.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise SpoorboekError(
            f"{shown_as} does not exist", "it holds the item types; restore it, or name the folder that has it"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise SpoorboekError(f"{shown_as} cannot be read: {error}", "make it a readable file in UTF-8") from None
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place, problem = _toml_place(shown_as, text, str(error))
        raise unreadable(place, f"no TOML: {problem}", "mend that line") from None
    return _Reader(shown_as, text).settings(document)


def _toml_place(shown_as: str, text: str, message: str) -> tuple[Location, str]:
    found = re.search(r" \(at line (\d+), column (\d+)\)$", message)
    if found:
        return Location(shown_as, int(found[1]), int(found[2])), message[: found.start()]
    return Location(shown_as, text.count("\n") + 1, 1), message.removesuffix(" (at end of document)")


class _Reader:
    """Turns the parsed document into settings; what it cannot follow stops the run with the line it stands on."""

    def __init__(self, shown_as: str, text: str) -> None:
        self.shown_as = shown_as
        self.lines = text.splitlines()

    def stop(self, word: str, problem: str, remedy: str) -> SpoorboekError:
        line = next((n for n, row in enumerate(self.lines, 1) if word in row), 1)
        column = self.lines[line - 1].find(word) + 1 if self.lines else 1
        return unreadable(Location(self.shown_as, line, max(column, 1)), problem, remedy)

    def table(self, value: object, name: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self.stop(name, f"{name} is {value!r}, expected a table", f"write [{name}]")
        return value

    def settings(self, document: dict[str, Any]) -> Settings:
        needs = self.table(document.get("needs", {}), "needs")
        types = self.types(needs)
        id_pattern = str(needs.get("id_regex", "^[A-Z0-9_]{5,}"))
        if "trace" not in document:
            return Settings(types, id_pattern)
        trace = self.table(document["trace"], "trace")
        for key in trace:
            if key not in _TRACE_KEYS:
                meant = did_you_mean(key, _TRACE_KEYS)
                raise self.stop(key, f"[trace] has no setting {key!r}{meant}", "use one of " + ", ".join(_TRACE_KEYS))
        as_of = trace.get("as-of")
        if as_of is not None and (not isinstance(as_of, datetime.date) or isinstance(as_of, datetime.datetime)):
            raise self.stop("as-of", f"as-of is {as_of!r}, expected a date", "write as-of = 2026-11-23, without quotes")
        for name in trace.get("mentioned", ()):
            self.known_type(name, types)
        fields = {name for item_type in types.values() for name in item_type.fields}
        for name in self.table(trace.get("words", {}), "trace.words"):
            if name not in fields:
                meant = did_you_mean(name, fields)
                raise self.stop(
                    f"words.{name}", f"{name!r} is no field of any type{meant}", "name a field of [needs.types]"
                )
        return Settings(
            types,
            id_pattern,
            as_of=as_of,
            mentioned=tuple(trace.get("mentioned", ())),
            dates=tuple(trace.get("dates", ())),
            require=tuple(self.require(entry, types) for entry in trace.get("require", ())),
            words=trace.get("words", {}),
            has_trace=True,
        )

    def types(self, needs: dict[str, Any]) -> dict[str, Type]:
        written = needs.get("types", {})
        if isinstance(written, list):
            written = {entry.get("directive", ""): entry for entry in written}
        shared_fields = self.table(needs.get("fields", {}), "needs.fields")
        shared_links = self.table(needs.get("links", {}), "needs.links")
        shape: dict[str, dict[str, Any]] = {}
        types: dict[str, Type] = {}
        for name, entry in self.table(written, "needs.types").items():
            self.table(entry, name)
            fields = {**shared_fields, **entry.get("fields", {})}
            roles: dict[str, Role] = {}
            for role, own in {**shared_links, **entry.get("links", {})}.items():
                first = shape.setdefault(role, own)
                roles[role] = _role(role, own, first)
            types[name] = Type(
                name,
                str(entry.get("title", name)),
                str(entry.get("prefix", "")),
                {key: _field(key, value) for key, value in fields.items()},
                roles,
            )
        return types

    def known_type(self, name: object, types: Mapping[str, Type]) -> str:
        if name not in types:
            meant = did_you_mean(str(name), types)
            raise self.stop(f'"{name}"', f"{name!r} is no item type{meant}", "use a type that [needs.types] declares")
        return str(name)

    def require(self, entry: object, types: Mapping[str, Type]) -> Require:
        written = self.table(entry, "trace.require")
        number = str(written.get("number", "?"))
        for key in written:
            if key not in _REQUIRE_KEYS:
                raise self.stop(
                    key,
                    f"required link {number} has no setting {key!r}{did_you_mean(key, _REQUIRE_KEYS)}",
                    "use one of " + ", ".join(_REQUIRE_KEYS),
                )
        for key in ("number", "name", "promise", "from", "paths", "to"):
            if not written.get(key):
                raise self.stop(number, f"required link {number} has no {key!r}", "say it in its [[trace.require]]")
        roles = {role for item_type in types.values() for role in item_type.roles}
        return Require(
            number,
            written["name"],
            written["promise"],
            self.known_type(written["from"], types),
            tuple(tuple(self.step(step, roles) for step in path) for path in written["paths"]),
            tuple(self.known_type(name, types) for name in written["to"]),
            self.table(written.get("except", {}), "except"),
            bool(written.get("or-mentioned", False)),
        )

    def step(self, written: object, roles: set[str]) -> Step:
        found = _STEP.fullmatch(str(written))
        if found is None:
            raise self.stop(
                f'"{written}"', f"step {written!r} has no direction", "write >role to follow a link, <role to go back"
            )
        if found[2] not in roles:
            meant = did_you_mean(found[2], roles)
            raise self.stop(
                f'"{written}"', f"{found[2]!r} is no link of any type{meant}", "use a link of [needs.types]"
            )
        return Step(found[2], found[1] == "<")


def _field(name: str, written: Mapping[str, Any]) -> Field:
    label = str(written.get("description") or name)
    return Field(name, label, written.get("nullable") is False, written.get("schema", {"type": "string"}))


def _role(name: str, written: Mapping[str, Any], first: Mapping[str, Any]) -> Role:
    """A role of one type; its captions are the same on every type, as the first declaration gives them."""
    schema = written.get("schema", {})
    return Role(
        name,
        str(first.get("outgoing", name)),
        str(first.get("incoming", f"{name} incoming")),
        tuple(written.get("target_types", ())),
        int(schema.get("minItems", 0)),
        schema.get("maxItems"),
    )
