"""`spoorboek accept`: say that what links rest on was read, once it has been shown what changed."""

from __future__ import annotations

import argparse
import datetime
import subprocess
from pathlib import Path

from spoorboek.analysis import reviews
from spoorboek.cli import judge, review, screen
from spoorboek.cli.asked import asked
from spoorboek.config import stamps_file
from spoorboek.config.settings import Settings
from spoorboek.i18n.language import translate
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.message import Message, _, ngettext
from spoorboek.rules.engine import stamps
from spoorboek.rules.engine.stamps import Reader


def run(options: argparse.Namespace) -> int:
    """0 where all that was asked for is read, also where it was so before."""
    if not (options.ids or options.all or options.drop):
        raise SpoorboekError(_("it is not said what was read"), _("name items or links, or say --all"))
    programme, settings = judge.programme(options)
    path = options.conf / stamps_file.FILE
    if options.ids or options.all:
        chosen = stamps.waiting(asked(programme, settings, options.ids, follow=options.follow))
        _refuse_unreasoned(options.why)
        if chosen:
            screen.put_lines(review.lines(programme, settings, chosen, options.lang))
            count = stamps.accept(path, chosen, _reader(options, settings), settings)
            _put(
                ngettext("{count} stamp written to {file}", "{count} stamps written to {file}", count, file=path),
                options,
            )
    if options.drop:
        items = {word for each in options.ids for word in each.split()}
        unused = [each for each in reviews.unused(programme, settings) if not items or each.name.split()[0] in items]
        if unused:
            screen.put_lines(f"{each.name}  {each.at}" for each in unused)
            count = stamps.drop(path, unused)
            _put(
                ngettext("{count} stamp taken out of {file}", "{count} stamps taken out of {file}", count, file=path),
                options,
            )
    return 0


def _refuse_unreasoned(why: str | None) -> None:
    if not (why or "").strip():
        raise SpoorboekError(_("a stamp has no reason"), _("say with --why why what was read will do"))


def _put(told: Message, options: argparse.Namespace) -> None:
    if told.values["count"]:
        screen.put_lines([translate(told, options.lang)])


def _reader(options: argparse.Namespace, settings: Settings) -> Reader:
    on = options.on or datetime.datetime.now().astimezone().date()
    return Reader(_by(options, settings), on, options.why)


def _by(options: argparse.Namespace, settings: Settings) -> str:
    """Who reads: as said, as the settings say, else as git knows.

    Raises SpoorboekError where nobody says.
    """
    name = options.by or settings.reviewer or _git_name(options.conf)
    if not name.strip():
        raise SpoorboekError(_("nobody is named who read it"), _("say it with --by: a role, as in --by redactie"))
    return str(name)


def _git_name(folder: Path) -> str:
    try:
        command = ["git", "config", "user.name"]
        return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""
