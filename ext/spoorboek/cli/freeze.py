"""`spoorboek freeze`: write a waiver for every current finding."""

from __future__ import annotations

import argparse
from typing import Final

from spoorboek.cli import judge, screen
from spoorboek.i18n.language import translate
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.message import _, ngettext
from spoorboek.rules.engine import waivers

FILE: Final = "waivers.toml"


def run(options: argparse.Namespace) -> int:
    """Add a waiver for each failing finding, withheld ones included, as they are reported once the others are waived.

    Return 0 if the check passes then, 1 if a finding is left that cannot be waived.
    """
    verdict = judge.verdict(options)
    as_of = verdict.settings.as_of
    if as_of and options.until < as_of:
        problem = _("a waiver until {until} has ended as of {as_of}", until=options.until, as_of=as_of)
        raise SpoorboekError(problem, _("name a later day with --until"))
    last = verdict.settings.last_day_of_waivers
    if last and options.until > last:
        longest = verdict.settings.waivers_valid_for
        problem = _("a waiver until {until} lasts longer than {longest}", until=options.until, longest=longest)
        raise SpoorboekError(problem, _("name a day up to {last} with --until", last=last))
    path = options.conf / FILE
    failing = [finding for finding in (*verdict.findings, *verdict.withheld) if finding.fails]
    waivable = [finding for finding in failing if waivers.is_waivable(finding)]
    added = waivers.freeze(path, waivable, options.owner, options.reason, options.until)
    messages = [
        ngettext(
            "{count} waiver added to {file}, until {until}",
            "{count} waivers added to {file}, until {until}",
            added,
            file=path.as_posix(),
            until=options.until,
        )
    ]
    if left := len(failing) - len(waivable):
        messages.append(
            ngettext(
                "{count} finding cannot be waived, for it is about a waiver or another last day; mend it",
                "{count} findings cannot be waived, for they are about a waiver or another last day; mend them",
                left,
            )
        )
    screen.put_lines(translate(line, options.lang) for line in messages)
    return 1 if left else 0
