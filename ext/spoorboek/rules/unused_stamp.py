"""S304."""

from __future__ import annotations

from spoorboek import reviews
from spoorboek.finding import Severity
from spoorboek.model import Programme
from spoorboek.rule import Flaw, Flaws, rule
from spoorboek.said import say_many
from spoorboek.settings import Settings


@rule("S304", Severity.INFORMATION)
def unused_stamp(programme: Programme, settings: Settings) -> Flaws:
    """Every stamp is of a link that is there."""
    unused = reviews.unused(programme, settings) if settings.stamps else ()
    if unused:
        told = say_many(
            "the stamp of {link} is of a link that is not there",
            "the stamp of {link} is of a link that is not there, the first of {count}",
            len(unused),
            link=unused[0].link,
        )
        yield Flaw(unused[0], told, about=("stamps",))
