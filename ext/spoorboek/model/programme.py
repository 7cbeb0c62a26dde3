"""The programme: items, the links between them, and the mentions of them in prose."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, wraps
from itertools import chain, repeat
from operator import is_
from typing import Any, Concatenate, Final, NamedTuple, ParamSpec, TypeVar

from spoorboek.model import dates
from spoorboek.model.fingerprint import digest
from spoorboek.model.grouping import grouped
from spoorboek.model.labelled import Labelled
from spoorboek.model.message import Message, _
from spoorboek.model.near_matches import Names

_NUMBER: Final = re.compile(r"([0-9]+)")
_BETWEEN: Final = re.compile(r"[,;|]")
P = ParamSpec("P")
R = TypeVar("R")


class Location(NamedTuple):
    """A place in a file: path from the project's root with forward slashes, 1-based line and column."""

    file: str
    line: int
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


NOWHERE: Final = Location("", 0)
"""The location of what is not placed yet."""


class Option(NamedTuple):
    """An option `:name: value` with the locations of its name and its value in one file.

    The locations are stored flat, to save memory: a large programme consists mostly of options.
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


def listed(value: str) -> list[str]:
    """The parts of a list, as in an option of links: sphinx-needs separates them at commas, semicolons and bars."""
    return [stripped for part in _BETWEEN.split(value) if (stripped := part.strip())]


class Link(NamedTuple):
    """A link from an item to one target in one role.

    `sound` is False for an intended link: its role is misspelt, or it stands in the text by mistake. It traces
    nothing; it only tells which findings may be consequences of its flaw.
    """

    item: str
    role: str
    target: str
    at: Location
    sound: bool = True


class Mention(NamedTuple):
    """A reference in the text of a page (docname).

    `to_item`: the target can only be an item. `in_prose`: it is in running text and not in a table. `is_hidden`: it is
    where not every site shows it.
    """

    page: str
    target: str
    at: Location
    to_item: bool = True
    in_prose: bool = True
    is_hidden: bool = False

    @property
    def name(self) -> str:
        return self.target


ALL_OPTIONS: Final = "options"
"""Stands for the name of the option in a Lost: all options of the item are lost."""


class Lost(NamedTuple):
    """A line that looks like an option but is not: it is in the text, or a later equal option replaces it.

    If MyST drops ALL_OPTIONS because of one error, they are read all the same, as they were intended.
    """

    option: Option
    reason: Message


@dataclass(frozen=True, slots=True)
class Item:
    """An item as its author wrote it. `page` is the docname of the page that shows it.

    If no type has the written name (S510), `type_is_known` is False and `type` is the nearest existing one, if any.
    Such a directive makes no item: it only tells which findings may be consequences of the misspelt name.
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
        """Pickle options and links as plain values, which is several times faster than as tuples with names."""
        options = [*chain.from_iterable(self.options)]
        links = [value for item, role, target, at, sound in self.links for value in (item, role, target, *at, sound)]
        arguments = self.type, self.title, self.page, tuple(self.at), options, links, self.lost, self.body
        return _unpickled, (*arguments, self.written_type, self.type_is_known)

    @property
    def order(self) -> tuple[str | int, ...]:
        """The natural sort key of its id: C2 comes before C10."""
        return tuple(int(part) if n % 2 else part for n, part in enumerate(_NUMBER.split(self.id)))

    @property
    def name(self) -> str:
        """The name in messages: its id, or its type and title without one."""
        return self.id or f"{self.type} {self.title!r}"

    def field(self, name: str) -> str:
        """The value of an option, "" if it is not set; of equal options the last, as in MyST."""
        for option in reversed(self.options):
            if option.name == name:
                return option.value
        return ""

    def date(self, name: str) -> str:
        """The value of an option as `field` gives it, "" if it is not an existing date."""
        value = self.field(name)
        return value if dates.is_date(value) else ""

    def option(self, name: str) -> Option | None:
        return next((option for option in reversed(self.options) if option.name == name), None)

    def location_of(self, name: str) -> Location:
        """The location of an option's value; of the item if it has no such option."""
        option = self.option(name)
        return option.value_at if option else self.at

    @property
    def is_elsewhere(self) -> bool:
        """Whether it is an item of another project; its `at.file` is a URL then."""
        return "://" in self.at.file

    def targets(self, role: str) -> tuple[str, ...]:
        return tuple(link.target for link in self.links if link.role == role and link.sound)


def _unpickled(
    type_name: str, title: str, page: str, at: tuple[str, int, int], options: list[Any], links: list[Any], *rest: Any
) -> Item:
    """The item whose options and links are given as one list of the values of all of them."""
    new = tuple.__new__  # takes half of the time of the constructor of a tuple with names
    item, role, target, file, line, column, sound = [links[n::7] for n in range(7)]
    places = map(new, repeat(Location), zip(file, line, column, strict=True))
    return Item(
        type_name,
        title,
        page,
        Location(*at),
        tuple(map(new, repeat(Option), _in_rows(options, len(Option._fields)))),
        tuple(map(new, repeat(Link), zip(item, role, target, places, sound, strict=True))),
        *rest,
    )


def _in_rows(values: list[Any], width: int) -> Iterator[tuple[Any, ...]]:
    """The values in tuples of this many."""
    return zip(*[iter(values)] * width, strict=True)


class LostItem(NamedTuple):
    """A line that looks like the opening of an item but makes none, and the reason.

    `in_comment`: its author commented it out. `deferred`: the quick reader cannot tell, so the build must. `within` are
    the name and the written type of the item of unknown type that it is nested in.
    """

    at: Location
    type: str
    id: str
    title: str
    reason: Message
    in_comment: bool = False
    deferred: bool = False
    within: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.id or f"{self.type} {self.title!r}"


class HiddenItem(NamedTuple):
    """An item that is not shown to every reader; `at` is its opening line.

    `directive` is the directive around it, such as `only`, or the key in the front matter, such as `orphan`.
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


class Filter(NamedTuple):
    """A query of a table on a page (docname): all items of a type, or those with a value in a field.

    `at`, `field_at` and `value_at` are the locations of the type, the field and the value. `columns` and `order` are
    the names in those options, each with its location.
    """

    at: Location
    page: str
    type: str
    field: str = ""
    value: str = ""
    field_at: Location | None = None
    value_at: Location | None = None
    columns: tuple[tuple[str, Location], ...] = ()
    order: tuple[tuple[str, Location], ...] = ()

    @property
    def name(self) -> str:
        return " ".join((self.page, self.type, *([f"{self.field}={self.value}"] if self.field else ())))


class Unseen(NamedTuple):
    """Something that one of the two readers cannot see, or reads differently."""

    at: Location
    message: Message

    @property
    def name(self) -> str:
        return self.message


class Breach(NamedTuple):
    """A place where a page (docname) runs code, or includes or loads something from outside the project.

    `key` identifies the text of `message`, independent of its location. `translation` is set if the breach comes from a
    translation: its language, catalog and key.
    """

    at: Location
    page: str
    message: Message
    translation: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return digest("".join(self.message.split()), 8)

    @property
    def name(self) -> str:
        return f"{self.page} {self.key}"


class Text(NamedTuple):
    """A translatable text (msgid) and where it begins."""

    at: Location
    text: str
    is_name: bool = False
    """Whether it is a name, which may be the same in every language."""


@dataclass(frozen=True, order=True, slots=True)
class _OfCatalog:
    """A msgid with a missing or wrong translation; `key` identifies it within its catalog domain."""

    at: Location
    language: str
    domain: str
    text: str

    @property
    def key(self) -> str:
        return digest(self.text, 8)

    @property
    def name(self) -> str:
        return f"{self.language} {self.domain} {self.key}"


@dataclass(frozen=True, order=True, slots=True)
class Untranslated(_OfCatalog):
    """A msgid without a current translation.

    `catalog` is the file that should hold it. `outdated`: there is a translation of an older version of the text.
    `copied`: the translation repeats the original.
    """

    catalog: str
    outdated: bool
    copied: bool = False


@dataclass(frozen=True, order=True, slots=True)
class Mistranslation(_OfCatalog):
    """A translation whose links or markup differ from those of its original.

    `at` is its location in the .po file, `lost` what only the original has, `added` what only the translation has,
    both as written.
    """

    lost: tuple[str, ...]
    added: tuple[str, ...]


class UnknownPast(Labelled):
    """Why the reviewed version of an item cannot be found."""

    NO_GIT = "no-git", _("git has no history of its page")
    SHALLOW = "shallow", _("the repository has only the latest commits")
    NOT_FOUND = "not-found", _("no commit has it as it was reviewed")
    SUMS_UP = (
        "sums-up",
        _("it has one fingerprint with the answers and events that it sums up, so no version of one item matches it"),
    )
    NOT_ASKED = "not-asked", _("git history is read only in a handbook, whose pages Spoorboek reads itself")


class Drift(NamedTuple):
    """A difference between a source document and the handbook.

    `item` is a sentence, or the source that lacks one; `message` describes the difference, `option` is the option that
    it concerns, `key` separates drifts of one item. `follows`: only shifted by an earlier drift.
    """

    item: Item
    message: Message
    option: str
    key: str = ""
    follows: bool = False


class Published(NamedTuple):
    """A difference between an item as written and as sphinx-needs publishes it.

    `part` is a field, a role, "type", "title" or "body"; "" if the item is not published at all. For a role, one of
    `written` and `published` is one target, and the other is "".
    """

    item: Item
    part: str = ""
    written: str = ""
    published: str = ""


@dataclass(frozen=True)
class Programme:
    """All items as written, in the order of file and line, and all mentions.

    Of items with equal ids the first counts. An item without an id, or of unknown type, is neither end of any link.

    `files`: how many files were read. `deferred`: what the quick reader leaves to the build. `unseen`: where the
    programme of the build differs from that of the quick reader. `lost_items`: lines that were intended as items.
    `hidden_items`: items that not every site shows. `filters`: queries of tables. `documents`: the files named as
    evidence, with the SHA-256 of their content; unreadable ones are left out. `untranslated` and `mistranslations`:
    texts with a missing or wrong translation. `fingerprints`: of the items that were reviewed. `deciding`: fingerprints
    of the fields that are reviewed on their own, `outcomes`: of outcomes, both by item id. `past`: the reviewed version
    of a changed item, by "ID FINGERPRINT". `questions_then`: what a file of conf asked when it was last accepted.
    `no_history`: why git has no history of the pages. `drifts`: set by `spoorboek source verify` only. `breaches`: what
    a page does that it may not. `published`: where sphinx-needs publishes something else. `unplaced`: locations that
    stand for a whole file.
    """

    items: tuple[Item, ...] = ()
    mentions: tuple[Mention, ...] = ()
    files: int = 0
    deferred: tuple[Unseen, ...] = ()
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
    no_history: Message = UnknownPast.NO_GIT.label
    drifts: tuple[Drift, ...] = ()
    breaches: tuple[Breach, ...] = ()
    published: tuple[Published, ...] = ()
    unplaced: frozenset[Location] = frozenset()

    def reason(self, unknown: UnknownPast) -> Message:
        """The reason in a message; for NO_GIT the one that git gave."""
        return self.no_history if unknown is UnknownPast.NO_GIT else unknown.label

    @cached_property
    def by_id(self) -> dict[str, Item]:
        """The items of known type by id: those that links can lead to."""
        return _first_by_id(item for item in self.items if item.type_is_known)

    @cached_property
    def written_by_id(self) -> dict[str, Item]:
        """The items of known or unknown type by id."""
        return _first_by_id(self.items)

    @cached_property
    def derived(self) -> dict[Hashable, tuple[tuple[object, ...], Any]]:
        """What functions derived: by function, its other arguments and its result."""
        return {}

    def share_indexes(self) -> None:
        """Make what most rules look up, before another process takes it over."""
        _ = self.by_id, self._by_type, self.links, self._back, self.mentioned_on

    def is_item(self, item: Item) -> bool:
        """Whether this item is the one that counts for its id."""
        return self.by_id.get(item.id) is item

    @cached_property
    def _by_type(self) -> dict[str, list[Item]]:
        return grouped((item.type, item) for item in self.items if item.type_is_known)

    def of_type(self, *types: str) -> Iterator[Item]:
        """The items of these types, type by type, without those of other projects."""
        return (item for name in types for item in self._by_type.get(name, ()) if not item.is_elsewhere)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """All sound links of items of known type, in the order of the items."""
        return tuple(link for item in self.items if item.type_is_known for link in item.links if link.sound)

    @cached_property
    def links_by_role(self) -> dict[str, list[tuple[Item, Link]]]:
        """All links, sound or not, by role, each with its item."""
        return grouped((link.role, (item, link)) for item in self.items for link in item.links)

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
        """The items that `item` links to in `role`."""
        known = self.by_id
        links = [link for link in item.links if link.role == role and link.sound]
        return tuple([known[link.target] for link in links if link.target in known])

    def followed_back(self, item: Item, role: str, *types: str) -> tuple[Item, ...]:
        """The items that link to `item` in `role`: of these types, or of any if none is given."""
        sources = self._back.get((item.id, role), ())
        return tuple([source for source in sources if source.type in types]) if types else sources

    @cached_property
    def _roles_back(self) -> dict[str, list[str]]:
        return grouped(self._back)

    def all_followed_back(self, item: Item) -> dict[str, tuple[Item, ...]]:
        """The items that link to `item`, by role."""
        return {role: self._back[item.id, role] for role in self._roles_back.get(item.id, ())}

    @cached_property
    def names(self) -> Names:
        """The ids, for suggestions of the nearest one."""
        return Names(self.written_by_id)

    def exact_or_nearest(self, target: str) -> Item | None:
        """The item with this id, else with the nearest id; None if none is similar.

        For finding the consequences of a misspelt id only; no rule decides by it.
        """
        written = self.written_by_id.get(target)
        if written is None and (candidate := self.names.nearest(target)):
            return self.written_by_id[candidate]
        return written

    @cached_property
    def mentioned_on(self) -> dict[str, set[str]]:
        """The pages (docnames) whose running text mentions an item where every site shows it, by id."""
        pages: dict[str, set[str]] = {}
        for mention in self.mentions:
            if mention.in_prose and not mention.is_hidden and mention.target in self.by_id:
                pages.setdefault(mention.target, set()).add(mention.page)
        return pages

    @cached_property
    def dead_mentions(self) -> frozenset[tuple[str, str]]:
        """Page (docname) and target of each mention that can only mean an item that does not exist (S501)."""
        return frozenset(
            (mention.page, mention.target)
            for mention in self.mentions
            if mention.to_item and mention.target not in self.by_id
        )

    def is_flawed(self, link: Link) -> bool:
        """Whether the link traces nothing: it is not sound, or its target does not exist."""
        return not link.sound or link.target not in self.by_id


def derived(derive: Callable[Concatenate[Programme, P], R]) -> Callable[Concatenate[Programme, P], R]:
    """Keep the result of a function of a programme, as long as its other arguments are the same objects."""

    @wraps(derive)
    def once(programme: Programme, /, *args: P.args, **kwargs: P.kwargs) -> R:
        known = programme.derived.get(derive)
        if known is None or not all(map(is_, known[0], args)):
            known = programme.derived[derive] = args, derive(programme, *args, **kwargs)
        result: R = known[1]
        return result

    return once


def _first_by_id(items: Iterable[Item]) -> dict[str, Item]:
    by_id: dict[str, Item] = {}
    for item in items:
        if item.id:
            by_id.setdefault(item.id, item)
    return by_id
