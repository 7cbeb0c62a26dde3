"""Which links somebody read, and what changed since in what they rest on."""

from __future__ import annotations

import difflib
import enum
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from spoorboek.config.settings import Settings
from spoorboek.config.stamps_file import Kind, Stamp
from spoorboek.model import fingerprint
from spoorboek.model.programme import Item, Link, Location, Programme, Untold

TITLE, TEXT = "title", "text"
"""The parts of an item beside its fields."""
_AROUND: Final = 4


class Standing(enum.StrEnum):
    """What became of the reading of a link. Only READ asks nothing of anybody."""

    READ = "read"
    SUSPECT = "suspect"
    OLD = "old"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Review:
    """A link with the items at both ends, and the stamp that tells of its reading."""

    link: Link
    item: Item
    target: Item
    standing: Standing
    stamp: Stamp | None

    @property
    def name(self) -> str:
        return named(self.link)

    @property
    def at(self) -> Location:
        return self.link.at


@dataclass(frozen=True, slots=True)
class Change:
    """Words of one part of an item (title, text or a field), what took their place, and the words around them."""

    part: str
    before: str
    after: str
    lead: str = ""
    trail: str = ""


def named(link: Link) -> str:
    """What a link is called, in findings and stamps: `WP2024-C4 theme THM-cter`."""
    return f"{link.item} {link.role} {link.target}"


def reviews(programme: Programme, settings: Settings) -> tuple[Review, ...]:
    """Every link from an item of this project to another item, once, in the order of the items."""
    stamps = _stamps(settings)
    return tuple(
        _review(link, item, programme, settings, stamps.get(named(link), ())) for item, link in _links(programme)
    )


def _links(programme: Programme) -> Iterator[tuple[Item, Link]]:
    seen: set[tuple[str, str, str]] = set()
    for link in programme.links:
        item = programme.by_id.get(link.item)
        ends = (link.item, link.role, link.target)
        if item and link.target in programme.by_id and ends not in seen and not item.is_elsewhere:
            seen.add(ends)
            yield item, link


def _stamps(settings: Settings) -> dict[str, list[Stamp]]:
    found: dict[str, list[Stamp]] = {}
    for stamp in _of_links(settings):
        found.setdefault(stamp.name, []).append(stamp)
    return found


def _review(link: Link, item: Item, programme: Programme, settings: Settings, stamps: Iterable[Stamp]) -> Review:
    """Of several stamps the one that holds now counts, else the latest."""
    target = programme.by_id[link.target]
    now = programme.fingerprints.get(link.target)
    stamp = max(stamps, key=lambda stamp: (stamp.fingerprint == now, stamp.on), default=None)
    if stamp is None:
        return Review(link, item, target, Standing.NEVER, None)
    if stamp.fingerprint != now:
        return Review(link, item, target, Standing.SUSPECT, stamp)
    return Review(link, item, target, Standing.OLD if _is_old(stamp, settings) else Standing.READ, stamp)


def _is_old(stamp: Stamp, settings: Settings) -> bool:
    every, as_of = settings.review_every, settings.as_of
    return bool(every and as_of and every.after(stamp.on) < as_of)


def unused(programme: Programme, settings: Settings) -> tuple[Stamp, ...]:
    """The stamps of links that are not there, nor meant: what a link with a slip should have been is told as that."""
    there = {named(link) for _, link in _links(programme)}
    every = (link for links in programme.links_by_role.values() for _, link in links)
    meant = {(link.item, link.role) for link in every if programme.is_flawed(link)}
    return tuple(
        stamp for stamp in _of_links(settings) if stamp.name not in there and (*stamp.name.split()[:2],) not in meant
    )


def _of_links(settings: Settings) -> Iterator[Stamp]:
    return (stamp for stamp in settings.stamps or () if stamp.kind is Kind.LINK)


def owner(programme: Programme, item: Item) -> str:
    """Who keeps an item: itself or, for a check, its commitment names that; empty where neither does."""
    keepers = (item, *programme.followed(item, "checks"))
    return next((name for keeper in keepers if (name := keeper.field("owner"))), "")


def fingerprints(items: Mapping[str, Item], settings: Settings) -> dict[str, str]:
    """By id, of each item that somebody read."""
    read = {stamp.ids[1] for stamp in _of_links(settings)}
    return {id: of(items[id], settings) for id in sorted(read) if id in items}


def of(item: Item, settings: Settings) -> str:
    """The fingerprint of what an item says: its title, text, and fields but for those that are bookkeeping."""
    return fingerprint.of_item(item.title, item.body, _fields(item, settings))


def _fields(item: Item, settings: Settings) -> dict[str, str]:
    declared = settings.types.get(item.type)
    names = [name for name in declared.fields if name not in settings.bookkeeping] if declared else []
    return {name: item.field(name) for name in names}


def suspects(programme: Programme, settings: Settings) -> list[tuple[str, str]]:
    """Ids of items that changed since they were read, each with the fingerprint that it had then."""
    found = {
        (review.target.id, review.stamp.fingerprint)
        for review in reviews(programme, settings)
        if review.standing is Standing.SUSPECT and review.stamp
    }
    return sorted(found)


def then(review: Review, programme: Programme) -> Item | Untold:
    """What the target said when it was read, or why that is not known."""
    assert review.stamp
    return programme.past.get(f"{review.target.id} {review.stamp.fingerprint}", Untold.NOT_ASKED)


def changes(before: Item, after: Item, settings: Settings) -> tuple[Change, ...]:
    """What changed, in words, in the order title, text, fields."""
    old, new = _fields(before, settings), _fields(after, settings)
    parts = [(TITLE, before.title, after.title), (TEXT, before.body, after.body)]
    parts += [(name, old.get(name, ""), new.get(name, "")) for name in dict.fromkeys((*new, *old))]
    return tuple(change for part, was, is_ in parts if was != is_ for change in _changes(part, was, is_))


def _changes(part: str, before: str, after: str) -> Iterator[Change]:
    was, is_ = fingerprint.words(before), fingerprint.words(after)
    matched = difflib.SequenceMatcher(None, was, is_, autojunk=False)
    for kind, first, last, new_first, new_last in matched.get_opcodes():
        if kind != "equal":
            yield Change(
                part,
                " ".join(was[first:last]),
                " ".join(is_[new_first:new_last]),
                " ".join(was[max(first - _AROUND, 0) : first]),
                " ".join(was[last : last + _AROUND]),
            )
