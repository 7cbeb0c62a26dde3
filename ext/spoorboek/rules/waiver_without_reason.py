from __future__ import annotations

from spoorboek.model.printable import has_words
from spoorboek.rules.engine import Coverage, Flaw, Flaws, Settings, _, joined, last_rule


@last_rule("S703")
def waiver_without_reason(coverage: Coverage, settings: Settings) -> Flaws:
    """Every waiver says why, who answers for it, and until when."""
    for waiver, _finding in coverage.used():
        values = {"reason": waiver.reason, "owner": waiver.owner, "until": waiver.until}
        missing = [repr(name) for name, value in values.items() if not (value and has_words(str(value)))]
        if missing:
            named = joined(" and no ", missing)
            yield Flaw(waiver, _("the waiver of {finding} has no {missing}", finding=waiver.finding, missing=named))
