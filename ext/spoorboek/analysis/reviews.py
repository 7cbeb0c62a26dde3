"""What somebody read, and what changed in it since: what each link leads to, and the fields that decide a state."""

from __future__ import annotations

import difflib
import enum
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from typing import Final, cast

from spoorboek.analysis.verdict import Verdict
from spoorboek.config.gate import Lines
from spoorboek.config.gate import changes as gate_changes
from spoorboek.config.names import EVIDENCE_ROLES, Roles
from spoorboek.config.settings import Settings
from spoorboek.config.stamps_file import Kind, Stamp
from spoorboek.model import fingerprint
from spoorboek.model.message import Message, _
from spoorboek.model.programme import Item, Link, Location, Programme, UnknownPast

TITLE, TEXT = "title", "text"
"""The parts of an item beside its fields."""
OUTCOME: Final = "outcome"
"""The field in which an item sums up what is known of it."""
_AROUND: Final = 4
_LONGEST: Final = 60
_MANY_WORDS: Final = 1000
"""In a longer text, words that stand everywhere are no places to begin at: a comparison would take their square."""


class Standing(enum.StrEnum):
    """What became of a reading. Only READ asks nothing of anybody."""

    READ = "read"
    SUSPECT = "suspect"
    OLD = "old"
    NEVER = "never"

    @property
    def label(self) -> Message:
        return _LABELS[self]


_LABELS: Final = {
    Standing.READ: _("read"),
    Standing.SUSPECT: _("suspect"),
    Standing.OLD: _("read too long ago"),
    Standing.NEVER: _("never read"),
}


@dataclass(frozen=True, slots=True)
class Review:
    """What is to be read for an item, with the stamp that tells of its reading.

    `target` is the item that is read: what a link leads to, or the item itself, of which only the fields that decide a
    state are read. `role` is that of the link; empty where the item itself is read. `sums_up` where its outcome is
    read, with the checks and events that it sums up.
    """

    item: Item
    target: Item
    role: str
    at: Location
    standing: Standing
    stamp: Stamp | None
    sums_up: bool = False

    @property
    def kind(self) -> Kind:
        if self.sums_up:
            return Kind.OUTCOME
        return Kind.LINK if self.role else Kind.ITEM

    @property
    def name(self) -> str:
        """What it is called in stamps and findings: `PLAN-C4 theme THEME-care`, or the id of the item."""
        return f"{self.item.id} {self.role} {self.target.id}" if self.role else self.item.id


@dataclass(frozen=True, slots=True)
class Change:
    """Words of one part of an item (title, text or a field), what took their place, and the words around them."""

    part: str
    before: str
    after: str
    lead: str = ""
    trail: str = ""


Stamps = Mapping[tuple[str, Kind], list[Stamp]]
Ask = Callable[[Programme, Settings], "tuple[Review, ...]"]


def _once(ask: Ask) -> Ask:
    """Work it out once for a programme, whoever asks: several rules and pages do."""

    @wraps(ask)
    def once(programme: Programme, settings: Settings) -> tuple[Review, ...]:
        known = programme.derived.get(ask)
        if known is None or known[0] is not settings:
            known = programme.derived[ask] = settings, ask(programme, settings)
        return cast("tuple[Review, ...]", known[1])

    return once


@_once
def every(programme: Programme, settings: Settings) -> tuple[Review, ...]:
    """All that is to be read in this project, in the order of the places."""
    found = (*of_links(programme, settings), *of_items(programme, settings), *of_outcomes(programme, settings))
    return tuple(sorted(found, key=lambda review: (review.item.at, review.at)))


@_once
def of_links(programme: Programme, settings: Settings) -> tuple[Review, ...]:
    """Every link from an item of this project to another item, once, in the order of the items."""
    stamps = _stamps(settings)
    found = []
    for item, link in _links(programme):
        read = stamps.get((named(link), Kind.LINK), ())
        standing, stamp = _standing(read, programme.fingerprints.get(link.target), settings)
        found.append(Review(item, programme.by_id[link.target], link.role, link.at, standing, stamp))
    return tuple(found)


@_once
def of_items(programme: Programme, settings: Settings) -> tuple[Review, ...]:
    """Every item of this project with fields that decide a state, type by type."""
    stamps = _stamps(settings) if settings.deciding else {}
    found = []
    for item in _deciding(programme, settings):
        read = stamps.get((item.id, Kind.ITEM), ())
        standing, stamp = _standing(read, programme.deciding.get(item.id), settings)
        found.append(Review(item, item, "", item.at, standing, stamp))
    return tuple(found)


@_once
def of_outcomes(programme: Programme, settings: Settings) -> tuple[Review, ...]:
    """Every item of this project whose outcome sums up checks and events."""
    stamps = _stamps(settings)
    found = []
    for item in _summed_up(programme):
        read = stamps.get((item.id, Kind.OUTCOME), ())
        standing, stamp = _standing(read, programme.outcomes.get(item.id), settings)
        found.append(Review(item, item, "", item.location_of(OUTCOME), standing, stamp, sums_up=True))
    return tuple(found)


def named(link: Link) -> str:
    """What a link is called, in findings and stamps: `PLAN-C4 theme THEME-care`."""
    return f"{link.item} {link.role} {link.target}"


def by_page(verdict: Verdict) -> dict[str, list[Review]]:
    """All that is to be read, by the page (docname) of the item that it is read for; nothing where nobody reads."""
    found: dict[str, list[Review]] = {}
    if verdict.settings.stamps is not None:
        for review in every(verdict.programme, verdict.settings):
            found.setdefault(review.item.page, []).append(review)
    return found


def _links(programme: Programme) -> Iterator[tuple[Item, Link]]:
    seen: set[tuple[str, str, str]] = set()
    for link in programme.links:
        item = programme.by_id.get(link.item)
        ends = (link.item, link.role, link.target)
        if item and link.target in programme.by_id and ends not in seen and not item.is_elsewhere:
            seen.add(ends)
            yield item, link


def _deciding(programme: Programme, settings: Settings) -> Iterator[Item]:
    return (item for item in programme.of_type(*settings.deciding) if programme.by_id.get(item.id) is item)


def _summed_up(programme: Programme) -> list[Item]:
    return [item for item in programme.by_id.values() if item.field(OUTCOME) and not item.is_elsewhere]


def _stamps(settings: Settings) -> Stamps:
    found: dict[tuple[str, Kind], list[Stamp]] = {}
    for stamp in settings.stamps or ():
        found.setdefault(stamp.key, []).append(stamp)
    return found


def _standing(stamps: Iterable[Stamp], now: str | None, settings: Settings) -> tuple[Standing, Stamp | None]:
    """Of several stamps the one that holds now counts, else the latest."""
    stamp = max(stamps, key=lambda stamp: (stamp.fingerprint == now, stamp.on), default=None)
    if stamp is None:
        return Standing.NEVER, None
    if stamp.fingerprint != now:
        return Standing.SUSPECT, stamp
    return (Standing.OLD if _is_old(stamp, settings) else Standing.READ), stamp


def _is_old(stamp: Stamp, settings: Settings) -> bool:
    every, as_of = settings.review_every, settings.as_of
    return bool(every and as_of and every.after(stamp.on) < as_of)


def gate(settings: Settings, file: str) -> Stamp | None:
    """Who answered last for the questions of a file; for those that it asks now, where anybody did."""
    stamps = [stamp for stamp in settings.stamps or () if stamp.kind is Kind.GATE and stamp.name == file]
    now = settings.gates[file].fingerprint if stamps else ""
    return max(stamps, key=lambda stamp: (stamp.fingerprint == now, stamp.on), default=None)


def of_gate(settings: Settings, file: str) -> Standing:
    """Did somebody answer for the questions as they are? It is asked where anything is read for itself, or ever was."""
    stamp = gate(settings, file)
    if stamp is None:
        return Standing.NEVER if settings.deciding or settings.was_answered else Standing.READ
    return Standing.READ if stamp.fingerprint == settings.gates[file].fingerprint else Standing.SUSPECT


def waiting_gates(settings: Settings) -> tuple[str, ...]:
    """The files that ask what nobody answers for."""
    return tuple(file for file in settings.gates if of_gate(settings, file) is not Standing.READ)


def unanswered_gates(settings: Settings) -> tuple[str, ...]:
    """The files whose questions have no stamp as they are, whether that is asked or not."""
    stamps = ((file, gate(settings, file)) for file in settings.gates)
    return tuple(
        file for file, stamp in stamps if stamp is None or stamp.fingerprint != settings.gates[file].fingerprint
    )


def changed_questions(programme: Programme, settings: Settings, file: str) -> tuple[Lines, Lines] | UnknownPast:
    """The questions that went and those that came since somebody answered, or why that is not known."""
    before = programme.questions_then.get(file, UnknownPast.NOT_ASKED)
    return before if isinstance(before, UnknownPast) else gate_changes(before, settings.gates[file].questions)


def unused(programme: Programme, settings: Settings) -> tuple[Stamp, ...]:
    """The stamps of links and items that are not there to be read any more.

    A link with a flaw, and an item that went without being retired, have findings of their own.
    """
    if not settings.stamps:
        return ()
    links = {named(link) for _, link in _links(programme)}
    every = (link for links in programme.links_by_role.values() for _, link in links)
    flawed_links = {(link.item, link.role) for link in every if programme.is_flawed(link)}
    ids = {*programme.by_id, *settings.retired}
    unread = {
        Kind.ITEM: ids.difference(item.id for item in _deciding(programme, settings)),
        Kind.OUTCOME: ids.difference(item.id for item in _summed_up(programme)),
    }
    return tuple(
        stamp
        for stamp in settings.stamps
        if (stamp.kind is Kind.LINK and stamp.name not in links and (*stamp.name.split()[:2],) not in flawed_links)
        or stamp.name in unread.get(stamp.kind, ())
    )


def is_last_trace(stamp: Stamp, programme: Programme, settings: Settings) -> bool:
    """Does it name an item that is not there and was not retired, so that nothing else may tell that it was?"""
    return any(id not in programme.by_id and id not in settings.retired for id in stamp.ids)


def owner(programme: Programme, item: Item) -> str:
    """Who keeps an item: itself or, for a check, its commitment names that; empty where neither does."""
    keepers = (item, *programme.followed(item, Roles.CHECKS))
    return next((name for keeper in keepers if (name := keeper.field("owner"))), "")


def with_fingerprints(programme: Programme, settings: Settings) -> Programme:
    """The programme with the fingerprint of each item that somebody read, and of all fields that decide a state."""
    read = {stamp.ids[1] for stamp in settings.stamps or () if stamp.kind is Kind.LINK}
    return replace(
        programme,
        fingerprints={id: of(programme.by_id[id], settings) for id in sorted(read) if id in programme.by_id},
        deciding={item.id: of_deciding(item, settings) for item in _deciding(programme, settings)},
        outcomes={item.id: of_outcome(item, programme, settings) for item in _summed_up(programme)},
    )


def fingerprint_now(review: Review, programme: Programme, settings: Settings) -> str:
    """The fingerprint of what is to be read, as it is now."""
    if review.sums_up:
        return of_outcome(review.item, programme, settings)
    return of(review.target, settings) if review.role else of_deciding(review.item, settings)


def of_outcome(item: Item, programme: Programme, settings: Settings) -> str:
    """The fingerprint of an outcome and of what it sums up: the checks with their evidence, and all events."""
    parts = {event.id: of(event, settings) for event in programme.followed_back(item, Roles.OF)}
    for check in programme.followed_back(item, Roles.CHECKS):
        evidence = (f"{role} {target}" for role in EVIDENCE_ROLES for target in sorted(set(check.targets(role))))
        parts[check.id] = " ".join((of(check, settings), *evidence))
    return fingerprint.of_item(item.field(OUTCOME), "", dict(sorted(parts.items())))


def of(item: Item, settings: Settings) -> str:
    """The fingerprint of what an item says: its title, text, and fields but for those that are bookkeeping."""
    return fingerprint.of_item(item.title, item.body, _fields(item, settings))


def of_deciding(item: Item, settings: Settings) -> str:
    """The fingerprint of the fields and links of an item that decide a state."""
    return fingerprint.of_item("", "", _deciding_fields(item, settings))


def _fields(item: Item, settings: Settings) -> dict[str, str]:
    item_type = settings.types.get(item.type)
    names = [name for name in item_type.fields if name not in settings.bookkeeping] if item_type else []
    return {name: item.field(name) for name in names}


def _deciding_fields(item: Item, settings: Settings) -> dict[str, str]:
    """By name; the targets of a link in an order of their own."""
    return {
        name: ", ".join(sorted(set(item.targets(name)))) if settings.role(item.type, name) else item.field(name)
        for name in settings.deciding.get(item.type, ())
    }


def suspects(programme: Programme, settings: Settings) -> list[tuple[str, str]]:
    """Ids of items that changed since they were read, each with the fingerprint that it had then."""
    found = {
        (review.target.id, review.stamp.fingerprint)
        for review in every(programme, settings)
        if review.standing is Standing.SUSPECT and review.stamp
    }
    return sorted(found)


def then(review: Review, programme: Programme) -> Item | UnknownPast:
    """What the target said when it was read, or why that is not known."""
    assert review.stamp
    return programme.past.get(f"{review.target.id} {review.stamp.fingerprint}", UnknownPast.NOT_ASKED)


def changes(review: Review, before: Item, settings: Settings) -> tuple[Change, ...]:
    """What changed in what is to be read, in words, in the order title, text, fields."""
    old, new = _parts(review, before, settings), _parts(review, review.target, settings)
    parts = ((part, old.get(part, ""), new.get(part, "")) for part in dict.fromkeys((*new, *old)))
    return tuple(change for part, was, is_ in parts if was != is_ for change in reworded(part, was, is_))


def _parts(review: Review, item: Item, settings: Settings) -> dict[str, str]:
    if review.sums_up:
        return {OUTCOME: item.field(OUTCOME)}
    if not review.role:
        return _deciding_fields(item, settings)
    return {TITLE: item.title, TEXT: item.body, **_fields(item, settings)}


def reworded(part: str, before: str, after: str) -> Iterator[Change]:
    """The words that went and came in a part of an item; none where only signs changed that are no words.

    What both begin and end with is left out of the comparison, since that takes longer than the length of both.
    """
    was, is_ = fingerprint.words(before), fingerprint.words(after)
    start = _alike(was, is_)
    end = _alike(was[start:][::-1], is_[start:][::-1])
    middle = was[start : len(was) - end], is_[start : len(is_) - end]
    matched = difflib.SequenceMatcher(None, *middle, autojunk=max(map(len, middle)) > _MANY_WORDS)
    for kind, *places in matched.get_opcodes():
        first, last, new_first, new_last = (start + place for place in places)
        if kind != "equal":
            yield Change(
                part,
                " ".join(was[first:last]),
                " ".join(is_[new_first:new_last]),
                " ".join(was[max(first - _AROUND, 0) : first]),
                " ".join(was[last : last + _AROUND]),
            )


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """With how many equal words both begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((number for number, (word, beside) in pairs if word != beside), min(len(one), len(other)))


def in_words(review: Review, programme: Programme, settings: Settings) -> Message:
    """The first change in words, and how many there are beside it."""
    before = then(review, programme)
    if isinstance(before, UnknownPast):
        return _("what it said then is not known, for {reason}", reason=programme.reason(before))
    found = changes(review, before, settings)
    if not found:
        return _("in signs that are no words")
    first, *others = found
    words = _("in its {part} {change}", part=first.part, change=_described(first))
    return _("{change}, and {count} more", change=words, count=len(others)) if others else words


def _described(change: Change) -> Message:
    before, after = _short(change.before), _short(change.after)
    if not before:
        return _("{words!r} was added", words=after)
    if not after:
        return _("{words!r} was taken away", words=before)
    return _("{before!r} became {after!r}", before=before, after=after)


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rpartition(' ')[0] or words[:_LONGEST]} …"
