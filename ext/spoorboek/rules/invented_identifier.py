from __future__ import annotations

from spoorboek.config.names import Types
from spoorboek.model.near_matches import did_you_mean
from spoorboek.rules.engine import Flaw, Flaws, Programme, Settings, _, identity, rule


@rule("S602")
def invented_identifier(programme: Programme, settings: Settings) -> Flaws:
    """Every TOOI identifier of an organisation is one that identifiers.toml lists."""
    known = settings.identifiers
    item_type = settings.types.get(Types.ORGANISATION)
    if item_type is None or "tooi" not in item_type.fields:
        return
    for item in programme.of_type(Types.ORGANISATION):
        tooi = item.field("tooi")
        if tooi and tooi not in known:
            suggestion = did_you_mean(tooi, known)
            message = _(
                "{item} has 'tooi' {value!r}, which identifiers.toml does not list{suggestion}",
                item=item.name,
                value=tooi,
                suggestion=suggestion,
            )
            yield Flaw(item, message, item.location_of("tooi"), follows_from=(identity("S506", item.name, "tooi"),))
