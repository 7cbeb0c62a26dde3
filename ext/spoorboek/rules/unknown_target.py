"""S501."""

from __future__ import annotations

from spoorboek.config.settings import Settings
from spoorboek.model.finding import identity
from spoorboek.model.message import Message, _
from spoorboek.model.near_matches import Names
from spoorboek.model.programme import Programme
from spoorboek.rules.engine.causes import Causes
from spoorboek.rules.engine.rule import Flaw, Flaws, rule


@rule("S501")
def unknown_target(programme: Programme, settings: Settings) -> Flaws:
    """Every link points at an item that exists."""
    causes = Causes(programme, settings)
    running = _running(programme)
    for item in programme.items:
        for link in item.links:
            if link.sound and link.target not in programme.by_id:
                message = _(
                    "{item} links by {role!r} to {target}, which {why}",
                    item=item.name,
                    role=link.role,
                    target=link.target,
                    why=_why(link.target, programme, settings),
                )
                about = (item.name, link.role, link.target)
                code = running.get(link.at[:2], ()) if "[[" in link.target or "]]" in link.target else ()
                yield Flaw(item, message, link.at, about, follows_from=(*causes.of_target(link.target), *code))
    for mention in programme.mentions:
        if mention.to_item and mention.target not in programme.by_id:
            why = _why(mention.target, programme, settings)
            message = _("the text refers to {target}, which {why}", target=mention.target, why=why)
            follows_from = causes.of_target(mention.target)
            yield Flaw(mention, message, about=(mention.page, mention.target), follows_from=follows_from)
    in_circles = _in_circles(settings)
    for gone in settings.retired.values():
        is_known = gone.successor in programme.by_id or gone.successor in settings.retired
        if gone.successor and (not is_known or gone.id in in_circles):
            why = _("leads back to it") if is_known else _no_item(gone.successor, programme.names)
            message = _(
                "{item}, retired, has successor {successor}, which {why}",
                item=gone.id,
                successor=gone.successor,
                why=why,
            )
            about = (gone.id, "successor", gone.successor)
            yield Flaw(gone, message, gone.successor_at, about, follows_from=causes.of_target(gone.successor))


def _in_circles(settings: Settings) -> set[str]:
    """The retired ids whose successors form a cycle, so that none leads to an item."""
    found: set[str] = set()
    seen: set[str] = set()
    for id in settings.retired:
        path: dict[str, None] = {}
        while id in settings.retired and id not in seen:
            seen.add(id)
            path[id] = None
            id = settings.retired[id].successor  # noqa: PLW2901 - on to the next
        if id in path:
            ids = list(path)
            found.update(ids[ids.index(id) :])
    return found


def _running(programme: Programme) -> dict[tuple[str, int], list[str]]:
    """The S514 findings by file and line: `[[copy("id")]]` in a link is code of sphinx-needs, no target."""
    found: dict[tuple[str, int], list[str]] = {}
    for breach in programme.breaches:
        found.setdefault(breach.at[:2], []).append(identity("S514", breach.page, breach.key))
    return found


def _why(target: str, programme: Programme, settings: Settings) -> Message:
    gone = settings.retired.get(target)
    if gone is None:
        return _no_item(target, programme.names)
    if gone.successor:
        return _("was retired on {day}; its successor is {successor}", day=gone.date, successor=gone.successor)
    return _("was retired on {day}", day=gone.date)


def _no_item(target: str, names: Names) -> Message:
    return _("is no item{suggestion}", suggestion=names.did_you_mean(target))
