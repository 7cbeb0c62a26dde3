"""The one rule behind every [[trace.require]] entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final

from spoorboek.config.settings import Require, Settings, Step
from spoorboek.model.finding import Severity, identity
from spoorboek.model.message import NOTHING, Message, _, joined, joined_with_more
from spoorboek.model.near_matches import nearest
from spoorboek.model.programme import Item, Programme
from spoorboek.rules.engine.causes import Causes, Identities, shared, together
from spoorboek.rules.engine.rule import Flaw, Flaws, Rule

_NAMED: Final = 10
_REACHED: Final = 100
"""The maximum number of items considered to describe where a path breaks off."""

Position = tuple[int, int, int]
"""The `id()` of an item, the index of a path of the entry, and the number of its steps that were taken."""


def required_link(entry: Require) -> Rule:
    """The rule of a [[trace.require]] entry."""

    def ask(programme: Programme, settings: Settings) -> Flaws:
        ways = _Ways(entry, programme, settings)
        lacking = [item for item in programme.of_type(entry.start) if not ways.is_settled(item)]
        explained = _Explained(ways).each(lacking)
        for item, follows_from in zip(lacking, explained, strict=True):
            message = _("{item} {lack}", item=item.name, lack=ways.lack(item))
            yield Flaw(item, message, follows_from=follows_from)

    return Rule(entry.number, entry.name, entry.promise, ask, Severity.ERROR)


class _Ways:
    """The paths of one entry through a programme; results per item are cached."""

    def __init__(self, entry: Require, programme: Programme, settings: Settings) -> None:
        self.entry = entry
        self.programme = programme
        self.settings = settings
        self.causes = Causes(programme, settings)
        self._next: dict[tuple[int, Step], tuple[Item, ...]] = {}
        self._arrives: dict[Position, bool] = {}
        self._far: dict[Position, int] = {}
        self._near: dict[tuple[int, Step], Item | None] = {}
        self._roles_of: dict[int, set[str]] = {}

    def is_settled(self, item: Item) -> bool:
        """Whether a complete path starts at the item, or it is excepted, or mentioned (`or_mentioned`)."""
        return (
            any(self.arrives(item, path) for path in range(len(self.entry.paths)))
            or self.entry.excepts(item, self.settings)
            or (self.entry.or_mentioned and item.id in self.programme.mentioned_on)
        )

    def arrives(self, item: Item, path: int, taken: int = 0) -> bool:
        """Whether the rest of a path leads from the item to one of the types of the entry."""
        steps = self.entry.paths[path]
        if taken == len(steps):
            return item.type in self.entry.to
        key = id(item), path, taken
        if key not in self._arrives:
            self._arrives[key] = any(self.arrives(next_, path, taken + 1) for next_ in self.reached(item, steps[taken]))
        return self._arrives[key]

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
                each for each in self.programme.followed_back(item, role) if may_lead_to(each.type, role, item.type)
            )
        return (each for each in self.programme.followed(item, role) if may_lead_to(item.type, role, each.type))

    def lack(self, item: Item) -> Message:
        """The message part that says where each path breaks off, with near misses."""
        paths = self.entry.paths
        if len(paths) > 1 and all(len(path) == 1 for path in paths):
            return self._no_way(item)
        return joined(", and ", dict.fromkeys(self._way(item, path) for path in range(len(paths))))

    def _way(self, item: Item, path: int) -> Message:
        steps = self.entry.paths[path]
        far = self._how_far(item, path)
        stuck_items, is_all = self._stuck(item, path, far)
        if far == len(steps):
            types = joined(" or ", self.entry.to)
            values = {"role": steps[-1].role, "items": _names(stuck_items, is_all), "types": types}
            return _("leads by {role!r} to {items} and to no {types}", **values)
        step = steps[far]
        ends = self._ends(stuck_items, step) if far == len(steps) - 1 else {}
        return _onward(step, ends, _names(stuck_items, is_all)) if far else _at_once(step, ends)

    def _how_far(self, item: Item, path: int, taken: int = 0) -> int:
        """The number of further steps of a path that can be taken from the item."""
        steps = self.entry.paths[path]
        if taken == len(steps):
            return 0
        key = id(item), path, taken
        if key not in self._far:
            onward = self.reached(item, steps[taken])
            self._far[key] = max((1 + self._how_far(next_, path, taken + 1) for next_ in onward), default=0)
        return self._far[key]

    def _stuck(self, item: Item, path: int, far: int) -> tuple[list[Item], bool]:
        """The items at which a path breaks off after `far` steps, and whether these are all (at most _REACHED)."""
        stuck_items, is_all = [item], True
        for taken in range(far):
            step, left = self.entry.paths[path][taken], far - taken - 1
            onward: dict[int, Item] = {}
            for each in stuck_items:
                for next_ in self.reached(each, step):
                    if self._how_far(next_, path, taken + 1) == left:
                        onward[id(next_)] = next_
                    if len(onward) > _REACHED:
                        is_all = False
                        break
            stuck_items = list(onward.values())[:_REACHED]
        return stuck_items, is_all

    def _ends(self, stuck: Iterable[Item], step: Step) -> dict[str, Message]:
        """The values of a message about the last step: the expected types, and a near miss."""
        return {"types": joined(" or ", self.entry.to), "near": self._nearest(stuck, step)}

    def _nearest(self, stuck: Iterable[Item], step: Step) -> Message:
        """The message part about an item of an expected type that a link of another role leads to, if any."""
        roles = set(self.programme.links_by_role) if step.back else set().union(*map(self._roles, stuck))
        for role in sorted(roles - {step.role}):
            for item in stuck:
                if other := self._one_of_the_types(item, Step(role, step.back)):
                    if step.back:
                        return _(", though from {item} by {role!r}", item=other.id, role=role)
                    return _(", though to {item} by {role!r}", item=other.id, role=role)
        return NOTHING

    def _roles(self, item: Item) -> set[str]:
        if id(item) not in self._roles_of:
            self._roles_of[id(item)] = {link.role for link in item.links}
        return self._roles_of[id(item)]

    def _one_of_the_types(self, item: Item, step: Step) -> Item | None:
        key = id(item), step
        if key not in self._near:
            found = (other for other in self.reached(item, step) if other.type in self.entry.to)
            self._near[key] = next(found, None)
        return self._near[key]

    def _no_way(self, item: Item) -> Message:
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

    def __init__(self, ways: _Ways) -> None:
        self.ways = ways
        self.entry = ways.entry
        self.causes = ways.causes
        self._broken: dict[Position, Identities] = {}
        self._required_elsewhere = _required_by_one_step(ways.entry, ways.settings.require)

    def each(self, lacking: Sequence[Item]) -> list[Identities]:
        """The explanations of each lacking item; a flawed link that resembles no item may explain one of them."""
        known = [self._of(item) for item in lacking]
        left = [number for number, found in enumerate(known) if not found]
        astray = shared(left, self._astray()) if left else {}
        return [found or astray.get(number, ()) for number, found in enumerate(known)]

    def _of(self, item: Item) -> Identities:
        return together(self._reasons(item))

    def _reasons(self, item: Item) -> Iterator[Identities]:
        yield self.causes.of_item(item)
        yield self._excepted(item)
        if self.entry.or_mentioned:
            yield self.causes.of_mention(item)
        for number, path in enumerate(self.entry.paths):
            yield self._broken_off(item, number)
            yield self._lacks_own_link(item, path[0])
            yield self._lacks_first_step(item, path)

    def _excepted(self, item: Item) -> Identities:
        """The findings that may explain that an item is not excepted."""
        found: Identities = ()
        for name, value in self.entry.excepted.items():
            found += self.causes.of_option(item, name)
            if nearest(item.field(name), [str(value)]):
                found += (identity("S506", item.name, name),)
        return found

    def _broken_off(self, item: Item, path: int, taken: int = 0) -> Identities:
        """The findings about flawed links on the rest of a path."""
        steps = self.entry.paths[path]
        if taken == len(steps):
            return ()
        key = id(item), path, taken
        if key not in self._broken:
            step = steps[taken]
            types = self.entry.to if taken == len(steps) - 1 else None
            flaws = (
                self.causes.of_link_back(item, step.role, types) if step.back else self.causes.of_link(item, step.role)
            )
            onward = (self._broken_off(next_, path, taken + 1) for next_ in self.ways.reached(item, step))
            self._broken[key] = together(chain((flaws,), onward))
        return self._broken[key]

    def _astray(self) -> list[Identities]:
        """The flawed backward links that may be intended for any item at that position of a path."""
        found: dict[Identities, None] = {}
        for path in self.entry.paths:
            for taken, step in enumerate(path):
                if step.back:
                    types = self.entry.to if taken == len(path) - 1 else None
                    start_type = self.entry.start if taken == 0 else None
                    found.update(dict.fromkeys(self.causes.astray(step.role, start_type, types)))
        return list(found)

    def _lacks_own_link(self, item: Item, step: Step) -> Identities:
        """The S505 finding about too few links of a role, if the role is one of several paths."""
        role = self.ways.settings.role(item.type, step.role)
        if role is None or not role.least or step.back or self.entry.only_role:
            return ()
        return (identity("S505", item.name, step.role),)

    def _lacks_first_step(self, item: Item, path: Sequence[Step]) -> Identities:
        """The findings of other entries that require the first step of this path, if that step is missing."""
        if len(path) == 1 or self.ways.reached(item, path[0]):
            return ()
        return tuple(identity(number, item.name) for number in self._required_elsewhere.get(path[0], ()))


def _required_by_one_step(entry: Require, every: Iterable[Require]) -> dict[Step, list[str]]:
    """By step, the numbers of the entries whose only path from the same type is this one step."""
    found: dict[Step, list[str]] = {}
    for other in every:
        if other.start == entry.start and len(other.paths) == 1 and len(other.paths[0]) == 1:
            found.setdefault(other.paths[0][0], []).append(other.number)
    return found


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
