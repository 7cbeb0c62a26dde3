"""Selects reviews by the arguments of a command: ids of items, or names of links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spoorboek.analysis import reviews
from spoorboek.analysis.reviews import Review
from spoorboek.cli import judge
from spoorboek.config.settings import Settings
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.message import _
from spoorboek.model.near_matches import did_you_mean
from spoorboek.model.programme import Programme
from spoorboek.rules.engine import stamps


def chosen(programme: Programme, settings: Settings, arguments: Sequence[str], *, follow: bool = False) -> list[Review]:
    """The reviews of the given items (with `follow`, of their whole traces) and links; all without arguments.

    Raises SpoorboekError if an argument is no item, or there is no such link.
    """
    all_reviews = reviews.every(programme, settings)
    if not arguments:
        return list(all_reviews)
    by_name = {review.name: review for review in all_reviews}
    items: set[str] = set()
    links: set[str] = set()
    for id, role, target in _parts([part for word in arguments for part in word.split()], settings):
        item = judge.item(programme, id)
        if role:
            links.add(_link(f"{id} {role} {target}".rstrip(), by_name))
        else:
            items |= stamps.trace(programme, item) if follow else {id}
    return [review for review in all_reviews if review.item.id in items or review.name in links]


def of_owner(programme: Programme, chosen: Sequence[Review], owner: str) -> list[Review]:
    """Those of these reviews that one owner keeps up to date; with an empty name, those that nobody does.

    Raises SpoorboekError if no item has this owner.
    """
    found = [review for review in chosen if reviews.owner(programme, review.item) == owner]
    known = {reviews.owner(programme, item) for item in programme.items} - {""}
    if owner and not found and owner not in known:
        problem = _("no item has the owner {owner!r}{suggestion}", owner=owner, suggestion=did_you_mean(owner, known))
        raise SpoorboekError(problem, _("name one as items do, or --owner '' for what has none"))
    return found


def _parts(arguments: list[str], settings: Settings) -> Iterator[tuple[str, str, str]]:
    """Split the arguments into (item, role, target); a single item has an empty role and target."""
    roles = {role for item_type in settings.types.values() for role in item_type.roles}
    while arguments:
        id, *arguments = arguments
        if arguments and arguments[0] in roles:
            role, target = arguments[0], "".join(arguments[1:2])
            arguments = arguments[2:]
            yield id, role, target
        else:
            yield id, "", ""


def _link(name: str, known: dict[str, Review]) -> str:
    if name not in known:
        item = name.partition(" ")[0]
        problem = _("{name} is not a link{suggestion}", name=name, suggestion=did_you_mean(name, known))
        raise SpoorboekError(problem, _("`spoorboek show {item}` lists its links", item=item))
    return name
