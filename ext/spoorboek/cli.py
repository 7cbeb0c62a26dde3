"""The command `spoorboek`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from spoorboek import __version__
from spoorboek.errors import SpoorboekError
from spoorboek.reporters import text


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit code is 0 for clean, 1 for findings, 2 for what could not be run."""
    parser = argparse.ArgumentParser("spoorboek", description="Follows what became of each sentence of a programme.")
    parser.add_argument("--version", action="version", version=__version__)
    words = parser.add_subparsers(required=True, metavar="WORD")
    word = words.add_parser(
        "check",
        help="judge a handbook without writing pages",
        description="Judge a handbook without writing pages. Exits 0 when it is clean, 1 when there are findings, "
        "2 when it could not be read.",
    )
    word.add_argument("--docs", type=Path, default=Path("docs"), metavar="DIR", help="the pages (default: docs)")
    word.add_argument(
        "--conf", type=Path, default=Path("conf"), metavar="DIR", help="conf.py and ubproject.toml (default: conf)"
    )
    word.set_defaults(run=check)
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except SpoorboekError as error:
        print(error, file=sys.stderr)
        return 2


def check(options: argparse.Namespace) -> int:
    """Read, judge, report."""
    from spoorboek.readers import sphinx  # starts Sphinx, which `spoorboek --help` need not wait for

    verdict, said = sphinx.run(options.docs, options.conf)
    for line in text.lines(verdict, said):
        print(line)
    return 1 if verdict.fails or said else 0
