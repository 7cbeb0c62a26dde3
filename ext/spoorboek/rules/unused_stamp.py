"""S304."""

from __future__ import annotations

from spoorboek.analysis import reviews
from spoorboek.config.settings import Settings
from spoorboek.model.finding import Severity
from spoorboek.model.message import _, ngettext
from spoorboek.model.programme import Programme
from spoorboek.rules.engine.rule import Flaw, Flaws, rule


@rule("S304", Severity.INFORMATION)
def unused_stamp(programme: Programme, settings: Settings) -> Flaws:
    """Every stamp is of something that is there to be read."""
    unused = reviews.unused(programme, settings) if settings.stamps else ()
    if settings.require_review:
        for stamp in unused:
            message = _("{name} was read, and is not there to be read any more", name=stamp.name)
            yield Flaw(stamp, message, about=(stamp.name,), severity=Severity.ERROR)
    elif unused:
        told = ngettext(
            "the stamp of {name} is of what is not there to be read",
            "the stamp of {name} is of what is not there to be read, the first of {count}",
            len(unused),
            name=unused[0].name,
        )
        yield Flaw(unused[0], told, about=("stamps",))
