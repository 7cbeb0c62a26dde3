"""S509."""

from __future__ import annotations

from spoorboek.config.settings import Settings
from spoorboek.model.message import _
from spoorboek.model.programme import Programme
from spoorboek.rules.engine.rule import Flaw, Flaws, rule


@rule("S509")
def link_lost_in_text(programme: Programme, settings: Settings) -> Flaws:
    """Every option stands above the text, on one line, once."""
    for item in programme.items:
        options = set(item.options)
        in_text = {lost.option.at.line for lost in item.lost if lost.option not in options}
        for lost in item.lost:
            if lost.option not in options and lost.option.at.line - 1 in in_text:
                continue  # it is lost because the line above it is
            message = _(
                "{item} loses option {option!r}: it {reason}",
                item=item.name,
                option=lost.option.name,
                reason=lost.reason,
            )
            yield Flaw(item, message, lost.option.at, (item.name, lost.option.name))
