from __future__ import annotations

from spoorboek.config.names import Roles, Types
from spoorboek.model import dates
from spoorboek.rules.engine import Flaw, Flaws, Item, Message, Programme, Settings, Severity, _, rule


@rule("S203", Severity.INFORMATION)
def superseded_source(programme: Programme, settings: Settings) -> Flaws:
    """A source that the programme cites was still current when its year began."""
    for sentence in programme.of_type(Types.SENTENCE):
        for edition in programme.followed(sentence, Roles.PART_OF):
            year = edition.field("edition")[:4]
            for source in programme.followed(sentence, Roles.CITES) if dates.is_date(year) else ():
                message = _outdated(sentence, source, year, programme)
                if message:
                    yield Flaw(sentence, message, sentence.location_of(Roles.CITES), (sentence.id, source.id))


def _outdated(sentence: Item, source: Item, year: str, programme: Programme) -> Message | None:
    """The message if a source was no longer current when the year began, else None."""
    start = dates.first_day(year)
    values = {"item": sentence.name, "source": source.name, "year": year}
    until = source.date("valid_until")
    if until and dates.last_day(until) < start:
        return _(
            "{item} cites {source}, which was valid until {until}, so it ended before {year} began",
            **values,
            until=until,
        )
    for newer in programme.followed_back(source, Roles.SUPERSEDES):
        published = newer.date("published")
        if published and dates.last_day(published) < start:
            return _(
                "{item} cites {source}, which {newer} ({published}) superseded before {year} began",
                **values,
                newer=newer.name,
                published=published,
            )
    return None
