"""`spoorboek freeze`: waive what is found today."""

from __future__ import annotations

import argparse
from typing import Final

from spoorboek import waivers
from spoorboek.cli import judge, screen
from spoorboek.reporters.report import plural

FILE: Final = "waivers.toml"


def run(options: argparse.Namespace) -> int:
    """Write a waiver for each finding that fails, beside those that are there."""
    found = judge.verdict(options).findings
    path = options.conf / FILE
    added = waivers.freeze(path, found, options.owner, options.reason, options.until)
    screen.put_lines([f"{plural(added, 'waiver')} added to {path.as_posix()}, until {options.until}"])
    return 0
