from __future__ import annotations

from spoorboek.model.programme import ALL_OPTIONS
from spoorboek.rules.engine import Flaw, Flaws, Programme, Settings, _, identity, rule


@rule("S509", for_others=True)
def link_lost_in_text(programme: Programme, settings: Settings) -> Flaws:
    """Every option stands above the text, on one line, once."""
    for item in programme.items:
        if not item.lost:
            continue
        options = set(item.options)
        in_text = {
            lost.option.at.line: lost.option.name
            for lost in item.lost
            if lost.option not in options and lost.option.name != ALL_OPTIONS
        }
        for lost in item.lost:
            if lost.option.name == ALL_OPTIONS:
                message = _("{item} loses all its options: {reason}", item=item.name, reason=lost.reason)
                yield Flaw(item, message, lost.option.at, (item.name, ALL_OPTIONS))
                continue
            above = None if lost.option in options else in_text.get(lost.option.at.line - 1)
            if above == lost.option.name:
                continue  # the finding about the line above is one about this line too
            message = _(
                "{item} loses option {option!r}: it {reason}",
                item=item.name,
                option=lost.option.name,
                reason=lost.reason,
            )
            because_of = (identity("S509", item.name, above),) if above else ()  # it is lost as the line above it is
            yield Flaw(item, message, lost.option.at, (item.name, lost.option.name), follows_from=because_of)
