"""The one rule behind every [[trace.require]] entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final

from spoorboek.config.settings import Require, Step
from spoorboek.model.grouping import grouped
from spoorboek.model.message import NOTHING, Message, _, joined, joined_with_more
from spoorboek.model.near_matches import nearest
from spoorboek.model.programme import Item, Programme
from spoorboek.rules.engine import Causes, Flaw, Flaws, Identities, Settings, Severity, identity, together
from spoorboek.rules.engine.causes import completed
from spoorboek.rules.engine.rule import Rule

_NAMED: Final = 10
_REACHED: Final = 100
"""The maximum number of items considered to describe where a path breaks off."""

Way = tuple[Step, ...]
"""A path of the entry, or the rest of it after some steps."""


def required_link(entry: Require) -> Rule:
    """The rule of a [[trace.require]] entry."""

    def ask(programme: Programme, settings: Settings) -> Flaws:
        paths = _Paths(entry, programme, settings)
        lacking = [item for item in programme.of_type(entry.start) if not paths.is_settled(item)]
        for item, follows_from in zip(lacking, _Explained(paths).for_each(lacking), strict=True):
            yield Flaw(item, _("{item} {lack}", item=item.name, lack=paths.lack(item)), follows_from=follows_from)

    return Rule(entry.number, entry.name, entry.promise, ask, Severity.ERROR)


class _Paths:
    """The paths of one entry through a programme; results per item are cached."""

    def __init__(self, entry: Require, programme: Programme, settings: Settings) -> None:
        self.entry = entry
        self.programme = programme
        self.settings = settings
        self.causes = Causes(programme, settings)
        self._next: dict[tuple[int, Step], tuple[Item, ...]] = {}
        self._far: dict[tuple[int, Way], int] = {}
        self._near: dict[tuple[int, Step], Item | None] = {}

    def is_settled(self, item: Item) -> bool:
        """Whether a complete path starts at the item, or it is excepted, or mentioned (`or_mentioned`)."""
        return (
            any(self._how_far(item, path) > len(path) for path in self.entry.paths)
            or self.entry.excepts(item, self.settings)
            or (self.entry.or_mentioned and item.id in self.programme.mentioned_on)
        )

    def reached(self, item: Item, step: Step) -> tuple[Item, ...]:
        """The items that one step leads to, by valid links of its role."""
        key = id(item), step
        if key not in self._next:
            self._next[key] = tuple(self._reached(item, step))
        return self._next[key]

    def _reached(self, item: Item, step: Step) -> Iterator[Item]:
        may_lead_to, role = self.causes.may_lead_to, step.role
        if step.back:
            return (
                other for other in self.programme.followed_back(item, role) if may_lead_to(other.type, role, item.type)
            )
        return (other for other in self.programme.followed(item, role) if may_lead_to(item.type, role, other.type))

    def lack(self, item: Item) -> Message:
        """The message part that says where each path breaks off, with near misses."""
        paths = self.entry.paths
        if len(paths) > 1 and all(len(path) == 1 for path in paths):
            return self._lack_of_all(item)
        return joined(", and ", dict.fromkeys(self._lack_of_path(item, path) for path in paths))

    def _lack_of_path(self, item: Item, path: Way) -> Message:
        steps_taken = self._how_far(item, path)
        dead_ends, is_all = self._dead_ends(item, path, steps_taken)
        items, types = _names(dead_ends, is_all), joined(" or ", self.entry.to)
        if steps_taken == len(path):
            return _("leads by {role!r} to {items} and to no {types}", role=path[-1].role, items=items, types=types)
        step, is_last = path[steps_taken], steps_taken == len(path) - 1
        ends = {"types": types, "near": self._nearest(dead_ends, step)} if is_last else {}
        return _onward(step, ends, items) if steps_taken else _at_once(step, ends)

    def _how_far(self, item: Item, path: Way) -> int:
        """The number of steps of a path that can be taken from the item; one more if it is completed."""
        if not path:
            return int(item.type in self.entry.to)
        key = id(item), path
        if key not in self._far:
            onward = self.reached(item, path[0])
            self._far[key] = max((1 + self._how_far(next_, path[1:]) for next_ in onward), default=0)
        return self._far[key]

    def _dead_ends(self, item: Item, path: Way, steps_taken: int) -> tuple[list[Item], bool]:
        """The items at which a path breaks off after these steps, and whether these are all (at most _REACHED)."""
        dead_ends, is_all = [item], True
        for taken in range(steps_taken):
            rest = path[taken + 1 :]
            onward: dict[int, Item] = {}
            for dead_end in dead_ends:
                for next_ in self.reached(dead_end, path[taken]):
                    if self._how_far(next_, rest) == steps_taken - taken - 1:
                        onward[id(next_)] = next_
                    if len(onward) > _REACHED:
                        is_all = False
                        break
            dead_ends = list(onward.values())[:_REACHED]
        return dead_ends, is_all

    def _nearest(self, dead_ends: Iterable[Item], step: Step) -> Message:
        """The message part about an item of an expected type that a link of another role leads to, if any."""
        for role in sorted(self.programme.links_by_role.keys() - {step.role}):
            for item in dead_ends:
                if other := self._one_of_the_types(item, Step(role, step.back)):
                    if step.back:
                        return _(", though from {item} by {role!r}", item=other.id, role=role)
                    return _(", though to {item} by {role!r}", item=other.id, role=role)
        return NOTHING

    def _one_of_the_types(self, item: Item, step: Step) -> Item | None:
        key = id(item), step
        if key not in self._near:
            items = (other for other in self.reached(item, step) if other.type in self.entry.to)
            self._near[key] = next(items, None)
        return self._near[key]

    def _lack_of_all(self, item: Item) -> Message:
        first_steps = [path[0] for path in self.entry.paths]
        back = joined(", ", [repr(step.role) for step in first_steps if step.back])
        lacks = [_("is reached by none of {roles}", roles=back)]
        for step in first_steps:
            role = self.settings.role(item.type, step.role)
            if role and not step.back:
                types = joined(" or ", [name for name in self.entry.to if name in role.targets])
                lacks.append(_("leads by {role!r} to no {types}{near}", role=role.name, types=types, near=NOTHING))
        if self.entry.or_mentioned:
            lacks.append(_("no running text refers to it"))
        return joined(", and ", lacks)


class _Explained:
    """The findings that may explain that items lack what an entry requires."""

    def __init__(self, paths: _Paths) -> None:
        self.paths = paths
        self.entry = paths.entry
        self.causes = paths.causes
        self._broken: dict[tuple[int, Way], Identities] = {}
        from_same_type = (other for other in paths.settings.require if other.start == self.entry.start)
        by_one_step = [other for other in from_same_type if [len(path) for path in other.paths] == [1]]
        self._required_elsewhere = grouped((other.paths[0][0], other.number) for other in by_one_step)

    def for_each(self, lacking: Sequence[Item]) -> list[Identities]:
        """The explanations of each lacking item; a flawed link that resembles no item may explain one of them."""
        return completed([together(self._reasons(item)) for item in lacking], self._unassigned)

    def _reasons(self, item: Item) -> Iterator[Identities]:
        yield self.causes.of_item(item)
        yield self._excepted(item)
        if self.entry.or_mentioned:
            yield self.causes.of_mention(item)
        for path in self.entry.paths:
            yield self._broken_off(item, path)
            yield self._lacks_own_link(item, path[0])
            yield self._lacks_first_step(item, path)

    def _excepted(self, item: Item) -> Identities:
        """The findings that may explain that an item is not excepted."""
        causes: Identities = ()
        for name, value in self.entry.excepted.items():
            causes += self.causes.of_option(item, name)
            if nearest(item.field(name), [str(value)]):
                causes += (identity("S506", item.name, name),)
        return causes

    def _broken_off(self, item: Item, path: Way) -> Identities:
        """The findings about flawed links on a path."""
        if not path:
            return ()
        key = id(item), path
        if key not in self._broken:
            step, rest = path[0], path[1:]
            types = None if rest else self.entry.to
            of_step = (
                self.causes.of_link_back(item, step.role, types) if step.back else self.causes.of_link(item, step.role)
            )
            onward = (self._broken_off(next_, rest) for next_ in self.paths.reached(item, step))
            self._broken[key] = together(chain((of_step,), onward))
        return self._broken[key]

    def _unassigned(self) -> list[Identities]:
        """The flawed backward links that may be intended for any item at that position of a path."""
        unassigned: dict[Identities, None] = {}
        for path in self.entry.paths:
            for index, step in enumerate(path):
                if step.back:
                    types = self.entry.to if index == len(path) - 1 else None
                    start_type = self.entry.start if index == 0 else None
                    unassigned.update(dict.fromkeys(self.causes.unassigned(step.role, start_type, types)))
        return list(unassigned)

    def _lacks_own_link(self, item: Item, step: Step) -> Identities:
        """The S505 finding about too few links of a role, if the role is one of several paths."""
        role = self.paths.settings.role(item.type, step.role)
        if role is None or not role.least or step.back or self.entry.only_role:
            return ()
        return (identity("S505", item.name, step.role),)

    def _lacks_first_step(self, item: Item, path: Way) -> Identities:
        """The findings of other entries that require the first step of this path, if that step is missing."""
        if len(path) == 1 or self.paths.reached(item, path[0]):
            return ()
        return tuple(identity(number, item.name) for number in self._required_elsewhere.get(path[0], ()))


def _at_once(step: Step, ends: Mapping[str, Message]) -> Message:
    """The message part for a missing first step; `ends` if it is also the last one."""
    if step.back:
        if ends:
            return _("is reached by {role!r} from no {types}{near}", role=step.role, **ends)
        return _("is reached by {role!r} from nothing", role=step.role)
    if ends:
        return _("leads by {role!r} to no {types}{near}", role=step.role, **ends)
    return _("leads by {role!r} to nothing", role=step.role)


def _onward(step: Step, ends: Mapping[str, Message], items: Message) -> Message:
    """The message part for a missing later step; `ends` if it is the last one."""
    values = {"items": items, "role": step.role, **ends}
    if step.back:
        if ends:
            return _("leads to {items}, and from there back by {role!r} to no {types}{near}", **values)
        return _("leads to {items}, and from there back by {role!r} to nothing", **values)
    if ends:
        return _("leads to {items}, and from there by {role!r} to no {types}{near}", **values)
    return _("leads to {items}, and from there by {role!r} to nothing", **values)


def _names(items: Iterable[Item], is_all: bool) -> Message:
    """The sorted names of items, at most _NAMED of them."""
    names = sorted(item.name for item in items)
    if not is_all:
        return _("{texts} and others", texts=joined(", ", names[:_NAMED]))
    return joined_with_more(names[:_NAMED], len(names) - _NAMED)
