from __future__ import annotations

from spoorboek.model.grouping import grouped
from spoorboek.model.near_matches import Names
from spoorboek.rules.engine import Causes, Flaw, Flaws, Message, Programme, Settings, _, identity, rule


@rule("S501", for_others=True)
def unknown_target(programme: Programme, settings: Settings) -> Flaws:
    """Every link points at an item that exists."""
    causes = Causes(programme, settings)
    yield from _links(programme, settings, causes)
    yield from _mentions(programme, settings, causes)
    yield from _successors(programme, settings, causes)


def _links(programme: Programme, settings: Settings, causes: Causes) -> Flaws:
    code_findings = _code_findings(programme)
    for item in programme.items:
        for link in item.links:
            if link.sound and link.target not in programme.by_id:
                message = _(
                    "{item} links by {role!r} to {target}, which {why}",
                    item=item.name,
                    role=link.role,
                    target=link.target,
                    why=_reason(link.target, programme, settings),
                )
                code = code_findings.get(link.at[:2], ()) if "[[" in link.target or "]]" in link.target else ()
                yield Flaw.of_link(item, link, message, (*causes.of_target(link.target), *code))


def _mentions(programme: Programme, settings: Settings, causes: Causes) -> Flaws:
    for mention in programme.mentions:
        if mention.to_item and mention.target not in programme.by_id:
            reason = _reason(mention.target, programme, settings)
            message = _("the text refers to {target}, which {why}", target=mention.target, why=reason)
            follows_from = causes.of_target(mention.target)
            yield Flaw(mention, message, about=(mention.page, mention.target), follows_from=follows_from)


def _successors(programme: Programme, settings: Settings, causes: Causes) -> Flaws:
    circular = _circular(settings)
    for retired in settings.retired.values():
        is_known = retired.successor in programme.by_id or retired.successor in settings.retired
        if retired.successor and (not is_known or retired.id in circular):
            message = _(
                "{item}, retired, has successor {successor}, which {why}",
                item=retired.id,
                successor=retired.successor,
                why=_("leads back to it") if is_known else _no_item(retired.successor, programme.names),
            )
            about = (retired.id, "successor", retired.successor)
            yield Flaw(retired, message, retired.successor_at, about, follows_from=causes.of_target(retired.successor))


def _circular(settings: Settings) -> set[str]:
    """The retired ids whose successors form a cycle, so that none leads to an item."""
    circular: set[str] = set()
    visited: set[str] = set()
    for id in settings.retired:
        path: dict[str, None] = {}
        while id in settings.retired and id not in visited:
            visited.add(id)
            path[id] = None
            id = settings.retired[id].successor  # noqa: PLW2901 - on to the next
        if id in path:
            ids = list(path)
            circular.update(ids[ids.index(id) :])
    return circular


def _code_findings(programme: Programme) -> dict[tuple[str, int], list[str]]:
    """The S514 findings by file and line: `[[copy("id")]]` in a link is code of sphinx-needs, no target."""
    return grouped((breach.at[:2], identity("S514", breach.page, breach.key)) for breach in programme.breaches)


def _reason(target: str, programme: Programme, settings: Settings) -> Message:
    retired = settings.retired.get(target)
    if retired is None:
        return _no_item(target, programme.names)
    if retired.successor:
        return _("was retired on {day}; its successor is {successor}", day=retired.date, successor=retired.successor)
    return _("was retired on {day}", day=retired.date)


def _no_item(target: str, names: Names) -> Message:
    return _("is not an item{suggestion}", suggestion=names.did_you_mean(target))
