"""The one rule behind every [[trace.require]] entry."""

from __future__ import annotations

from spoorboek.finding import Severity
from spoorboek.model import Item, Programme
from spoorboek.near import meant, nearest
from spoorboek.rule import Flaw, Flaws, Rule
from spoorboek.settings import Require, Settings, Step


def required_link(entry: Require) -> Rule:
    """The rule that one entry asks for, with its number, name and promise."""

    def ask(programme: Programme, settings: Settings) -> Flaws:
        for item in programme.of_type(entry.start):
            if programme.by_id.get(item.id) is item and not _is_settled(item, entry, programme, settings):
                yield Flaw(item, f"{item.name} {_lack(item, entry, programme, settings)}")

    return Rule(entry.number, entry.name, entry.promise, ask, Severity.ERROR)


def _is_settled(item: Item, entry: Require, programme: Programme, settings: Settings) -> bool:
    """Is the item excepted, mentioned where that will do, at the end of a path, or reported by S505 already?"""
    return (
        any(nearest(item.field(name), [value]) for name, value in entry.excepted.items())
        or (entry.or_mentioned and _is_mentioned(item, programme))
        or any(_walk(item, path, entry.to, programme, settings) for path in entry.paths)
        or any(_lacks_own_link(item, path[0], entry, settings) for path in entry.paths)
        or any(_lacks_first_step(item, path, entry, programme, settings) for path in entry.paths)
    )


def _is_mentioned(item: Item, programme: Programme) -> bool:
    """Does running text refer to the item, or mean to in a reference that S501 reports?"""
    return any(
        mention.in_prose and item.id == (meant(mention.target, programme.by_id) if mention.to_item else mention.target)
        for mention in programme.mentions
    )


def _lacks_own_link(item: Item, step: Step, entry: Require, settings: Settings) -> bool:
    """Has the item too few links of a role that is one way among others? That is S505, and this follows from it."""
    role = settings.role(item.type, step.role)
    if role is None or step.back or entry.only_role:
        return False
    return sum(link.role == step.role for link in item.links) < role.least


def _lacks_first_step(
    item: Item, path: tuple[Step, ...], entry: Require, programme: Programme, settings: Settings
) -> bool:
    """Is it the first step of several that is missing, and is that step required by an entry of its own?"""
    own = any(other.start == entry.start and other.paths == ((path[0],),) for other in settings.require)
    return own and len(path) > 1 and not _reached(item, path[0], programme)


def _walk(item: Item, path: tuple[Step, ...], to: tuple[str, ...], programme: Programme, settings: Settings) -> bool:
    """Does the path lead from the item to one of these types, or would it but for a flaw reported elsewhere?"""
    if not path:
        return item.type in to
    reached = _reached(item, path[0], programme)
    arrives = any(_walk(next_, path[1:], to, programme, settings) for next_ in reached)
    return arrives or _is_broken(item, path[0], programme, settings)


def _reached(item: Item, step: Step, programme: Programme) -> tuple[Item, ...]:
    follow = programme.followed_back if step.back else programme.followed
    return follow(item, step.role)


def _is_broken(item: Item, step: Step, programme: Programme, settings: Settings) -> bool:
    """Has a link of this step a flaw of its own (S501, S502, S504, S509), so that what is missing follows from it?

    A link back may come from an item without an id (S505) or of an unknown type (S510), or point at an item of a wrong
    type or at nothing that resembles any item: then it may have meant this one.
    """
    if step.back:
        return any(_may_lead_to(item, step.role, other, programme, settings) for other in programme.items)
    if any(link.role == step.role and link in programme.flawed_links for link in item.links):
        return True
    return any(_is_of_wrong_type(target, item, step.role, settings) for target in _reached(item, step, programme))


def _may_lead_to(item: Item, role: str, other: Item, programme: Programme, settings: Settings) -> bool:
    if other.type not in settings.types:
        return item.id in other.field(role)
    for link in other.links:
        if link.role == role:
            target = programme.meant(link)
            if target is None or _is_of_wrong_type(target, other, role, settings):
                return True
            if target is item and (not other.id or link in programme.flawed_links):
                return True
    return False


def _is_of_wrong_type(target: Item, item: Item, role_name: str, settings: Settings) -> bool:
    role = settings.role(item.type, role_name)
    return bool(role and role.targets and target.type not in role.targets)


def _lack(item: Item, entry: Require, programme: Programme, settings: Settings) -> str:
    """What is missing, in words: each way where there are several, else how far the one way got."""
    if len(entry.paths) > 1:
        return _no_way(item, entry, settings)
    here: tuple[Item, ...] = (item,)
    onward: tuple[Item, ...] = ()
    for step in entry.paths[0]:
        onward = tuple(next_ for each in here for next_ in _reached(each, step, programme))
        if not onward:
            break
        here = onward
    expected = " or ".join(entry.to)
    names = ", ".join(sorted(each.name for each in here))
    if onward:
        return f"leads by {step.role!r} to {names} and to no {expected}"
    if here != (item,):
        return f"leads to {names}, and from there by {step.role!r} to no {expected}"
    return (
        f"is reached by {step.role!r} from no {expected}" if step.back else f"leads by {step.role!r} to no {expected}"
    )


def _no_way(item: Item, entry: Require, settings: Settings) -> str:
    first_steps = [path[0] for path in entry.paths]
    lacks = ["is reached by none of " + ", ".join(repr(step.role) for step in first_steps if step.back)]
    for step in first_steps:
        role = settings.role(item.type, step.role)
        if role and not step.back:
            lacks.append(
                f"leads by {role.name!r} to no {' or '.join(name for name in entry.to if name in role.targets)}"
            )
    if entry.or_mentioned:
        lacks.append("no running text refers to it")
    return ", and ".join(lacks)
