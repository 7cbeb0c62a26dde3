"""Which findings may explain that something is missing: a link, a field, a reference or an item.

Only here does similarity count, and it never makes anything pass: each answer is a list of identities of findings, and
the engine withholds a follow-up finding only while one of those stands and fails. A finding explains only what its
flawed link, option or item could have been intended for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import Final, NamedTuple, TypeVar

from spoorboek.analysis import reviews
from spoorboek.analysis.reviews import Review
from spoorboek.config.settings import Settings
from spoorboek.model.finding import identity
from spoorboek.model.grouping import grouped
from spoorboek.model.near_matches import Names
from spoorboek.model.programme import ALL_OPTIONS, Item, Link, LostItem, Programme, listed

T = TypeVar("T")
Identities = tuple[str, ...]
"""The identities of the findings about one flaw: while one stands, findings that follow from it are withheld."""

ENOUGH: Final = 50
"""The maximum number of explanations per flaw: if all of these are waived or ignored, the flaw is reported."""


class FlawedLink(NamedTuple):
    """An item with a flawed link, and the findings about that link."""

    item: Item
    findings: Identities


class Causes:
    """The findings that may explain what is missing in a programme. Each answer is computed when first asked for."""

    def __init__(self, programme: Programme, settings: Settings) -> None:
        self.programme = programme
        self.settings = settings
        self._options: dict[int, dict[str | None, list[str]]] = {}
        self._flawed_by_role: dict[str, dict[str | None, list[FlawedLink]]] = {}

    def of_item(self, item: Item) -> Identities:
        """Why something written as an item is none: unknown type, no id, or a duplicate id."""
        if not item.type_is_known:
            return (identity("S510", item.name, item.written_type),)
        if not item.id:
            return (identity("S505", item.name, "id"),)
        return () if self.programme.is_item(item) else (identity("S503", item.id),)

    def of_option(self, item: Item, name: str) -> Identities:
        """Why an option or its value is missing: the option is misspelt, or lost in the text."""
        if id(item) not in self._options:
            self._options[id(item)] = grouped(self._intended_options(item))
        intended = self._options[id(item)]
        return together((intended.get(name, ()), intended.get(ALL_OPTIONS, ())))

    def _intended_options(self, item: Item) -> Iterator[tuple[str | None, str]]:
        """The name that each misspelt or lost option resembles, and the finding about it."""
        item_type = self.settings.types.get(item.type)
        known = item_type.options if item_type else ()
        names = Names(known)
        for option in item.options:
            if option.name not in known:
                yield names.nearest(option.name), identity("S504", item.name, option.name)
        for lost, _reason in item.lost:
            intended = lost.name if lost.name in (*known, ALL_OPTIONS) else names.nearest(lost.name)
            yield intended, identity("S509", item.name, lost.name)

    def of_value(self, item: Item, name: str) -> Identities:
        """Why a field has no usable value: the option is missing, or its value is invalid."""
        number = "S506" if item.field(name) else "S505"
        return (identity(number, item.name, name), *self.of_option(item, name))

    def of_change(self, review: Review) -> Identities:
        """The findings that report the same change since a review: a second item with the id, or a slip in one part."""
        change = reviews.only_change(review, self.programme, self.settings)
        return (identity("S503", review.target.id), *(self._of_part(*change) if change else ()))

    def _of_part(self, item: Item, part: str) -> Identities:
        """Why a part of an item is not what it was: its value is misspelt, invalid, impossible or lost."""
        if part == reviews.TEXT:
            return together((identity("S509", item.name, lost.option.name),) for lost in item.lost)
        if self.settings.role(item.type, part):
            return self.of_link(item, part)
        return (*self.of_value(item, part), identity("S603", item.name, part))

    def of_link(self, item: Item, role: str) -> Identities:
        """Why an item has no valid link of a role: unknown target, wrong target type, or missing option."""
        flawed_ends = tuple(cause for link in item.links if link.role == role for cause in self._of_end(item, link))
        return together((flawed_ends, self.of_option(item, role)))

    def of_missing_link(self, item: Item, role: str) -> Identities:
        """Why an item has no valid link of a role that its type requires: as `of_link`, or there is none (S505)."""
        return (identity("S505", item.name, role), *self.of_link(item, role))

    def _of_end(self, item: Item, link: Link) -> Identities:
        """Why the target of a sound link is invalid: it is unknown, or of a wrong type; empty if it is valid."""
        target = self.programme.by_id.get(link.target)
        if not link.sound:
            return ()
        if target is None:
            return (identity("S501", item.name, link.role, link.target),)
        if self.may_lead_to(item.type, link.role, target.type):
            return ()
        return (identity("S502", item.name, link.role, link.target),)

    def leads(self, item: Item, link: Link) -> bool:
        """Whether the link is sound and its target an item of an allowed type."""
        target = self.programme.by_id.get(link.target) if link.sound else None
        return target is not None and self.may_lead_to(item.type, link.role, target.type)

    def leading(self, item: Item, role: str) -> list[Link]:
        """The links of a role that are sound and lead to an item of an allowed type."""
        return [link for link in item.links if link.role == role and self.leads(item, link)]

    def may_lead_to(self, type_name: str, role_name: str, target_type: str) -> bool:
        """Whether the settings allow a link of this role between items of these two types."""
        role = self.settings.role(type_name, role_name)
        return role is None or not role.targets or target_type in role.targets

    def of_link_back(self, item: Item, role: str, types: Container[str] | None = None) -> Identities:
        """Why no item (of these types) links to this one by a role: the flawed links that were intended for it."""
        intended = self._flawed_links(role).get(item.id, ())
        return together(link.findings for link in intended if self._is_of(link.item, types))

    def unassigned(self, role: str, target_type: str | None, types: Container[str] | None = None) -> list[Identities]:
        """The flawed links of a role (of items of `types`) that may be intended for any item of `target_type`.

        These are links that resemble no item, and items lost in the text, which may have had such a link.
        """

        def fits(type_name: str) -> bool:
            return target_type is None or self.may_lead_to(type_name, role, target_type)

        unassigned = self._flawed_links(role).get(None, ())
        links = [link.findings for link in unassigned if self._is_of(link.item, types) and fits(link.item.type)]
        in_role = (item for item in self._lost if self.settings.role(item.type, role) and fits(item.type))
        return links + [_of_lost(item) for item in in_role if types is None or item.type in types]

    def _flawed_links(self, role: str) -> dict[str | None, list[FlawedLink]]:
        """The flawed links of a role by the id that they were intended for; None for those that resemble no id."""
        if role not in self._flawed_by_role:
            self._flawed_by_role[role] = grouped(self._intended_links(role))
        return self._flawed_by_role[role]

    def _intended_links(self, role: str) -> Iterator[tuple[str | None, FlawedLink]]:
        for item, link in self.programme.links_by_role.get(role, ()):
            if findings := self._of_flawed(item, link):
                target = self._intended(link.target)
                fits = target is not None and self.may_lead_to(item.type, role, target.type)
                yield target.id if target and fits else None, FlawedLink(item, findings)
        for item in self._of_no_type:
            for id in listed(item.field(role)):
                yield id, FlawedLink(item, self.of_item(item))

    def _is_of(self, item: Item, types: Container[str] | None) -> bool:
        """Whether the item is of one of these types (None: any), or of an unknown type."""
        return types is None or item.type in types or item.type not in self.settings.types

    def _of_flawed(self, item: Item, link: Link) -> Identities:
        slip = () if link.sound else self.of_option(item, link.role)
        return (*self.of_item(item), *slip, *self._of_end(item, link))

    def _intended(self, target: str) -> Item | None:
        """The item that an id was intended for: the exact one, the successor of a retired one, or the most similar."""
        retired = self.settings.retired.get(target)
        return self.programme.exact_or_nearest(retired.successor if retired and retired.successor else target)

    @cached_property
    def _by_type(self) -> dict[str, list[Identities]]:
        """The findings about items with a misspelt type, or lost in the text, by the type that was intended."""
        misspelt = ((item.type, self.of_item(item)) for item in self.programme.items if not item.type_is_known)
        return grouped(chain(misspelt, ((item.type, _of_lost(item)) for item in self._lost)))

    def of_type(self, type_name: str) -> Identities:
        """Why there is no item of a type: items lost in the text, or with a misspelt type that resembles this one."""
        return together(self._by_type.get(type_name, ()))

    def of_any_type(self) -> Identities:
        """Why there is no item at all: items with an unknown type, or lost in the text."""
        return together(chain.from_iterable(self._by_type.values()))

    def lost(self, type_name: str) -> list[Identities]:
        """The findings about items of a type that are lost in the text."""
        return [_of_lost(item) for item in self._lost if item.type == type_name]

    @cached_property
    def _of_no_type(self) -> list[Item]:
        """The items as written whose type is unknown and resembles no known type."""
        return [item for item in self.programme.items if item.type not in self.settings.types]

    @cached_property
    def of_no_type(self) -> list[Identities]:
        """The findings about items whose type resembles none: each may be intended for any type."""
        return [self.of_item(item) for item in self._of_no_type]

    def of_mention(self, item: Item, but_on: str | None = None) -> Identities:
        """Why no running text (on another page than `but_on`) refers to an item: misspelt references to it."""
        mentions = self._misspelt_mentions.get(item.id, ())
        return together((identity("S501", page, target),) for page, target in mentions if page != but_on)

    @cached_property
    def _misspelt_mentions(self) -> dict[str, list[tuple[str, str]]]:
        known = self.programme.by_id
        prose = (mention for mention in self.programme.mentions if mention.to_item and mention.in_prose)
        dead = (mention for mention in prose if mention.target not in known)
        return grouped(
            (item.id, (mention.page, mention.target)) for mention in dead if (item := self._intended(mention.target))
        )

    def of_target(self, target: str) -> Identities:
        """Why no item has this id: the item has an unknown type, is lost in the text, lacks its id, or misspells it."""
        if written := self.programme.written_by_id.get(target):
            return self.of_item(written)
        if target in self._lost_ids:
            return (identity("S512", target),)
        return self._without_id.get(target) or self._of_invalid_id(target)

    def _of_invalid_id(self, target: str) -> Identities:
        """The finding about the id of the item that resembles this one, if that id is invalid."""
        item = self._intended(target) if self._invalid_ids else None
        return (identity("S506", item.name, "id"),) if item and item.id in self._invalid_ids else ()

    @cached_property
    def _invalid_ids(self) -> set[str]:
        is_valid = re.compile(self.settings.id_pattern, re.ASCII).search
        return {item.id for item in self.programme.items if item.id and not is_valid(item.id)}

    @cached_property
    def _lost(self) -> list[LostItem]:
        """The items lost in the text, without those that the quick reader leaves to the build."""
        return [item for item in self.programme.lost_items if not item.deferred]

    @cached_property
    def _lost_ids(self) -> set[str]:
        return {item.id for item in self._lost if item.id}

    @cached_property
    def _without_id(self) -> dict[str, Identities]:
        """By unknown id, the findings about an item without id that may be intended for it, of a type that fits.

        Each item explains one id. If a type has more such ids than items, it explains none, and each is reported.
        """
        items_without = (item for item in self.programme.items if not item.id and item.type_is_known)
        nameless = grouped((item.type, item) for item in items_without)
        if not nameless:
            return {}
        every = set(self.settings.types)
        types_by_id: dict[str, set[str]] = {}
        for id, types in self._dead_targets():
            types_by_id[id] = types_by_id.get(id, every) & (set(types) or every)
        explained: dict[str, Identities] = {}
        for type_name, items in nameless.items():
            ids = [id for id, types in types_by_id.items() if id not in explained and type_name in types]
            explained |= shared(ids, [self.of_item(item) for item in items])
        return explained

    def _dead_targets(self) -> Iterator[tuple[str, Iterable[str]]]:
        """Each unknown id that a link or a reference names, with the types that it may be of there; none if any."""
        for item in self.programme.items:
            for link in item.links:
                if link.sound and self._is_dead(link.target):
                    role = self.settings.role(item.type, link.role)
                    yield link.target, role.targets if role else ()
        for mention in self.programme.mentions:
            if mention.to_item and self._is_dead(mention.target):
                known = self.settings.types.values()
                types = [of.name for of in known if of.prefix and mention.target.startswith(of.prefix)]
                yield mention.target, types

    def _is_dead(self, id: str) -> bool:
        return not (id in self.programme.written_by_id or id in self.settings.retired or id in self._lost_ids)


def _of_lost(item: LostItem) -> Identities:
    return (identity("S512", item.name),)


def shared(lacking: Sequence[T], flaws: Sequence[Identities]) -> dict[T, Identities]:
    """Pair each lacking thing with one flaw that may explain it; empty if there are fewer flaws than lacking things."""
    return dict(zip(lacking, flaws, strict=False)) if len(lacking) <= len(flaws) else {}


def completed(explanations: Sequence[Identities], unassigned: Callable[[], Sequence[Identities]]) -> list[Identities]:
    """The explanations; one of the unassigned flaws, which may explain any of them, in each that is empty."""
    empty = [number for number, identities in enumerate(explanations) if not identities]
    found = shared(empty, unassigned()) if empty else {}
    return [identities or found.get(number, ()) for number, identities in enumerate(explanations)]


def together(explanations: Iterable[Iterable[str]]) -> Identities:
    """The distinct identities in order, at most ENOUGH of them."""
    names: dict[str, None] = {}
    for identities in explanations:
        names.update(dict.fromkeys(identities))
        if len(names) >= ENOUGH:
            break
    return tuple(names)[:ENOUGH]
