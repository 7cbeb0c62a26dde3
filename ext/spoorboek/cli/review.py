"""`spoorboek review`: list what has to be reviewed, and what changed in it."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator, Sequence
from typing import Any, Final

from spoorboek.analysis import reviews
from spoorboek.analysis.reviews import Change, Review, Standing
from spoorboek.cli import judge, review_selection, screen
from spoorboek.config.gate import shown
from spoorboek.config.settings import Settings
from spoorboek.config.stamps_file import Kind, Stamp
from spoorboek.exports.differences import text
from spoorboek.exports.differences.outline import Mark, spans
from spoorboek.i18n.language import _, ngettext
from spoorboek.model.message import Message
from spoorboek.model.printable import printable
from spoorboek.model.programme import Programme, UnknownPast
from spoorboek.rules.engine import stamps

_COLOURS: Final = {Mark.REMOVED: "\x1b[31m{}\x1b[0m", Mark.ADDED: "\x1b[32m{}\x1b[0m"}


def run(options: argparse.Namespace) -> int:
    programme, settings = judge.programme(options)
    all_reviews = review_selection.chosen(programme, settings, options.ids)
    if options.owner is not None:
        all_reviews = review_selection.of_owner(programme, all_reviews, options.owner.strip())
    if options.format == "json":
        screen.put(_document(programme, settings, all_reviews), "utf-8")
    else:
        asks_all = not options.ids and options.owner is None
        questions = of_gate(programme, settings) if asks_all else ()
        screen.put_lines([*questions, *lines(programme, settings, all_reviews), _sum(all_reviews)])
    return 0


def of_gate(programme: Programme, settings: Settings) -> Iterator[str]:
    """The lines about gate lines without a current stamp, with their changes."""
    for file in reviews.waiting_gates(settings):
        stamp = reviews.gate(settings, file)
        standing = reviews.of_gate(settings, file)
        described = _standing(standing, stamp) if stamp else _("nobody accepted it")
        yield printable(_("{file}: {standing}", file=file, standing=described))
        yield from _changed_questions(programme, settings, file) if stamp else ()
        yield ""


def _changed_questions(programme: Programme, settings: Settings, file: str) -> Iterator[str]:
    changed = reviews.changed_questions(programme, settings, file)
    if isinstance(changed, UnknownPast):
        yield _what_is_not_known(programme.reason(changed))
    else:
        removed, added = changed
        yield from (f"  {_shown(Change('', shown(line), ''))}" for line in removed)
        yield from (f"  {_shown(Change('', '', shown(line)))}" for line in added)


def lines(programme: Programme, settings: Settings, all_reviews: Sequence[Review]) -> Iterator[str]:
    """The lines about reviews that require action, by owner and target, with the changes."""
    waiting = stamps.waiting(all_reviews)
    owners = sorted({reviews.owner(programme, review.item) for review in waiting}, key=lambda name: (not name, name))
    for owner in owners:
        own = [review for review in waiting if reviews.owner(programme, review.item) == owner]
        yield printable(
            ngettext("{owner}: {count} review", "{owner}: {count} reviews", len(own), owner=owner or _("no owner"))
        )
        yield from _targets(programme, settings, own)
        yield ""


def _sum(all_reviews: Sequence[Review]) -> str:
    count = len(all_reviews)
    reviewed = count - len(stamps.waiting(all_reviews))
    return _("{reviewed} of {count} links and items reviewed, as they are now", reviewed=reviewed, count=count)


def _targets(programme: Programme, settings: Settings, own: Sequence[Review]) -> Iterator[str]:
    """The lines of each target, with the links to it and its changes."""
    for target in dict.fromkeys(review.target.id for review in own):
        links = [review for review in own if review.target.id == target]
        yield printable(f"  {target}  {links[0].target.title}  {links[0].target.at}")
        for review in links:
            standing = _standing(review.standing, review.stamp)
            yield printable(_("    {link}  {at}  {standing}", link=review.name, at=review.at, standing=standing))
        suspect: dict[str, Review] = {
            r.stamp.fingerprint: r for r in links if r.stamp and r.standing is Standing.SUSPECT
        }
        yield from dict.fromkeys(line for review in suspect.values() for line in _changes(review, programme, settings))


def _standing(standing: Standing, stamp: Stamp | None) -> str:
    if stamp is None:
        return _("nobody reviewed it")
    fields = {"by": stamp.by, "on": stamp.on, "why": stamp.why}
    if standing is Standing.SUSPECT:
        return _("changed since {by} reviewed it on {on} ({why})", **fields)
    return _("reviewed too long ago, {by} reviewed it on {on} ({why})", **fields)


def _changes(review: Review, programme: Programme, settings: Settings) -> Iterator[str]:
    before = reviews.reviewed_target(review, programme)
    if isinstance(before, UnknownPast):
        yield _what_is_not_known(programme.reason(before))
        return
    for change in reviews.changes(review, before, settings):
        yield f"      {change.part}: {_shown(change)}"


def _what_is_not_known(reason: Message) -> str:
    return printable(_("      its earlier text is not known: {reason}", reason=reason))


def _shown(change: Change) -> str:
    """The change as `spoorboek diff` shows it, coloured in a terminal."""
    coloured = {mark: colour.format(text.SIGNS[mark]) for mark, colour in _COLOURS.items()}
    return text.row(spans(change), text.SIGNS | (coloured if screen.shows_colours(os.environ) else {}))


def _document(programme: Programme, settings: Settings, all_reviews: Sequence[Review]) -> str:
    waiting = stamps.waiting(all_reviews)
    document = {
        "links": sum(review.kind is Kind.LINK for review in all_reviews),
        "items": sum(review.kind is Kind.ITEM for review in all_reviews),
        "outcomes": sum(review.kind is Kind.OUTCOME for review in all_reviews),
        "read": len(all_reviews) - len(waiting),
        "gates": {file: _gate_entry(programme, settings, file) for file in settings.gates},
        "waiting": [_entry(review, programme, settings) for review in waiting],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _gate_entry(programme: Programme, settings: Settings, file: str) -> dict[str, Any]:
    stamp = reviews.gate(settings, file)
    changed = reviews.changed_questions(programme, settings, file)
    removed, added = ((), ()) if isinstance(changed, UnknownPast) else changed
    return {
        "standing": str(reviews.of_gate(settings, file)),
        "stamp": _stamp(stamp),
        "removed": [*map(shown, removed)],
        "added": [*map(shown, added)],
    }


def _stamp(stamp: Stamp | None) -> dict[str, str] | None:
    return {"by": stamp.by, "on": str(stamp.on), "why": stamp.why} if stamp else None


def _entry(review: Review, programme: Programme, settings: Settings) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "kind": str(review.kind),
        "item": review.item.id,
        "role": review.role,
        "target": review.target.id,
        "file": review.at.file,
        "line": review.at.line,
        "column": review.at.column,
        "owner": reviews.owner(programme, review.item),
        "standing": str(review.standing),
        "stamp": _stamp(review.stamp),
    }
    if review.standing is Standing.SUSPECT:
        before = reviews.reviewed_target(review, programme)
        if isinstance(before, UnknownPast):
            entry |= {"changes": [], "unknown": str(programme.reason(before))}
        else:
            changes = reviews.changes(review, before, settings)
            entry["changes"] = [
                {"part": change.part, "before": change.before, "after": change.after} for change in changes
            ]
    return entry
