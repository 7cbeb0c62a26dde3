"""The one rule behind every [[trace.require]] entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from spoorboek.config.settings import Require, Settings, Step
from spoorboek.model.finding import Severity
from spoorboek.model.message import NOTHING, Message, _, joined, joined_with_more
from spoorboek.model.near_matches import nearest
from spoorboek.model.programme import Item, Programme
from spoorboek.rules.engine.rule import Flaw, Flaws, Rule

Path = tuple[Step, ...]
_NAMED = 10


def required_link(entry: Require) -> Rule:
    """The rule that one entry asks for, with its number, name and promise."""

    def ask(programme: Programme, settings: Settings) -> Flaws:
        required = _Required(entry, programme, settings)
        for item in programme.of_type(entry.start):
            if programme.by_id.get(item.id) is item and not required.is_settled(item):
                yield Flaw(item, _("{item} {lack}", item=item.name, lack=required.lack(item)))

    return Rule(entry.number, entry.name, entry.promise, ask, Severity.ERROR)


class _Required:
    """One entry, asked of one programme; what was found out about one item serves the next."""

    def __init__(self, entry: Require, programme: Programme, settings: Settings) -> None:
        self.entry = entry
        self.programme = programme
        self.settings = settings
        own = {other.paths[0] for other in settings.require if other.start == entry.start and len(other.paths) == 1}
        self._first_steps_asked_elsewhere = {path[0] for path in own if len(path) == 1}
        self._arrived: dict[tuple[str, Path], bool] = {}
        self._broken: dict[tuple[str, Path], bool] = {}
        self._astray: dict[str, tuple[bool, set[str]]] = {}

    def is_settled(self, item: Item) -> bool:
        """Is it excepted, mentioned where that will do, at the end of a path, or reported by another rule already?"""
        return (
            any(self._arrives(item, path) for path in self.entry.paths)
            or any(nearest(item.field(name), [value]) for name, value in self.entry.excepted.items())
            or (self.entry.or_mentioned and item.id in self.programme.mentioned_on)
            or any(self._breaks_off(item, path) for path in self.entry.paths)
            or any(self._lacks_own_link(item, path[0]) for path in self.entry.paths)
            or any(self._lacks_first_step(item, path) for path in self.entry.paths)
        )

    def _arrives(self, item: Item, path: Path) -> bool:
        """Does the path lead from the item to one of these types?"""
        if not path:
            return item.type in self.entry.to
        known = self._arrived.get((item.id, path))
        if known is None:
            known = any(self._arrives(next_, path[1:]) for next_ in self._reached(item, path[0]))
            self._arrived[item.id, path] = known
        return known

    def _breaks_off(self, item: Item, path: Path) -> bool:
        """Might the path lead there but for a flaw on the way that is reported elsewhere?"""
        if not path:
            return False
        known = self._broken.get((item.id, path))
        if known is None:
            known = self._is_broken(item, path[0]) or any(
                self._breaks_off(next_, path[1:]) for next_ in self._reached(item, path[0])
            )
            self._broken[item.id, path] = known
        return known

    def _reached(self, item: Item, step: Step) -> tuple[Item, ...]:
        follow = self.programme.followed_back if step.back else self.programme.followed
        return follow(item, step.role)

    def _is_broken(self, item: Item, step: Step) -> bool:
        """Has a link of this step a flaw of its own (S501, S502, S504, S509), so that what is missing follows from it?

        A link back may come from an item without an id (S505) or of an unknown type (S510), or point at an item of a
        wrong type or at nothing that resembles any item: then it may have meant this one.
        """
        if step.back:
            anywhere, ids = self._meant_to_lead_to(step.role)
            return anywhere or item.id in ids
        links = [link for link in item.links if link.role == step.role]
        return any(self.programme.is_flawed(link) for link in links) or any(
            self._is_of_wrong_type(target, item, step.role) for target in self._reached(item, step)
        )

    def _meant_to_lead_to(self, role: str) -> tuple[bool, set[str]]:
        """Where the flawed links of a role were meant to lead: may it be anywhere, and else to which items?"""
        if role not in self._astray:
            anywhere = False
            ids: set[str] = set()
            for other, link in self.programme.links_by_role.get(role, ()):
                target = self.programme.meant(self._successor(link.target))
                if target is None or self._is_of_wrong_type(target, other, role):
                    anywhere = True
                elif not other.id or self.programme.is_flawed(link):
                    ids.add(target.id)
            for other in self._of_unknown_type:
                ids.update(word.strip() for word in other.field(role).replace(";", ",").replace("|", ",").split(","))
            self._astray[role] = anywhere, ids
        return self._astray[role]

    def _successor(self, target: str) -> str:
        gone = self.settings.retired.get(target)
        return gone.successor if gone and gone.successor else target

    @property
    def _of_unknown_type(self) -> Iterable[Item]:
        return (item for item in self.programme.items if item.type not in self.settings.types)

    def _is_of_wrong_type(self, target: Item, item: Item, role_name: str) -> bool:
        role = self.settings.role(item.type, role_name)
        return bool(role and role.targets and target.type not in role.targets)

    def _lacks_own_link(self, item: Item, step: Step) -> bool:
        """Has it too few links of a role that is one way among others? That is S505, and this follows from it."""
        role = self.settings.role(item.type, step.role)
        if role is None or step.back or self.entry.only_role:
            return False
        return sum(link.role == step.role for link in item.links) < role.least

    def _lacks_first_step(self, item: Item, path: Path) -> bool:
        """Is it the first step of several that is missing, and is that step required by an entry of its own?"""
        own = path[0] in self._first_steps_asked_elsewhere
        return own and len(path) > 1 and not self._reached(item, path[0])

    def lack(self, item: Item) -> Message:
        """What is missing, in words: each way where there are several, with how far it got and what comes near."""
        if len(self.entry.paths) > 1 and all(len(path) == 1 for path in self.entry.paths):
            return self._no_way(item)
        return joined(", and ", dict.fromkeys(self._way(item, path) for path in self.entry.paths))

    def _way(self, item: Item, path: Path) -> Message:
        here, onward, missing = {item.id: item}, {}, path
        for n, step in enumerate(path):
            onward = {next_.id: next_ for each in here.values() for next_ in self._reached(each, step)}
            if not onward:
                missing = path[n:]
                break
            here = onward
        names = _names(here.values())
        if onward:
            types = joined(" or ", self.entry.to)
            return _("leads by {role!r} to {items} and to no {types}", role=path[-1].role, items=names, types=types)
        step = missing[0]
        ends = self._ends(here.values(), step) if len(missing) == 1 else {}
        if missing is not path and missing != path:
            return _onward(step, ends, names)
        return _at_once(step, ends)

    def _ends(self, stuck: Iterable[Item], step: Step) -> dict[str, Message]:
        """What the last step should have led to, and what comes near."""
        return {"types": joined(" or ", self.entry.to), "near": self._nearest(stuck, step)}

    def _nearest(self, stuck: Iterable[Item], step: Step) -> Message:
        """An item of the type that is asked for, where another link leads to it."""
        roles = {link.role for item in stuck for link in item.links} if not step.back else self.programme.links_by_role
        for role in sorted(set(roles) - {step.role}):
            for item in stuck:
                for other in self._reached(item, Step(role, step.back)):
                    if other.type in self.entry.to:
                        if step.back:
                            return _(", though from {item} by {role!r}", item=other.id, role=role)
                        return _(", though to {item} by {role!r}", item=other.id, role=role)
        return NOTHING

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


def _at_once(step: Step, ends: Mapping[str, Message]) -> Message:
    """The first step is missing; `ends` where it is the last one too."""
    if step.back:
        if ends:
            return _("is reached by {role!r} from no {types}{near}", role=step.role, **ends)
        return _("is reached by {role!r} from nothing", role=step.role)
    if ends:
        return _("leads by {role!r} to no {types}{near}", role=step.role, **ends)
    return _("leads by {role!r} to nothing", role=step.role)


def _onward(step: Step, ends: Mapping[str, Message], items: Message) -> Message:
    """A later step is missing; `ends` where it is the last one."""
    told = {"items": items, "role": step.role, **ends}
    if step.back:
        if ends:
            return _("leads to {items}, and from there back by {role!r} to no {types}{near}", **told)
        return _("leads to {items}, and from there back by {role!r} to nothing", **told)
    if ends:
        return _("leads to {items}, and from there by {role!r} to no {types}{near}", **told)
    return _("leads to {items}, and from there by {role!r} to nothing", **told)


def _names(items: Iterable[Item]) -> Message:
    """The names of items, of many only the first."""
    names = sorted(item.name for item in items)
    return joined_with_more(names[:_NAMED], len(names) - _NAMED)
