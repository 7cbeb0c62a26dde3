"""S513."""

from __future__ import annotations

from spoorboek.config.settings import Settings
from spoorboek.model.message import _
from spoorboek.model.programme import Programme
from spoorboek.rules.engine.rule import Flaw, Flaws, rule


@rule("S513")
def hidden_item(programme: Programme, settings: Settings) -> Flaws:
    """Every item stands where every site shows it."""
    for hidden in programme.hidden_items:
        message = _(
            "{item} stands in {{{directive}}}, which not every site shows", item=hidden.name, directive=hidden.directive
        )
        yield Flaw(hidden, message)
