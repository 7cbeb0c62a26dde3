from __future__ import annotations

from spoorboek.rules.engine import Flaw, Flaws, Programme, Settings, _, rule


@rule("S513")
def hidden_item(programme: Programme, settings: Settings) -> Flaws:
    """Every item stands where every site shows it."""
    for hidden in programme.hidden_items:
        values = {"item": hidden.name, "directive": hidden.directive}
        if hidden.is_of_the_page:
            message = _(
                "{item} is on a page with {directive!r} in its front matter, which readers may not find", **values
            )
        else:
            message = _("{item} is in {{{directive}}}, which not every build shows", **values)
        yield Flaw(hidden, message)
