"""What conf/ubproject.toml says: item types, fields and links from [needs], our own questions from [trace]."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any, Final

from spoorboek.config import registers, stamps_file, toml_file
from spoorboek.config.registers import Deviation, Retired, Waiver
from spoorboek.config.stamps_file import Stamp
from spoorboek.model import dates
from spoorboek.model.dates import Duration
from spoorboek.model.errors import SpoorboekError, unreadable
from spoorboek.model.message import Message, _
from spoorboek.model.near_matches import did_you_mean
from spoorboek.model.programme import Location

FILE: Final = "ubproject.toml"
_TRACE_KEYS: Final = (
    *("as-of", "evidence-valid-for", "late-fails", "mentioned", "dates", "prose", "require", "words"),
    *("review-every", "require-review", "reviewer", "bookkeeping"),
)
_REQUIRE_KEYS: Final = ("number", "name", "promise", "from", "paths", "to", "except", "or-mentioned")
_STEP: Final = re.compile(r"([<>])(\S+)")


_YES_OR_NO: Final = {
    **dict.fromkeys(("true", "yes", "y", "on", "1"), True),
    **dict.fromkeys(("false", "no", "n", "off", "0"), False),
}


def yes_or_no(text: str) -> bool | None:
    """What a value says of a field that is true or false, in the words of sphinx-needs; None where it is neither."""
    return _YES_OR_NO.get(text.lower())


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


@dataclass(frozen=True)
class Type:
    """An item type, in the words of its directive (`name`) and of its readers (`label`)."""

    name: str
    label: str
    prefix: str
    fields: Mapping[str, Field]
    roles: Mapping[str, Role]

    @cached_property
    def options(self) -> tuple[str, ...]:
        return ("id", *self.fields, *self.roles)

    @cached_property
    def required(self) -> tuple[str, ...]:
        """The options that every item of the type has."""
        return ("id", *(name for name, field in self.fields.items() if field.required))

    @cached_property
    def limited(self) -> tuple[Role, ...]:
        """The roles of which an item has at least or at most so many links."""
        return tuple(role for role in self.roles.values() if role.least or role.most is not None)


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
    at: Location

    @property
    def only_role(self) -> str | None:
        """The role of the item itself that it all comes down to; None where other ways would do."""
        steps = [step for path in self.paths for step in path]
        return steps[0].role if len(steps) == 1 and not steps[0].back else None


@dataclass(frozen=True, slots=True)
class Settings:
    """All that the handbook's own configuration says.

    `identifiers` and `stamps` are None where no file lists any; `unasked` are numbers of rules that another tool
    answers. `bookkeeping` are the fields that may change and leave what was read of an item as it is.
    """

    types: Mapping[str, Type]
    id_pattern: str
    as_of: datetime.date | None = None
    mentioned: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    prose: tuple[str, ...] = ()
    require: tuple[Require, ...] = ()
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    has_trace: bool = False
    evidence_valid_for: Duration | None = None
    late_fails: bool = False
    waivers: tuple[Waiver, ...] = ()
    retired: Mapping[str, Retired] = field(default_factory=dict)
    identifiers: tuple[str, ...] | None = None
    deviations: tuple[Deviation, ...] = ()
    stamps: tuple[Stamp, ...] | None = None
    review_every: Duration | None = None
    require_review: bool = False
    reviewer: str = ""
    bookkeeping: tuple[str, ...] = ()
    places: Mapping[tuple[str, str], Location] = field(default_factory=dict)
    """Where a word stands in a list of [trace], by the name of the list and the word."""
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
    """The settings in a ubproject.toml and in the registers beside it; `shown_as` is how messages name the file.

    Raises SpoorboekError where the file is missing, is no TOML, or says what cannot be followed.
    """
    document = toml_file.read(path, shown_as)
    if document is None:
        remedy = _("it holds the item types; restore it, or name the folder that has it")
        raise SpoorboekError(_("{file} does not exist", file=shown_as), remedy)

    def beside(name: str) -> tuple[Path, str]:
        return path.with_name(name), PurePosixPath(shown_as).with_name(name).as_posix()

    return replace(
        _Reader(document).settings(),
        waivers=registers.waivers(*beside(registers.WAIVERS)),
        retired=registers.retired(*beside(registers.RETIRED)),
        identifiers=registers.identifiers(*beside(registers.IDENTIFIERS)),
        deviations=registers.deviations(*beside(registers.DEVIATIONS)),
        stamps=stamps_file.read(*beside(stamps_file.FILE)),
    )


def files(path: Path) -> tuple[Path, ...]:
    """Every file that `read` reads for this ubproject.toml, whether it is there or not."""
    return (path, *(path.with_name(name) for name in (*registers.FILES, stamps_file.FILE)))


class _Reader:
    """Turns the parsed document into settings; what it cannot follow stops the run with the line it stands on."""

    def __init__(self, document: toml_file.Document) -> None:
        self.document = document

    def stop(self, word: str, problem: Message, remedy: Message) -> SpoorboekError:
        return unreadable(self.document.find(word), problem, remedy)

    def table(self, value: object, name: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            problem = _("{name} is {value!r}, expected a table", name=name, value=value)
            raise self.stop(name, problem, _("write [{name}]", name=name))
        return value

    def words(self, value: object, name: str) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            problem = _("{name} is {value!r}, expected a list of words", name=name, value=value)
            raise self.stop(name, problem, _('write {name} = ["…", "…"]', name=name))
        return tuple(value)

    def known_key(self, key: str, keys: tuple[str, ...], whose: Message) -> None:
        if key not in keys:
            problem = _("{whose} has no setting {key!r}{meant}", whose=whose, key=key, meant=did_you_mean(key, keys))
            raise self.stop(key, problem, _("use one of {words}", words=", ".join(keys)))

    def pattern(self, written: object, name: str) -> str:
        if not isinstance(written, str):
            problem = _("{name} has pattern {value!r}, expected text", name=name, value=written)
            raise self.stop(name, problem, _("write it between quotes"))
        try:
            return re.compile(written).pattern
        except re.error as error:
            problem = _("{name} is {value!r}, which is no pattern: {reason}", name=name, value=written, reason=error)
            raise self.stop(name, problem, _("mend it")) from None

    def settings(self) -> Settings:
        needs = self.table(self.document.values.get("needs", {}), "needs")
        types = self.types(needs)
        id_pattern = self.pattern(needs.get("id_regex", "^[A-Z0-9_]{5,}"), "id_regex")
        if "trace" not in self.document.values:
            return Settings(types, id_pattern)
        trace = self.table(self.document.values["trace"], "trace")
        for key in trace:
            self.known_key(key, _TRACE_KEYS, _("[trace]"))
        as_of = trace.get("as-of")
        if as_of is not None and not toml_file.is_day(as_of):
            problem = _("{name} is {value!r}, expected a date", name="as-of", value=as_of)
            raise self.stop("as-of", problem, _("write as-of = 2026-11-23, without quotes"))
        mentioned = tuple(self.known_type(name, types) for name in self.words(trace.get("mentioned", []), "mentioned"))
        dated = self.words(trace.get("dates", []), "dates")
        prose = self.words(trace.get("prose", []), "prose")
        bookkeeping = self.words(trace.get("bookkeeping", []), "bookkeeping")
        return Settings(
            types,
            id_pattern,
            as_of=as_of,
            mentioned=mentioned,
            dates=dated,
            prose=prose,
            require=self.requires(trace.get("require", []), types),
            words=self.value_words(trace.get("words", {}), types),
            has_trace=True,
            evidence_valid_for=self.duration(trace, "evidence-valid-for"),
            late_fails=self.truth(trace.get("late-fails", False), "late-fails"),
            review_every=self.duration(trace, "review-every"),
            require_review=self.truth(trace.get("require-review", False), "require-review"),
            reviewer=self.said(trace.get("reviewer", ""), "reviewer"),
            bookkeeping=bookkeeping,
            places={
                (key, word): self.document.place("trace", 0, key, f'"{word}"')
                for key, written in (
                    ("mentioned", mentioned),
                    ("dates", dated),
                    ("prose", prose),
                    ("bookkeeping", bookkeeping),
                )
                for word in written
            },
        )

    def truth(self, value: object, name: str) -> bool:
        if not isinstance(value, bool):
            problem = _("{name} is {value!r}, expected true or false", name=name, value=value)
            raise self.stop(name, problem, _("write {name} = true", name=name))
        return value

    def said(self, value: object, name: str) -> str:
        if not isinstance(value, str):
            problem = _("{name} is {value!r}, expected text", name=name, value=value)
            raise self.stop(name, problem, _("write it between quotes"))
        return value.strip()

    def duration(self, trace: Mapping[str, Any], name: str) -> Duration | None:
        if name not in trace:
            return None
        try:
            return dates.duration(str(trace[name]))
        except ValueError:
            problem = _("{name}: {value!r} is no number of days, months or years", name=name, value=str(trace[name]))
            raise self.stop(name, problem, _('write {name} = "18 months"', name=name)) from None

    def value_words(self, written: object, types: Mapping[str, Type]) -> dict[str, dict[str, str]]:
        fields = {name for item_type in types.values() for name in item_type.fields}
        words = self.table(written, "trace.words")
        for name, of_field in words.items():
            if name not in fields:
                problem = _("{name!r} is no field of any type{meant}", name=name, meant=did_you_mean(name, fields))
                raise self.stop(f"words.{name}", problem, _("name a field of [needs.types]"))
            self.table(of_field, f"trace.words.{name}")
        return words

    def types(self, needs: dict[str, Any]) -> dict[str, Type]:
        written = needs.get("types", {})
        if isinstance(written, list):
            written = {self.table(entry, "needs.types").get("directive", ""): entry for entry in written}
        shared_fields = self.table(needs.get("fields", {}), "needs.fields")
        shared_links = self.table(needs.get("links", {}), "needs.links")
        shape: dict[str, dict[str, Any]] = {}
        types: dict[str, Type] = {}
        for name, entry in self.table(written, "needs.types").items():
            self.table(entry, name)
            fields = {**shared_fields, **self.table(entry.get("fields", {}), f"{name}.fields")}
            roles: dict[str, Role] = {}
            for role, own in {**shared_links, **self.table(entry.get("links", {}), f"{name}.links")}.items():
                first = shape.setdefault(role, self.table(own, role))
                roles[role] = self.role(role, own, first)
            types[name] = Type(
                name,
                str(entry.get("title", name)),
                str(entry.get("prefix", "")),
                {key: self.field(key, self.table(value, key)) for key, value in fields.items()},
                roles,
            )
        return types

    def field(self, name: str, written: Mapping[str, Any]) -> Field:
        schema = self.table(written.get("schema", {"type": "string"}), name)
        self.pattern(schema.get("pattern", ""), name)
        if not isinstance(schema.get("minimum", 0), int | float):
            problem = _("{name} has minimum {value!r}, expected a number", name=name, value=schema["minimum"])
            raise self.stop(name, problem, _("write it in digits"))
        if not isinstance(schema.get("enum", []), list):
            problem = _("{name} has enum {value!r}, expected a list", name=name, value=schema["enum"])
            raise self.stop(name, problem, _('write enum = ["…", "…"]'))
        label = str(written.get("description") or name)
        return Field(name, label, written.get("nullable") is False, schema)

    def role(self, name: str, written: Mapping[str, Any], first: Mapping[str, Any]) -> Role:
        """A role of one type; its captions are the same on every type, as the first declaration gives them."""
        schema = self.table(written.get("schema", {}), name)
        return Role(
            name,
            str(first.get("outgoing", name)),
            str(first.get("incoming", f"{name} incoming")),
            self.words(written.get("target_types", []), name),
            self.count(schema.get("minItems", 0), name),
            self.count(schema["maxItems"], name) if "maxItems" in schema else None,
        )

    def count(self, value: object, name: str) -> int:
        if not isinstance(value, int):
            problem = _("a limit of {name} is {value!r}, expected a whole number", name=name, value=value)
            raise self.stop(name, problem, _("write it in digits"))
        return value

    def known_type(self, name: object, types: Mapping[str, Type]) -> str:
        if not isinstance(name, str) or name not in types:
            problem = _("{name!r} is no item type{meant}", name=name, meant=did_you_mean(str(name), types))
            raise self.stop(f'"{name}"', problem, _("use a type that [needs.types] declares"))
        return name

    def requires(self, written: object, types: Mapping[str, Type]) -> tuple[Require, ...]:
        if not isinstance(written, list):
            problem = _("{name} is {value!r}, expected tables", name="require", value=written)
            raise self.stop("require", problem, _("write [[trace.require]]"))
        return tuple(self.require(number, entry, types) for number, entry in enumerate(written))

    def require(self, which: int, entry: object, types: Mapping[str, Type]) -> Require:
        written = self.table(entry, "trace.require")
        number = str(written.get("number", "?"))
        for key in written:
            self.known_key(key, _REQUIRE_KEYS, _("required link {number}", number=number))
        for key in ("number", "name", "promise", "from", "paths", "to"):
            if not written.get(key):
                problem = _("required link {number} has no {key!r}", number=number, key=key)
                raise self.stop(number, problem, _("say it in its [[trace.require]]"))
        if not isinstance(written["paths"], list) or not all(written["paths"]):
            problem = _("paths of {number} is no list of paths", number=number)
            raise self.stop(number, problem, _('write paths = [[">role"]]'))
        roles = {role for item_type in types.values() for role in item_type.roles}
        return Require(
            number,
            str(written["name"]),
            str(written["promise"]),
            self.known_type(written["from"], types),
            tuple(tuple(self.step(step, roles) for step in self.words(path, "paths")) for path in written["paths"]),
            tuple(self.known_type(name, types) for name in self.words(written["to"], "to")),
            self.table(written.get("except", {}), "except"),
            self.truth(written.get("or-mentioned", False), "or-mentioned"),
            self.document.place("trace.require", which, "from"),
        )

    def step(self, written: str, roles: set[str]) -> Step:
        found = _STEP.fullmatch(written)
        if found is None:
            problem = _("step {step!r} has no direction", step=written)
            raise self.stop(f'"{written}"', problem, _("write >role to follow a link, <role to go back"))
        if found[2] not in roles:
            problem = _("{role!r} is no link of any type{meant}", role=found[2], meant=did_you_mean(found[2], roles))
            raise self.stop(f'"{written}"', problem, _("use a link of [needs.types]"))
        return Step(found[2], found[1] == "<")
