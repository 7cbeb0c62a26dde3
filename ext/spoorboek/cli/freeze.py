"""`spoorboek freeze`: waive what is found today."""

from __future__ import annotations

import argparse
from typing import Final

from spoorboek import waivers
from spoorboek.cli import judge, screen
from spoorboek.said import say_many
from spoorboek.telling import tell

FILE: Final = "waivers.toml"


def run(options: argparse.Namespace) -> int:
    """Write a waiver for each finding that fails, beside those that are there."""
    found = judge.verdict(options).findings
    path = options.conf / FILE
    added = waivers.freeze(path, found, options.owner, options.reason, options.until)
    told = say_many(
        "{count} waiver added to {file}, until {until}",
        "{count} waivers added to {file}, until {until}",
        added,
        file=path.as_posix(),
        until=options.until,
    )
    screen.put_lines([tell(told, options.lang)])
    return 0
