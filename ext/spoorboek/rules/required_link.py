"""The one rule behind every [[trace.require]] entry."""

from __future__ import annotations

from spoorboek.finding import Severity
from spoorboek.model import Item, Programme
from spoorboek.near import nearest
from spoorboek.rule import Flaw, Flaws, Rule
from spoorboek.settings import Require, Settings, Step


def required_link(entry: Require) -> Rule:
    """The rule that one entry asks for, with its number, name and promise."""

    def ask(programme: Programme, settings: Settings) -> Flaws:
        for item in programme.of_type(entry.start):
            if not _is_settled(item, entry, programme, settings):
                yield Flaw(item, f"{item.name} {_lack(item, entry, programme)}")

    return Rule(entry.number, entry.name, entry.promise, ask, Severity.ERROR)


def _is_settled(item: Item, entry: Require, programme: Programme, settings: Settings) -> bool:
    """Is the item excepted, mentioned where that will do, at the end of a path, or reported by S505 already?"""
    return (
        any(item.field(name) == value for name, value in entry.excepted.items())
        or (entry.or_mentioned and any(mention.target == item.id for mention in programme.mentions))
        or any(_walk(item, path, entry.to, programme, settings) for path in entry.paths)
        or any(_lacks_own_link(item, path[0], entry, settings) for path in entry.paths)
        or any(_lacks_first_step(item, path, entry, programme, settings) for path in entry.paths)
    )


def _lacks_own_link(item: Item, step: Step, entry: Require, settings: Settings) -> bool:
    """Has the item too few links of a role that is one way among others? That is S505, and this would follow from it."""
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
    if _is_broken(item, path[0], programme, settings):
        return True
    return any(_walk(next_, path[1:], to, programme, settings) for next_ in _reached(item, path[0], programme))


def _reached(item: Item, step: Step, programme: Programme) -> tuple[Item, ...]:
    follow = programme.followed_back if step.back else programme.followed
    return follow(item, step.role)


def _is_broken(item: Item, step: Step, programme: Programme, settings: Settings) -> bool:
    """Has a link of this step a flaw of its own (S501, S502, S504, S509), so that what is missing follows from it?"""
    if step.back:
        return any(link.role == step.role and programme.meant(link) is item for link in programme.flawed_links)
    if any(link.role == step.role and link in programme.flawed_links for link in item.links):
        return True
    role = settings.role(item.type, step.role)
    types = role.targets if role else ()
    return bool(types) and any(target.type not in types for target in _reached(item, step, programme))


def _lack(item: Item, entry: Require, programme: Programme) -> str:
    """What is missing, in words: how far the longest path got, and the step that leads no further."""
    if len(entry.paths) > 1:
        return f"has no place: it is linked along none of {', '.join(str(path[0]) for path in entry.paths)}"
    here: tuple[Item, ...] = (item,)
    onward: tuple[Item, ...] = ()
    for step in entry.paths[0]:
        onward = tuple(next_ for each in here for next_ in _reached(each, step, programme))
        if not onward:
            break
        here = onward
    expected = _any_of(entry.to)
    names = ", ".join(sorted(each.name for each in here))
    if onward:
        return f"leads by {step.role!r} to {names} and to no {expected}"
    if here != (item,):
        return f"leads to {names}, and from there by {step.role!r} to no {expected}"
    return (
        f"is reached by {step.role!r} from no {expected}" if step.back else f"leads by {step.role!r} to no {expected}"
    )


def _any_of(names: tuple[str, ...]) -> str:
    return " or ".join((", ".join(names[:-1]), names[-1]) if len(names) > 1 else names)
