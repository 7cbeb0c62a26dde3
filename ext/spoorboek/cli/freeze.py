"""`spoorboek freeze`: write a waiver for every current finding."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from spoorboek.cli import judge, screen
from spoorboek.config.settings import Settings
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.message import Message, _, ngettext
from spoorboek.rules.engine import waivers

FILE: Final = "waivers.toml"


def run(options: argparse.Namespace) -> int:
    """Add a waiver for each failing finding, withheld ones included, as they are reported once the others are waived.

    Return 0 if the check passes then, 1 if a finding is left that cannot be waived.
    """
    verdict = judge.verdict(options)
    _refuse_date(options.until, verdict.settings)
    path = options.conf / FILE
    failing = [finding for finding in (*verdict.findings, *verdict.withheld) if finding.fails]
    waivable = [finding for finding in failing if waivers.is_waivable(finding)]
    added = waivers.freeze(path, waivable, options.owner, options.reason, options.until)
    not_waivable = len(failing) - len(waivable)
    screen.put_messages(*_lines(added, not_waivable, path, options.until))
    return 1 if not_waivable else 0


def _refuse_date(until: datetime.date, settings: Settings) -> None:
    """Raise SpoorboekError if a waiver until this day has ended already, or lasts longer than the settings allow."""
    as_of, last = settings.as_of, settings.last_day_of_waivers
    if as_of and until < as_of:
        problem = _("a waiver until {until} has ended as of {as_of}", until=until, as_of=as_of)
        raise SpoorboekError(problem, _("name a later day with --until"))
    if last and until > last:
        longest = settings.waivers_valid_for
        problem = _("a waiver until {until} lasts longer than {longest}", until=until, longest=longest)
        raise SpoorboekError(problem, _("name a day up to {last} with --until", last=last))


def _lines(added: int, not_waivable: int, path: Path, until: datetime.date) -> Iterator[Message]:
    yield ngettext(
        "{count} waiver added to {file}, until {until}",
        "{count} waivers added to {file}, until {until}",
        added,
        file=path.as_posix(),
        until=until,
    )
    if not_waivable:
        yield ngettext(
            "{count} finding cannot be waived, because it is about a waiver or another deadline; repair it",
            "{count} findings cannot be waived, because they are about a waiver or another deadline; repair them",
            not_waivable,
        )
