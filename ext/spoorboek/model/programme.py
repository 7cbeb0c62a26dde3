"""What is traced: items, the links between them, and the mentions of them in prose."""

from __future__ import annotations

import enum
import hashlib
import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, NamedTuple

from spoorboek.model.message import Message, _
from spoorboek.model.near_matches import Names

_NUMBER: Final = re.compile(r"([0-9]+)")


class Location(NamedTuple):
    """A place in a file: path from the project's root with forward slashes, line and column counted from 1."""

    file: str
    line: int
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Option(NamedTuple):
    """`:name: value` as it was written, with the place of both in one file.

    Lines and columns are kept flat: of a large programme the options take most of the memory.
    """

    name: str
    value: str
    file: str
    line: int
    column: int
    value_line: int
    value_column: int

    @classmethod
    def placed(cls, name: str, value: str, at: Location, value_at: Location) -> Option:
        return cls(name, value, at.file, at.line, at.column, value_at.line, value_at.column)

    @property
    def at(self) -> Location:
        return Location(self.file, self.line, self.column)

    @property
    def value_at(self) -> Location:
        return Location(self.file, self.value_line, self.value_column)


class Link(NamedTuple):
    """One target of one role of one item.

    `sound` is False for a link that was only meant: its role is misspelt, or it stands lost in the text. Such a link
    traces nothing; it only tells which findings may follow from the flaw that it has.
    """

    item: str
    role: str
    target: str
    at: Location
    sound: bool = True


@dataclass(frozen=True, slots=True)
class Mention:
    """A reference on the page (docname) that holds it.

    `to_item` where it can mean nothing but an item; `in_prose` where it stands in running text and not in a table.
    """

    page: str
    target: str
    at: Location
    to_item: bool = True
    in_prose: bool = True

    @property
    def name(self) -> str:
        return self.target


ALL_OPTIONS: Final = "options"
"""In the place of the name of an option that is lost: all of them are."""


@dataclass(frozen=True, slots=True)
class Lost:
    """What looks like an option and is none: it stands in the text, or an equal one comes after it.

    Where MyST drops ALL_OPTIONS for one slip, they are read all the same, as they were meant.
    """

    option: Option
    reason: Message


@dataclass(frozen=True, slots=True)
class Item:
    """One item as its author wrote it. `page` is the docname of the page that shows it.

    Where no type has the name that was written (S510), `type_is_known` is False and `type` is the nearest one that
    there is, if any. Such a directive makes no item: it only tells which findings may follow from the misspelt name.
    """

    type: str
    title: str
    page: str
    at: Location
    options: tuple[Option, ...] = ()
    links: tuple[Link, ...] = ()
    lost: tuple[Lost, ...] = ()
    body: str = ""
    written_type: str = ""
    type_is_known: bool = True
    id: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", self.field("id"))

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled as what it is made of: a dataclass takes several times as long by itself."""
        given = self.type, self.title, self.page, self.at, self.options, self.links, self.lost, self.body
        return type(self), (*given, self.written_type, self.type_is_known)

    @property
    def order(self) -> tuple[str | int, ...]:
        """What its id sorts by: C2 comes before C10."""
        return tuple(int(part) if n % 2 else part for n, part in enumerate(_NUMBER.split(self.id)))

    @property
    def name(self) -> str:
        """What a message calls it: its id, or its title where it has none."""
        return self.id or f"{self.type} {self.title!r}"

    def field(self, name: str) -> str:
        """The value of an option, empty where it is not given; of two equal options the last, as in MyST."""
        for option in reversed(self.options):
            if option.name == name:
                return option.value
        return ""

    def option(self, name: str) -> Option | None:
        return next((option for option in reversed(self.options) if option.name == name), None)

    def location_of(self, name: str) -> Location:
        """Where the value of an option stands; the item's own place where it has none."""
        option = self.option(name)
        return option.value_at if option else self.at

    @property
    def is_elsewhere(self) -> bool:
        """Is it an item of another project, whose place is an address?"""
        return "://" in self.at.file

    def targets(self, role: str) -> tuple[str, ...]:
        return tuple(link.target for link in self.links if link.role == role and link.sound)


@dataclass(frozen=True, order=True, slots=True)
class LostItem:
    """A line that looks like the opening of an item, and makes none: what it names, and why it makes nothing.

    `in_comment` where its author left it out; `left` where the quick reader cannot tell, and the build has to. `within`
    are the name and the written type of an item of no known type that it stands in.
    """

    at: Location
    type: str
    id: str
    title: str
    reason: Message
    in_comment: bool = False
    left: bool = False
    within: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.id or f"{self.type} {self.title!r}"


@dataclass(frozen=True, order=True, slots=True)
class HiddenItem:
    """An item that not every reader sees, by its opening line.

    `directive` is the one that it stands in, as `only`, or what the front matter of its page says, as `orphan`.
    """

    at: Location
    type: str
    id: str
    title: str
    directive: str
    is_of_the_page: bool = False

    @property
    def name(self) -> str:
        return self.id or f"{self.type} {self.title!r}"


@dataclass(frozen=True, order=True, slots=True)
class Filter:
    """What a table on a page (docname) asks for: the items of a type, all of them or those with a value in a field.

    `at` is where the type is named; `field_at` and `value_at` where the field and the value are.
    """

    at: Location
    page: str
    type: str
    field: str = ""
    value: str = ""
    field_at: Location | None = None
    value_at: Location | None = None

    @property
    def name(self) -> str:
        return " ".join((self.page, self.type, *([f"{self.field}={self.value}"] if self.field else ())))


@dataclass(frozen=True, order=True, slots=True)
class Unseen:
    """What one reader of the handbook cannot see and another can: its place, and what stands there."""

    at: Location
    what: Message

    @property
    def name(self) -> str:
        return self.what


@dataclass(frozen=True, order=True, slots=True)
class Breach:
    """Where a page (docname) runs code, or brings in or loads what is not the project's own, and what it does.

    `key` tells what is done from all else that a page may do; it changes with every word of it, and not with its place.
    `translation` names the translation (language, catalogue and key) of which a build has it, where it is of one.
    """

    at: Location
    page: str
    what: Message
    translation: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return hashlib.sha256("".join(self.what.split()).encode("utf-8", "surrogatepass")).hexdigest()[:8]

    @property
    def name(self) -> str:
        return f"{self.page} {self.key}"


@dataclass(frozen=True, order=True, slots=True)
class Text:
    """A text that is to be translated, as gettext knows it, and where it begins."""

    at: Location
    text: str
    is_name: bool = False
    """Is it what somebody or something is called, which may be the same in every language?"""


@dataclass(frozen=True, order=True, slots=True)
class _OfCatalog:
    """A text that a catalogue lacks or holds otherwise; `key` tells it from others of its domain."""

    at: Location
    language: str
    domain: str
    text: str

    @property
    def key(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()[:8]

    @property
    def name(self) -> str:
        return f"{self.language} {self.domain} {self.key}"


@dataclass(frozen=True, order=True, slots=True)
class Untranslated(_OfCatalog):
    """A text without a translation that holds for it; `outdated` where there is one of what stood there before.

    `copied` is one whose translation is the text itself.
    `catalogue` is the file that should hold it.
    """

    catalogue: str
    outdated: bool
    copied: bool = False


@dataclass(frozen=True, order=True, slots=True)
class Mistranslation(_OfCatalog):
    """A translation that leads elsewhere than its original, or holds something else beside words.

    `at` is its place in the .po file, `lost` what only the original has, `added` what only the translation has, as
    each is written.
    """

    lost: tuple[str, ...]
    added: tuple[str, ...]


class UnknownPast(enum.Enum):
    """Why nobody can tell what an item said when it was read."""

    NO_GIT = "no-git"
    SHALLOW = "shallow"
    NOT_FOUND = "not-found"
    NOT_ASKED = "not-asked"

    @property
    def reason(self) -> Message:
        return _REASONS[self]


_REASONS: Final = {
    UnknownPast.NO_GIT: _("git tells nothing of its page"),
    UnknownPast.SHALLOW: _("the repository holds the latest commits only"),
    UnknownPast.NOT_FOUND: _("no commit holds it as it was read"),
    UnknownPast.NOT_ASKED: _("git is asked only where Spoorboek reads the pages itself"),
}


@dataclass(frozen=True, slots=True)
class Drift:
    """Where a document at hand says something else than the handbook.

    `item` is a sentence, or the source that lacks one; `what` is the matter, `option` the option that it is read from.
    `key` tells drifts of one item apart. One that `follows` is a place that only shifted with what came before it.
    """

    item: Item
    what: Message
    option: str
    key: str = ""
    follows: bool = False


@dataclass(frozen=True, slots=True)
class Published:
    """What sphinx-needs publishes of an item, where that is not what is written.

    `part` is a field, a role, "type", "title" or "body"; empty where the item is not published at all. Of a role,
    `written` or `published` is one target, and the other is empty.
    """

    item: Item
    part: str = ""
    written: str = ""
    published: str = ""


@dataclass(frozen=True)
class Programme:
    """All items as they were written, in the order of their files and lines, and all mentions.

    Of equal ids the first is the item; what has no id, or is of no known type, is none that a link can lead to or
    come from.

    `files` says how many files it was read from. `left` is what the quick reader left to the build; `unseen` is where
    the build found that the quick reader gives another programme. `lost_items` are lines that were to be items,
    `hidden_items` items that not every site shows. `filters` are what tables ask for. `documents` are the files that
    items name as evidence, with the SHA-256 of what is in them now, but for one that cannot be read.
    `untranslated` are texts that the other languages of the handbook lack, `mistranslations` those with other links.
    `fingerprints` are those of the items that somebody read; `deciding` are those of the fields that are read for
    themselves, of each item that has any. `past` is what one that changed said when it was read, by its id, a blank and
    the fingerprint that it had then; `questions_then` is what a file of conf asked when somebody answered for that.
    `no_history` is why git knows nothing of the pages, where it does not.
    `drifts` are what a document at hand says otherwise; only `spoorboek source verify` looks at one.
    `breaches` are where a page does what no page of a handbook may.
    `published` is where a build finds that sphinx-needs publishes something else than this.
    `unplaced` are places that stand for all of a page, of whose file no line is known.
    """

    items: tuple[Item, ...] = ()
    mentions: tuple[Mention, ...] = ()
    files: int = 0
    left: tuple[Unseen, ...] = ()
    unseen: tuple[Unseen, ...] = ()
    lost_items: tuple[LostItem, ...] = ()
    hidden_items: tuple[HiddenItem, ...] = ()
    filters: tuple[Filter, ...] = ()
    documents: Mapping[str, str] = field(default_factory=dict)
    untranslated: tuple[Untranslated, ...] = ()
    mistranslations: tuple[Mistranslation, ...] = ()
    fingerprints: Mapping[str, str] = field(default_factory=dict)
    deciding: Mapping[str, str] = field(default_factory=dict)
    outcomes: Mapping[str, str] = field(default_factory=dict)
    past: Mapping[str, Item | UnknownPast] = field(default_factory=dict)
    questions_then: Mapping[str, tuple[str, ...] | UnknownPast] = field(default_factory=dict)
    no_history: Message = UnknownPast.NO_GIT.reason
    drifts: tuple[Drift, ...] = ()
    breaches: tuple[Breach, ...] = ()
    published: tuple[Published, ...] = ()
    unplaced: frozenset[Location] = frozenset()

    def reason(self, why: UnknownPast) -> Message:
        """Why nobody can tell what was said then; where git tells nothing, for the reason that git gives."""
        return self.no_history if why is UnknownPast.NO_GIT else why.reason

    @cached_property
    def by_id(self) -> dict[str, Item]:
        """The items that links lead to."""
        return _first_by_id(item for item in self.items if item.type_is_known)

    @cached_property
    def written_by_id(self) -> dict[str, Item]:
        """All that was written with an id, of a known type or not."""
        return _first_by_id(self.items)

    @cached_property
    def derived(self) -> dict[Hashable, tuple[object, object]]:
        """What was worked out from it, by what did so: under which settings, and what came of it."""
        return {}

    def is_item(self, item: Item) -> bool:
        """Is it what its id names?"""
        return self.by_id.get(item.id) is item

    @cached_property
    def _by_type(self) -> dict[str, list[Item]]:
        found: dict[str, list[Item]] = {}
        for item in self.items:
            if item.type_is_known:
                found.setdefault(item.type, []).append(item)
        return found

    def of_type(self, *types: str) -> Iterator[Item]:
        """The items of these types that are this project's own to mend, type by type."""
        return (item for name in types for item in self._by_type.get(name, ()) if not item.is_elsewhere)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every sound link of an item of a known type, in the order of the items."""
        return tuple(link for item in self.items if item.type_is_known for link in item.links if link.sound)

    @cached_property
    def links_by_role(self) -> dict[str, list[tuple[Item, Link]]]:
        """Every link, sound or not, with the item that has it."""
        found: dict[str, list[tuple[Item, Link]]] = {}
        for item in self.items:
            for link in item.links:
                found.setdefault(link.role, []).append((item, link))
        return found

    @cached_property
    def _back(self) -> dict[tuple[str, str], tuple[Item, ...]]:
        back: dict[tuple[str, str], list[Item]] = {}
        for item in self.by_id.values():
            for link in item.links:
                sources = back.setdefault((link.target, link.role), []) if link.sound else [item]
                if not sources or sources[-1] is not item:
                    sources.append(item)
        return {end: tuple(sources) for end, sources in back.items()}

    def followed(self, item: Item, role: str) -> tuple[Item, ...]:
        """The items that `item` links to by `role`."""
        return tuple(self.by_id[target] for target in item.targets(role) if target in self.by_id)

    def followed_back(self, item: Item, role: str) -> tuple[Item, ...]:
        """The items that link to `item` by `role`."""
        return self._back.get((item.id, role), ())

    @cached_property
    def names(self) -> Names:
        """The ids, to be asked which of them a word may mean that is none."""
        return Names(self.written_by_id)

    def exact_or_nearest(self, target: str) -> Item | None:
        """What was written with this id, or where nothing was with the nearest one; None where nothing comes near.

        No question is answered by this: it only tells which findings may follow from a misspelt id.
        """
        written = self.written_by_id.get(target)
        if written is None and (candidate := self.names.nearest(target)):
            return self.written_by_id[candidate]
        return written

    @cached_property
    def mentioned_on(self) -> dict[str, set[str]]:
        """By id, the pages whose running text refers to the item."""
        pages: dict[str, set[str]] = {}
        for mention in self.mentions:
            if mention.in_prose and mention.target in self.by_id:
                pages.setdefault(mention.target, set()).add(mention.page)
        return pages

    @cached_property
    def dead_mentions(self) -> frozenset[tuple[str, str]]:
        """Page and target of each reference in text that can mean nothing but an item, and finds none (S501)."""
        return frozenset(
            (mention.page, mention.target)
            for mention in self.mentions
            if mention.to_item and mention.target not in self.by_id
        )

    def is_flawed(self, link: Link) -> bool:
        """Does it not trace as it stands: is it not sound, or to no item?"""
        return not link.sound or link.target not in self.by_id


def _first_by_id(items: Iterable[Item]) -> dict[str, Item]:
    found: dict[str, Item] = {}
    for item in items:
        if item.id:
            found.setdefault(item.id, item)
    return found
