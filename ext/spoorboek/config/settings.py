"""The settings of a handbook: item types with fields and links, required links, our own. `settings_file` reads them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final, NamedTuple

from spoorboek.config import gate
from spoorboek.config.list_files import Deviation, Retired, Waiver
from spoorboek.config.names import COLUMNS
from spoorboek.config.spelling import NO_SPELLING, Spelling
from spoorboek.config.stamps_file import Stamp
from spoorboek.model.dates import Duration
from spoorboek.model.programme import Item, Location

FILE: Final = "ubproject.toml"
RULE_PAGES: Final = "rules"
ONE_YEAR: Final = Duration(1, "year")
HEAD: Final = Location(FILE, 1)


_YES_OR_NO: Final = {
    **dict.fromkeys(("true", "yes", "y", "on", "1"), True),
    **dict.fromkeys(("false", "no", "n", "off", "0"), False),
}


def yes_or_no(text: str) -> bool | None:
    """A boolean as sphinx-needs writes it (yes, true, on, 1 …); None if the text is none."""
    return _YES_OR_NO.get(text.lower())


Scalar = str | int | float | bool
"""A field value, by the type of the field."""
WHOLE_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,18}", re.ASCII)


def scalar(text: str, type_name: object) -> Scalar:
    """A text converted to a JSON Schema type; unchanged if it is not of that type."""
    if type_name == "integer" and WHOLE_NUMBER.fullmatch(text):
        return int(text)
    if type_name == "number":
        with suppress(ValueError):
            return float(text)
    truth = yes_or_no(text) if type_name == "boolean" else None
    return text if truth is None else truth


_TYPES: Final[Mapping[type, str]] = {bool: "boolean", int: "integer", float: "number", str: "string"}


def is_same(text: str, value: object, type_name: object) -> bool:
    """Whether a text in a field of this type equals `value`; without a type, that of `value` is used."""
    converted = scalar(text, type_name or _TYPES.get(type(value)))
    if type_name == "number" and type(value) is int:
        value = float(value)
    return type(converted) is type(value) and converted == value


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an item type: its label, whether it is required, and its JSON Schema."""

    name: str
    label: str
    required: bool
    schema: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Role:
    """A link of an item type: its labels in both directions, its target types, the least and most links."""

    name: str
    outgoing: str
    incoming: str
    targets: tuple[str, ...]
    least: int
    most: int | None


@dataclass(frozen=True)
class Type:
    """An item type: `name` is its directive, `label` its title for readers."""

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
        """The options that every item of the type must have."""
        return ("id", *(name for name, field in self.fields.items() if field.required))

    def scalar(self, name: str, text: str) -> Scalar:
        """A text converted to the type of a field; ids and link targets stay text."""
        field = self.fields.get(name)
        return scalar(text, field.schema.get("type")) if field else text

    def scalars(self, item: Item, name: str) -> set[Scalar]:
        """The field value of an item and its targets in a role of that name; "" if it has neither."""
        return {self.scalar(name, item.field(name)), *item.targets(name)}

    def has(self, item: Item, name: str, text: str) -> bool:
        """Whether an item of the type has this field value or links in this role to this target."""
        return self.scalar(name, text) in self.scalars(item, name)

    @cached_property
    def limited(self) -> tuple[Role, ...]:
        """The roles with a least or most number of links."""
        return tuple(role for role in self.roles.values() if role.least or role.most is not None)


class Step(NamedTuple):
    """A step of a path: along a role to its target, or back to its source."""

    role: str
    back: bool

    def __str__(self) -> str:
        return f"{'<' if self.back else '>'}{self.role}"


@dataclass(frozen=True, slots=True)
class Require:
    """A required link: each item of type `start` must reach an item of a type in `to` along one of `paths`."""

    number: str
    name: str
    promise: str
    start: str
    paths: tuple[tuple[Step, ...], ...]
    to: tuple[str, ...]
    excepted: Mapping[str, Scalar]
    or_mentioned: bool
    at: Location
    named_at: Location

    def excepts(self, item: Item, settings: Settings) -> bool:
        """Whether the item has a value in `excepted`, compared exactly by the type of its field."""
        fields = settings.types[self.start].fields
        return any(
            name in fields and is_same(item.field(name), value, fields[name].schema.get("type"))
            for name, value in self.excepted.items()
        )

    @property
    def only_role(self) -> str | None:
        """The single role of the item that would satisfy it; None if there are other paths or steps."""
        steps = [step for path in self.paths for step in path]
        return steps[0].role if len(steps) == 1 and not steps[0].back else None


@dataclass(frozen=True)
class Settings:
    """All settings of a handbook or project.

    `stamps`: None if there is no file of stamps. `unasked`: numbers of rules that are not run. `suppressed`: numbers of
    rules whose findings the project suppresses. `bookkeeping`: fields whose changes do not make a review outdated.
    `deciding`: by type, fields and links reviewed on their own. `proves`: roles that S507 follows, None for all.
    `is_handbook`: False for a project whose items sphinx-needs judges. `gates`: by file, what must be accepted.
    `own_as_of`: the day in the file, whatever day was asked for.
    """

    types: Mapping[str, Type]
    id_pattern: str
    as_of: datetime.date | None = None
    mentioned: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    prose: tuple[str, ...] = ()
    require: tuple[Require, ...] = ()
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    has_trace: bool = False
    evidence_valid_for: Duration | None = None
    waivers_valid_for: Duration = ONE_YEAR
    """The most time from the day of the verdict to the last day of a waiver."""
    searches: int = 0
    """The number of searches a check needs if no source confirms its answer."""
    late_fails: bool = False
    waivers: tuple[Waiver, ...] = ()
    retired: Mapping[str, Retired] = field(default_factory=dict)
    identifiers: tuple[str, ...] = ()
    deviations: tuple[Deviation, ...] = ()
    stamps: tuple[Stamp, ...] | None = None
    review_every: Duration | None = None
    require_review: bool = False
    reviewer: str = ""
    publisher_note: str = ""
    """The note on the publisher in the foot of pages and sheets; none if empty."""
    parliamentary_paper: str = ""
    """A regular expression with the groups `series` and `number` for numbers of parliamentary papers; "" for none."""
    maker: str = ""
    contact: str = ""
    """The publisher and a mail or web address, from conf.py; "" if not set."""
    maker_at: Location = HEAD
    rule_pages: str = RULE_PAGES
    """The folder in docs/ with a page for each rule."""
    spelling: Spelling = NO_SPELLING
    bookkeeping: tuple[str, ...] = ()
    deciding: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    gates: Mapping[str, gate.Gate] = field(default_factory=dict)
    at: Location = HEAD
    own_as_of: datetime.date | None = None
    places: Mapping[tuple[str, str], Location] = field(default_factory=dict)
    """Locations of the entries of lists in [trace], by (list, entry)."""
    unasked: tuple[str, ...] = ()
    suppressed: tuple[str, ...] = ()
    was_answered: bool = False
    """Whether a committed version had a stamp for the gate, though none is left now."""
    proves: tuple[str, ...] | None = None
    is_handbook: bool = True

    @property
    def last_day_of_waivers(self) -> datetime.date | None:
        """The last day a waiver may have; None if there is no day of the verdict."""
        return self.waivers_valid_for.after(self.as_of) if self.as_of else None

    def of_others(self, *, restricts_pages: bool) -> Settings:
        """These settings for a project that is not a handbook; S514 is run only if it restricts its pages."""
        return replace(self, is_handbook=False, unasked=() if restricts_pages else ("S514",))

    def is_proof(self, role: str) -> bool:
        """Whether links of this role are proof, which may not be circular (S507)."""
        return self.proves is None or role in self.proves

    def label_of(self, field_name: str, value: str) -> str:
        """The label of a field value, else the value itself."""
        return self.labels.get(field_name, {}).get(value, value)

    def looks_like_id(self, word: str) -> bool:
        """Whether the word starts with the id prefix of a type; case-sensitive, so heading anchors do not."""
        return word.startswith(self._prefixes)

    @cached_property
    def _prefixes(self) -> tuple[str, ...]:
        return tuple(item_type.prefix for item_type in self.types.values() if item_type.prefix)

    @property
    def roles(self) -> dict[str, Role]:
        """The roles by name; of a role that several types declare, the last."""
        return {name: role for item_type in self.types.values() for name, role in item_type.roles.items()}

    def columns(self, type_name: str) -> tuple[str, ...]:
        """What a table of items of a type can have as columns: `<role` lists the items that link to one."""
        item_type = self.types[type_name]
        forward = (f">{role}" for role in item_type.roles)
        return (*COLUMNS, *item_type.options, *forward, *(f"<{role}" for role in self.roles))

    @cached_property
    def _roles_of_types(self) -> dict[tuple[str, str], Role]:
        return {(of.name, role.name): role for of in self.types.values() for role in of.roles.values()}

    def role(self, type_name: str, name: str) -> Role | None:
        return self._roles_of_types.get((type_name, name))
