"""The difference between two versions of a programme: items, links, texts, states, fates, gate lines, waivers."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from spoorboek.analysis import lineage, reviews, state
from spoorboek.analysis.lineage import Fate, Outcome
from spoorboek.analysis.reviews import TEXT, TITLE, Change
from spoorboek.analysis.state import State
from spoorboek.config import gate
from spoorboek.config.gate import Lines
from spoorboek.config.list_files import Retired, Waiver, first_waivers
from spoorboek.config.names import EVIDENCE_ROLES, Kinds, Types
from spoorboek.config.settings import Settings
from spoorboek.model import dates
from spoorboek.model.labelled import Labelled
from spoorboek.model.message import _
from spoorboek.model.programme import Item, Programme, listed

TYPE, PAGE = "type", "docname"
"""Names of parts of an item that are not fields. `docname`, as some items have a field `page`."""


@dataclass(frozen=True)
class Version:
    """A programme at one time, its settings, and the date for which states are derived (None: no states).

    `settings.gates` is empty if the version does not record its gate lines (a needs.json does not).
    """

    programme: Programme
    settings: Settings
    as_of: datetime.date | None = None

    @cached_property
    def items(self) -> dict[tuple[str, int], Item]:
        """All items by (name, how many items of that name precede it), so that duplicate ids are kept apart."""
        counts: Counter[str] = Counter()
        items: dict[tuple[str, int], Item] = {}
        for item in self.programme.items:
            items[item.name, counts[item.name]] = item
            counts[item.name] += 1
        return items

    def state(self, item: Item) -> State | None:
        """The state of a commitment or a check; None for any other item, or without `as_of`."""
        return state.of(self.programme, item, self.as_of) if self.as_of and self.programme.is_item(item) else None

    def outcome(self, item: Item) -> Outcome | None:
        """The outcome of a commitment; None for any other item, or without `as_of`."""
        if not self.as_of or item.type != Types.COMMITMENT or not self.programme.is_item(item):
            return None
        return lineage.outcome(self.programme, item, self.as_of)


@dataclass(frozen=True, slots=True)
class Part:
    """A changed part of an item: title, text, type, docname or a field; `changes` are those word by word.

    `changes` is empty if only punctuation, markup or link targets changed.
    """

    name: str
    before: str
    after: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """An item of both versions whose parts or links differ; links are (role, target)."""

    before: Item
    after: Item
    parts: tuple[Part, ...]
    links_removed: tuple[tuple[str, str], ...]
    links_added: tuple[tuple[str, str], ...]


class Ground(Labelled):
    """The kinds of facts that a state or a fate is derived from."""

    EVIDENCE = "evidence", _("evidence")
    PART_EVIDENCE = "part-evidence", _("evidence in part")
    WITHDRAWAL = "withdrawal", _("withdrawal")
    SUPERSESSION = "supersession", _("supersession")
    LATE = "late", _("evidence of being late")
    CHECK = "check", _("check")
    TESTABILITY = "testability", _("testability")
    DUE = "due", _("due")
    PAST_DUE = "past-due", _("day that it was due, which has passed")
    SUCCESSION = Types.SUCCESSION, _("succession")
    EDITION = "edition", _("later edition")
    PART_READ = "part-read", _("later edition of which a part was read")


_ENDINGS = {Kinds.WITHDRAWAL: Ground.WITHDRAWAL, Kinds.SUPERSESSION: Ground.SUPERSESSION}
_OF_TIME = (Ground.DUE, Ground.PAST_DUE)
_VALUES = (Ground.TESTABILITY, *_OF_TIME)
_DEPEND_ON_TIME = (State.LATE, State.NOT_DUE)


@dataclass(frozen=True, slots=True)
class Cause:
    """A ground that was added (`is_added`) or removed: an item, or the value of a field."""

    ground: Ground
    is_added: bool
    item: Item | None = None
    value: str = ""

    @property
    def is_day(self) -> bool:
        return self.ground in _OF_TIME


@dataclass(frozen=True, slots=True)
class StateChange:
    """A commitment or check whose state changed, with the causes; a state is None if the version derives none."""

    item: Item
    before: State | None
    after: State | None
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class FateChange:
    """A commitment whose fate changed, with the causes."""

    item: Item
    before: Outcome
    after: Outcome
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class Questions:
    """The gate lines that were removed from and added to a file of conf/."""

    file: str
    removed: Lines
    added: Lines


@dataclass(frozen=True)
class Difference:
    """All differences, each list in the order of the version that its items are from.

    `removed` are gone items that were not retired. `is_whole` is False if a reader left out part of a version.
    """

    old: Version
    new: Version
    added: tuple[Item, ...]
    removed: tuple[Item, ...]
    retired: tuple[tuple[Item, Retired], ...]
    changed: tuple[Changed, ...]
    states: tuple[StateChange, ...]
    fates: tuple[FateChange, ...]
    questions: tuple[Questions, ...]
    waivers_removed: tuple[Waiver, ...]
    waivers_added: tuple[Waiver, ...]

    @property
    def differs(self) -> bool:
        items = self.added or self.removed or self.retired or self.changed or self.states or self.fates
        return bool(items or self.questions or self.waivers_removed or self.waivers_added)

    @property
    def is_whole(self) -> bool:
        return not (self.old.programme.deferred or self.new.programme.deferred)

    @property
    def has_questions(self) -> bool:
        return bool(self.old.settings.gates and self.new.settings.gates)

    @property
    def has_states(self) -> bool:
        return bool(self.old.as_of and self.new.as_of)


def between(old: Version, new: Version) -> Difference:
    """The difference between two versions. The work grows linearly with their items and links."""
    both = [(item, new.items[key]) for key, item in old.items.items() if key in new.items]
    lost = [item for key, item in old.items.items() if key not in new.items]
    retired = new.settings.retired
    compared = (_changed(before, after, old.settings, new.settings) for before, after in both)
    states = (_state_change(before, after, old, new) for before, after in both)
    fates = (_fate_change(before, after, old, new) for before, after in both)
    waived, waives = first_waivers(old.settings.waivers), first_waivers(new.settings.waivers)
    if not (old.settings.gates and new.settings.gates):
        waived, waives = {}, {}
    return Difference(
        old,
        new,
        tuple(item for key, item in new.items.items() if key not in old.items),
        tuple(item for item in lost if item.id not in retired),
        tuple((item, retired[item.id]) for item in lost if item.id in retired),
        tuple(changed for changed in compared if changed),
        tuple(change for change in states if change),
        tuple(change for change in fates if change),
        tuple(_questions(old.settings, new.settings)),
        _other_waivers(waived, waives),
        _other_waivers(waives, waived),
    )


def _other_waivers(own: Mapping[str, Waiver], others: Mapping[str, Waiver]) -> tuple[Waiver, ...]:
    """The waivers that the other version has not, or not with the same reason, owner and last day."""
    known = {(waiver.finding, waiver.reason, waiver.owner, waiver.until) for waiver in others.values()}
    return tuple(
        waiver for waiver in own.values() if (waiver.finding, waiver.reason, waiver.owner, waiver.until) not in known
    )


def links(item: Item) -> dict[tuple[str, str], None]:
    """The sound links of an item as (role, target), each once, in their order."""
    return dict.fromkeys((link.role, link.target) for link in item.links if link.sound)


def fields(item: Item, *settings: Settings) -> dict[str, str]:
    """The values of the fields of an item by name, without links and empty values."""
    types = [version.types[item.type] for version in settings if item.type in version.types]
    roles = {"id", *(link.role for link in item.links), *(role for item_type in types for role in item_type.roles)}
    return {option.name: option.value for option in item.options if option.name not in roles and option.value}


def _changed(before: Item, after: Item, old: Settings, new: Settings) -> Changed | None:
    old_parts, new_parts = _parts(before, old, new), _parts(after, old, new)
    names = dict.fromkeys((*old_parts, *new_parts))
    values = ((name, old_parts.get(name, ""), new_parts.get(name, "")) for name in names)
    parts = tuple(
        Part(name, old_value, new_value, tuple(_word_changes(name, old_value, new_value)))
        for name, old_value, new_value in values
        if not _says_same(after.type, name, old_value, new_value, old, new)
    )
    old_links, new_links = links(before), links(after)
    removed = tuple(link for link in old_links if link not in new_links)
    added = tuple(link for link in new_links if link not in old_links)
    return Changed(before, after, parts, removed, added) if parts or removed or added else None


def _parts(item: Item, old: Settings, new: Settings) -> dict[str, str]:
    parts = {TITLE: item.title, TEXT: item.body, TYPE: item.written_type or item.type, PAGE: item.page}
    return parts | {f":{name}:" if name in parts else name: value for name, value in fields(item, old, new).items()}


def _word_changes(name: str, before: str, after: str) -> Iterable[Change]:
    """The changes word by word; the whole values for type and docname, or if one of the two is empty."""
    if before and after and name not in (TYPE, PAGE):
        return reviews.reworded(name, before, after)
    return (Change(name, " ".join(before.split()), " ".join(after.split())),)


def _says_same(type_name: str, name: str, before: str, after: str, old: Settings, new: Settings) -> bool:
    """Whether two values are equal after normalising whitespace and converting them to the type of their field."""
    if before.split() == after.split():
        return True
    item_type = new.types.get(type_name) or old.types.get(type_name)
    if item_type is None or name not in item_type.fields:
        return False
    if item_type.fields[name].schema.get("type") == "array":
        return listed(before) == listed(after)
    old_value, new_value = (item_type.scalar(name, text.strip()) or "" for text in (before, after))
    return type(old_value) is type(new_value) and old_value == new_value


def _state_change(before: Item, after: Item, old: Version, new: Version) -> StateChange | None:
    old_state, new_state = old.state(before), new.state(after)
    if old_state is new_state:
        return None
    causes = _causes(_grounds, before, after, old, new)
    of_time = old_state in _DEPEND_ON_TIME or new_state in _DEPEND_ON_TIME
    return StateChange(
        after, old_state, new_state, tuple(cause for cause in causes if of_time or cause.ground not in _OF_TIME)
    )


def _fate_change(before: Item, after: Item, old: Version, new: Version) -> FateChange | None:
    old_outcome, new_outcome = old.outcome(before), new.outcome(after)
    if old_outcome is None or new_outcome is None or old_outcome.name == new_outcome.name:
        return None
    decide = {ground for outcome in (old_outcome, new_outcome) for ground in _DECIDE_FATE.get(outcome.fate, ())}
    if old_outcome.fate is new_outcome.fate:
        decide.add(Ground.PART_READ)
    elif old_outcome.fate is None or new_outcome.fate is None:
        decide.add(Ground.EDITION)
    causes = _causes(_of_fate, before, after, old, new)
    return FateChange(after, old_outcome, new_outcome, tuple(cause for cause in causes if cause.ground in decide))


_DECIDE_FATE: Mapping[Fate | None, tuple[Ground, ...]] = {
    Fate.GOES_ON: (Ground.SUCCESSION,),
    Fate.SETTLED: (Ground.CHECK, Ground.EVIDENCE),
    Fate.ENDED: (Ground.WITHDRAWAL, Ground.SUPERSESSION),
}
"""By fate, the kinds of grounds that explain it, beside the later editions."""


Grounds = Iterator[tuple[Ground, str]]
"""Grounds in order, each as (kind, id of an item or value of a field)."""


def _of_fate(version: Version, commitment: Item) -> Grounds:
    """The grounds of a fate: those of the state, the successions from the commitment, and the later editions."""
    yield from _grounds(version, commitment)
    known = lineage.of(version.programme)
    assert version.as_of
    outcome = lineage.outcome(version.programme, commitment, version.as_of)
    if outcome.fate is Fate.GOES_ON:
        yield from ((Ground.SUCCESSION, item.id) for item in outcome.grounds)
    if edition := known.edition_of.get(commitment.id):
        for other in known.later(edition, version.as_of):
            for name in [source.id for source in other.sources] or [other.name]:
                yield Ground.EDITION, name
                if not other.is_read_whole:
                    yield Ground.PART_READ, name


def _causes(
    grounds: Callable[[Version, Item], Grounds], before: Item, after: Item, old: Version, new: Version
) -> list[Cause]:
    """The grounds that were added, then those that were removed."""
    old_grounds, new_grounds = dict.fromkeys(grounds(old, before)), dict.fromkeys(grounds(new, after))
    added = [_cause(ground, new, old, is_added=True) for ground in new_grounds if ground not in old_grounds]
    return added + [_cause(ground, old, new, is_added=False) for ground in old_grounds if ground not in new_grounds]


def _cause(ground: tuple[Ground, str], of: Version, other: Version, *, is_added: bool) -> Cause:
    kind, name = ground
    item = None if kind in _VALUES else of.programme.by_id.get(name) or other.programme.by_id.get(name)
    return Cause(kind, is_added, item) if item else Cause(kind, is_added, value=name)


def _grounds(version: Version, item: Item) -> Grounds:
    """The grounds of the state of a commitment or a check."""
    commitments, checks = state.commitments_and_checks(version.programme, item)
    if item in commitments:
        yield from ((Ground.CHECK, check.id) for check in checks)
    for check in checks:
        yield from _answers(version, check)
    for commitment in commitments:
        yield from _of_commitment(version, commitment)


def _answers(version: Version, check: Item) -> Grounds:
    assert version.as_of
    for role, ground in zip(EVIDENCE_ROLES, (Ground.EVIDENCE, Ground.PART_EVIDENCE), strict=True):
        for event in state.evidence(version.programme, check, role):
            if state.has_happened(event, version.as_of):
                yield ground, event.id


def _of_commitment(version: Version, commitment: Item) -> Grounds:
    assert version.as_of
    due = commitment.date("due")
    for event in state.events(version.programme, commitment):
        if state.has_happened(event, version.as_of):
            if kind := _ENDINGS.get(event.field("kind")):
                yield kind, event.id
            elif due and state.shows_late(event, due):
                yield Ground.LATE, event.id
    yield Ground.TESTABILITY, commitment.field("testability")
    if due:
        yield Ground.DUE, due
        if dates.last_day(due) < version.as_of:
            yield Ground.PAST_DUE, due


def _questions(old: Settings, new: Settings) -> Iterator[Questions]:
    """The files whose gate lines changed; none if a version does not record its gate lines."""
    if old.gates and new.gates:
        for file in dict.fromkeys((*old.gates, *new.gates)):
            before, after = (side.gates[file].questions if file in side.gates else () for side in (old, new))
            removed, added = gate.changes(before, after)
            if removed or added:
                yield Questions(file, tuple(map(gate.shown, removed)), tuple(map(gate.shown, added)))
