"""`spoorboek freeze`: waive what is found today."""

from __future__ import annotations

import argparse
from typing import Final

from spoorboek.cli import judge, screen
from spoorboek.i18n.language import translate
from spoorboek.model.message import ngettext
from spoorboek.rules.engine import waivers

FILE: Final = "waivers.toml"


def run(options: argparse.Namespace) -> int:
    """Write a waiver for each finding that fails, beside those that are there."""
    found = judge.verdict(options).findings
    path = options.conf / FILE
    added = waivers.freeze(path, found, options.owner, options.reason, options.until)
    told = ngettext(
        "{count} waiver added to {file}, until {until}",
        "{count} waivers added to {file}, until {until}",
        added,
        file=path.as_posix(),
        until=options.until,
    )
    screen.put_lines([translate(told, options.lang)])
    return 0
