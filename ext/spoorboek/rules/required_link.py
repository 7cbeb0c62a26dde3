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
                yield Flaw(item, f"{item.name} {_lack(item, entry, programme, settings)}")

    return Rule(entry.number, entry.name, entry.promise, ask, Severity.ERROR)


def _is_settled(item: Item, entry: Require, programme: Programme, settings: Settings) -> bool:
    """Is the item excepted, mentioned where that will do, at the end of a path, or reported by S505 already?"""
    return (
        any(nearest(item.field(name), [value]) for name, value in entry.excepted.items())
        or (
            entry.or_mentioned and any(mention.target == item.id and mention.in_prose for mention in programme.mentions)
        )
        or any(_walk(item, path, entry.to, programme) for path in entry.paths)
        or any(_lacks_own_link(item, path[0], entry, settings) for path in entry.paths)
        or any(_lacks_first_step(item, path, entry, programme, settings) for path in entry.paths)
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


def _walk(item: Item, path: tuple[Step, ...], to: tuple[str, ...], programme: Programme) -> bool:
    """Does the path lead from the item to one of these types, or would it but for a flaw reported elsewhere?"""
    if not path:
        return item.type in to
    step, rest = path[0], path[1:]
    reached = _reached(item, step, programme)
    return _is_broken(item, step, rest, to, programme) or any(_walk(next_, rest, to, programme) for next_ in reached)


def _reached(item: Item, step: Step, programme: Programme) -> tuple[Item, ...]:
    follow = programme.followed_back if step.back else programme.followed
    return follow(item, step.role)


def _is_broken(item: Item, step: Step, rest: tuple[Step, ...], to: tuple[str, ...], programme: Programme) -> bool:
    """Has a link of this step a flaw of its own, so that what is missing here follows from it?"""
    if step.back:
        return any(link.role == step.role and programme.meant(link) is item for link in programme.flawed_links)
    own = [link for link in item.links if link.role == step.role]
    if any(link in programme.flawed_links for link in own):
        return True
    return not rest and any(target.type not in to for target in _reached(item, step, programme))


def _lack(item: Item, entry: Require, programme: Programme, settings: Settings) -> str:
    """What is missing, in words: how far the longest path got, and the step it lacks."""
    path = max(entry.paths, key=len)
    reached: tuple[Item, ...] = (item,)
    for step in path:
        onward = tuple(next_ for here in reached for next_ in _reached(here, step, programme))
        if not onward:
            break
        reached = onward
    if reached != (item,):
        names = ", ".join(sorted(here.name for here in reached))
        return f"leads to {names} and no further: none has {step.role!r} to {_any_of(entry.to)}"
    if len(entry.paths) > 1:
        return f"has no place: no link along {', '.join(sorted({str(path[0]) for path in entry.paths}))}"
    if step.back:
        holders = [name for name, type_ in settings.types.items() if step.role in type_.roles]
        return f"is no {step.role!r} of any {_any_of(holders)}"
    return f"has no {step.role!r} to {_any_of(entry.to)}"


def _any_of(names: tuple[str, ...] | list[str]) -> str:
    return " or ".join((", ".join(names[:-1]), names[-1]) if len(names) > 1 else names)
