from __future__ import annotations

from collections.abc import Iterator

from spoorboek.analysis import lineage
from spoorboek.config.names import Roles, Types
from spoorboek.rules.engine import Flaw, Flaws, Item, Programme, Settings, _, rule


@rule("S206")
def wrong_edition(programme: Programme, settings: Settings) -> Flaws:
    """A commitment, its year and what it rests on are of one edition, and a succession leads to a later one."""
    for source in programme.of_type(Types.SOURCE):
        yield from _without_years(source)
    for commitment in programme.of_type(Types.COMMITMENT):
        yield from _of_another_year(programme, commitment)
    for succession in programme.of_type(Types.SUCCESSION):
        yield from _backward(programme, succession)


def _without_years(source: Item) -> Iterator[Flaw]:
    edition = source.field("edition")
    if lineage.YEARS.fullmatch(edition) and "-" in edition and int(edition[-4:]) <= int(edition[:4]):
        message = _(
            "{item} has the edition {edition}, which ends no later than it begins", item=source.name, edition=edition
        )
        yield Flaw(source, message, source.location_of("edition"))


def _of_another_year(programme: Programme, commitment: Item) -> Iterator[Flaw]:
    year = commitment.field("year")
    for ground, edition in lineage.grounds(programme, commitment):
        if lineage.YEARS.fullmatch(year) and edition[:4] != year:
            message = _(
                "{item} is of {year} and rests on {ground}, which is of the edition {edition}",
                item=commitment.name,
                year=year,
                ground=ground.id,
                edition=edition,
            )
            at = next(link.at for link in commitment.links if link.target == ground.id)
            yield Flaw(commitment, message, at, (commitment.name, ground.id))


def _backward(programme: Programme, succession: Item) -> Iterator[Flaw]:
    edition_of = lineage.of(programme).edition_of
    for earlier in lineage.ends(programme, succession, Roles.EARLIER):
        for later in lineage.ends(programme, succession, Roles.LATER):
            before, after = edition_of.get(earlier.id), edition_of.get(later.id)
            if before and after and after.order <= before.order:
                message = _(
                    "{item} leads from {earlier} of {before} to {later} of {after}, which is not a later edition",
                    item=succession.name,
                    earlier=earlier.id,
                    before=before.name,
                    later=later.id,
                    after=after.name,
                )
                yield Flaw(succession, message, succession.location_of(Roles.LATER), (succession.name, later.id))
