from __future__ import annotations

from spoorboek.rules.engine import Flaw, Flaws, Programme, Settings, _, rule


@rule("S503")
def duplicate_id(programme: Programme, settings: Settings) -> Flaws:
    """No two items have the same id, not even in another case."""
    first_of: dict[str, str] = {}
    for item in programme.items:
        first = programme.written_by_id.get(item.id)
        if first is not None and first is not item:
            message = _("{item} is the id of another item too, at {place}", item=item.id, place=first.at)
            yield Flaw(item, message, item.location_of("id"))
        elif item.id and (other := first_of.get(item.id.casefold())):
            place = programme.written_by_id[other].at
            message = _("{item} differs only in case from {other}, at {place}", item=item.id, other=other, place=place)
            yield Flaw(item, message, item.location_of("id"))
        first_of.setdefault(item.id.casefold(), item.id)
