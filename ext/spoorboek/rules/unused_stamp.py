from __future__ import annotations

from spoorboek.analysis import reviews
from spoorboek.model.message import ngettext
from spoorboek.rules.engine import Flaw, Flaws, Programme, Settings, Severity, _, identity, rule


@rule("S304", Severity.INFORMATION, for_others=True)
def unused_stamp(programme: Programme, settings: Settings) -> Flaws:
    """Every stamp is for something that exists."""
    unused = reviews.unused(programme, settings)
    vanished = {stamp: reviews.vanished(stamp, programme, settings) for stamp in unused}
    of_what_stays = [stamp for stamp in unused if not vanished[stamp]]
    if settings.require_review:
        for stamp in unused:
            message = _("{name} was reviewed, and no longer exists", name=stamp.name)
            follows_from = tuple(identity("S511", id) for id in vanished[stamp])
            yield Flaw(stamp, message, None, (stamp.name,), Severity.ERROR, follows_from)
    elif of_what_stays:
        message = ngettext(
            "the stamp of {name} is for something that does not exist",
            "the stamp of {name} is for something that does not exist, the first of {count}",
            len(of_what_stays),
            name=of_what_stays[0].name,
        )
        yield Flaw(of_what_stays[0], message, about=("stamps",))
