"""S304."""

from __future__ import annotations

from spoorboek import reviews
from spoorboek.finding import Severity
from spoorboek.model import Programme
from spoorboek.rule import Flaw, Flaws, rule
from spoorboek.settings import Settings


@rule("S304", Severity.INFORMATION)
def unused_stamp(programme: Programme, settings: Settings) -> Flaws:
    """Every stamp is of a link that is there."""
    unused = reviews.unused(programme, settings) if settings.stamps else ()
    if unused:
        more = f", the first of {len(unused)}" if len(unused) > 1 else ""
        yield Flaw(unused[0], f"the stamp of {unused[0].link} is of a link that is not there{more}", about=("stamps",))
