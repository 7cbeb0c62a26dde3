from __future__ import annotations

from collections.abc import Iterable

from spoorboek.config.names import Testability, Types
from spoorboek.config.settings import Role, Type
from spoorboek.model.fingerprint import has_visible_words
from spoorboek.model.grouping import grouped
from spoorboek.rules.engine import Causes, Flaw, Flaws, Item, Programme, Settings, _, identity, rule


@rule("S505")
def missing_field(programme: Programme, settings: Settings) -> Flaws:
    """Every item has a title, an id, the fields its type requires, and neither too few links nor too many."""
    causes = Causes(programme, settings)
    required = grouped(((entry.start, entry.only_role), entry.number) for entry in settings.require)
    for item in programme.items:
        item_type = settings.types.get(item.type)
        if item_type is None:
            continue
        if not has_visible_words(item.title):
            yield Flaw(item, _("{item} has no title", item=item.name), about=(item.name, "title"))
        yield from _fields(item, item_type, causes)
        if item.type == Types.COMMITMENT and "due" in item_type.fields:
            yield from _due(item, causes)
        for role in item_type.limited:
            if role.least:
                yield from _too_few(item, role, causes, required.get((item.type, role.name), ()))
            if role.most is not None:
                yield from _too_many(item, role, role.most)


def _fields(item: Item, item_type: Type, causes: Causes) -> Flaws:
    values = {option.name: option.value for option in item.options}
    for name in (name for name in item_type.required if not values.get(name)):
        message = _("{item} has no {option!r}, which every {type} has", item=item.name, option=name, type=item.type)
        yield Flaw.of_option(item, name, message, causes.of_option(item, name))


def _due(commitment: Item, causes: Causes) -> Flaws:
    """A flaw of a dated product without its date: it could never be late."""
    if commitment.field("testability") == Testability.DATED_PRODUCT and not commitment.field("due"):
        message = _("{item} is a dated product and has no 'due'", item=commitment.name)
        at, about = commitment.location_of("testability"), (commitment.name, "due")
        yield Flaw(commitment, message, at, about, follows_from=causes.of_option(commitment, "due"))


def _too_few(item: Item, role: Role, causes: Causes, required_by: Iterable[str]) -> Flaws:
    """A flaw if an item has too few valid links of a role. `required_by` are the required links that ask the same."""
    links = causes.leading(item, role.name)
    if len(links) < role.least:
        message = _(
            "{item} has {count} links by {role!r}, expected at least {least}",
            item=item.name,
            count=len(links),
            role=role.name,
            least=role.least,
        )
        follows_from = (*causes.of_link(item, role.name), *(identity(number, item.name) for number in required_by))
        yield Flaw.of_option(item, role.name, message, follows_from)


def _too_many(item: Item, role: Role, most: int) -> Flaws:
    links = [link for link in item.links if link.role == role.name and link.sound]
    if len(links) > most:
        message = _(
            "{item} has {count} links by {role!r}, expected at most {most}",
            item=item.name,
            count=len(links),
            role=role.name,
            most=most,
        )
        yield Flaw(item, message, links[most].at, (item.name, role.name))
