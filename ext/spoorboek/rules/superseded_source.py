"""S203."""

from __future__ import annotations

import datetime

from spoorboek import dates
from spoorboek.finding import Severity
from spoorboek.model import Item, Programme
from spoorboek.rule import Flaw, Flaws, rule
from spoorboek.settings import Settings


@rule("S203", Severity.INFORMATION)
def superseded_source(programme: Programme, settings: Settings) -> Flaws:
    """A source that the programme cites was still current when its year began."""
    for sentence in programme.of_type("sentence"):
        for edition in programme.followed(sentence, "part_of"):
            year = edition.field("edition")
            for source in programme.followed(sentence, "cites") if dates.is_date(year) else ():
                reason = _outdated(source, dates.first_day(year), programme)
                if reason:
                    message = f"{sentence.name} cites {source.name}, which {reason} before {year} began"
                    yield Flaw(sentence, message, sentence.place_of("cites"), (sentence.id, source.id))


def _outdated(source: Item, start: datetime.date, programme: Programme) -> str:
    until = source.field("valid_until")
    if dates.is_date(until) and dates.last_day(until) < start:
        return f"was valid until {until}, so it ended"
    for newer in programme.followed_back(source, "supersedes"):
        published = newer.field("published")
        if dates.is_date(published) and dates.last_day(published) < start:
            return f"{newer.name} ({published}) superseded"
    return ""
