from __future__ import annotations

from spoorboek.analysis import reviews
from spoorboek.analysis.reviews import OUTCOME
from spoorboek.config.stamps_file import Kind, Stamp
from spoorboek.model.message import ngettext
from spoorboek.rules.engine import Causes, Flaw, Flaws, Identities, Programme, Settings, Severity, _, identity, rule


@rule("S304", Severity.INFORMATION, for_others=True)
def unused_stamp(programme: Programme, settings: Settings) -> Flaws:
    """Every stamp is for something that exists."""
    unused = reviews.unused(programme, settings)
    vanished = {stamp: reviews.vanished(stamp, programme, settings) for stamp in unused}
    of_what_stays = [stamp for stamp in unused if not vanished[stamp]]
    causes = Causes(programme, settings)
    if settings.require_review:
        for stamp in unused:
            message = _("{name} was reviewed, and no longer exists", name=stamp.name)
            of_items = (identity("S511", id) for id in vanished[stamp])
            follows_from = (*of_items, *_slips(stamp, causes))
            yield Flaw(stamp, message, about=(stamp.name,), severity=Severity.ERROR, follows_from=follows_from)
    elif of_what_stays:
        message = ngettext(
            "the stamp of {name} is for something that does not exist",
            "the stamp of {name} is for something that does not exist, the first of {count}",
            len(of_what_stays),
            name=of_what_stays[0].name,
        )
        yield Flaw(of_what_stays[0], message, about=("stamps",))


def _slips(stamp: Stamp, causes: Causes) -> Identities:
    """The findings that may explain that an item no longer has the link or the outcome of a stamp."""
    item = causes.programme.by_id.get(stamp.ids[0])
    if item is None or stamp.kind is Kind.ITEM:
        return ()
    if stamp.kind is Kind.OUTCOME:
        return causes.of_option(item, OUTCOME)
    _item, role, _target = stamp.name.split()
    return causes.of_link(item, role)
