"""`spoorboek accept`: show what changed since the last review, and write stamps for it."""

from __future__ import annotations

import argparse
import datetime
import subprocess
from collections.abc import Sequence
from pathlib import Path

from spoorboek.analysis import reviews
from spoorboek.analysis.reviews import Review
from spoorboek.cli import clock, judge, review, review_selection, screen
from spoorboek.config import stamps_file
from spoorboek.config.settings import Settings
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.message import Message, _, ngettext
from spoorboek.model.programme import Programme
from spoorboek.rules.engine import stamps
from spoorboek.rules.engine.stamps import Reviewer


def run(options: argparse.Namespace) -> int:
    """Return 0, also if nothing had to be reviewed."""
    if not (options.ids or options.all or options.gate or options.drop):
        raise SpoorboekError(_("no item or link was named to accept"), _("name items or links, or give --all"))
    programme, settings = judge.programme(options)
    chosen: Sequence[Review] = ()
    if options.ids or options.all:
        chosen = stamps.waiting(review_selection.chosen(programme, settings, options.ids, follow=options.follow))
    if (options.ids or options.all or options.gate) and not (options.why or "").strip():
        raise SpoorboekError(_("a stamp has no reason"), _("give the reason for accepting it with --why"))
    asks_gate = options.gate and bool(reviews.unanswered_gates(settings))
    if chosen or asks_gate:
        _accept(chosen, programme, settings, options, asks_gate=asks_gate)
    if options.drop:
        _drop(programme, settings, options)
    return 0


def _accept(
    chosen: Sequence[Review], programme: Programme, settings: Settings, options: argparse.Namespace, *, asks_gate: bool
) -> None:
    """Show and stamp the gate, if asked, and these reviews; nothing if one of them cannot be stamped."""
    reviewer, path = _reviewer(chosen, settings, options), options.conf / stamps_file.FILE
    if asks_gate:
        screen.put_lines(review.of_gate(programme, settings))
        screen.put_messages(_written(stamps.accept_gate(path, reviewer, settings), path))
    if chosen:
        screen.put_lines(review.lines(programme, settings, chosen))
        screen.put_messages(_written(stamps.accept(path, chosen, reviewer, programme, settings), path))


def _written(count: int, path: Path) -> Message:
    return ngettext("{count} stamp written to {file}", "{count} stamps written to {file}", count, file=path)


def _drop(programme: Programme, settings: Settings, options: argparse.Namespace) -> None:
    items = {word for argument in options.ids for word in argument.split()}
    unused = [stamp for stamp in reviews.unused(programme, settings) if not items or stamp.ids[0] in items]
    last_traces = [stamp for stamp in unused if reviews.vanished(stamp, programme, settings)]
    dropped = [stamp for stamp in unused if stamp not in last_traces]
    if dropped:
        path = options.conf / stamps_file.FILE
        screen.put_lines(f"{stamp.name}  {stamp.at}" for stamp in dropped)
        count = stamps.drop(path, dropped)
        message = ngettext("{count} stamp removed from {file}", "{count} stamps removed from {file}", count, file=path)
        screen.put_messages(message)
    for stamp in last_traces:
        text = _(
            "{stamp}  {place}  stays: its item no longer exists and was not retired", stamp=stamp.name, place=stamp.at
        )
        screen.put_messages(text)


def _reviewer(chosen: Sequence[Review], settings: Settings, options: argparse.Namespace) -> Reviewer:
    """The reviewer, the day and the reason from the options.

    Raises SpoorboekError if no name is known, or the day is impossible.
    """
    today = clock.today()
    on = options.on or today
    stamps.refuse_impossible_day(
        on, today, settings, _first_days(chosen, options.docs) if chosen and on < today else {}
    )
    return Reviewer(_by(options, settings), on, options.why)


def _first_days(chosen: Sequence[Review], docs: Path) -> dict[str, datetime.date]:
    """The day of the first commit of each item and target of these reviews, by id."""
    from spoorboek.readers import history

    ids = {item.id for review in chosen for item in (review.item, review.target)}
    return {id: day for id, day in history.first_days(docs).items() if id in ids}


def _by(options: argparse.Namespace, settings: Settings) -> str:
    """The name of the reviewer: --by, else `reviewer` of the settings, else the user name of git.

    Raises SpoorboekError if none is set.
    """
    name = options.by or settings.reviewer or _git_name(options.conf)
    if not name.strip():
        raise SpoorboekError(_("the reviewer is not named"), _("name one with --by: a role, as in --by editors"))
    return str(name)


def _git_name(folder: Path) -> str:
    try:
        command = ["git", "config", "user.name"]
        return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""
