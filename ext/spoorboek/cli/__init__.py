"""The command `spoorboek`: one word, one file."""

from __future__ import annotations

import gc
import importlib
import sys
import time
from collections.abc import Sequence

from spoorboek.cli import words
from spoorboek.errors import SpoorboekError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit code is 0 for clean, 1 for findings or no path, 2 for what could not be run."""
    started = time.perf_counter()
    parser = words.parser()
    options = parser.parse_args(arguments)
    if options.word is None:
        parser.print_help(sys.stderr)
        return 2
    options.started = started
    gc.disable()  # what is read stays until the end: looking for what could go takes a quarter of the time
    try:
        word = importlib.import_module(f"spoorboek.cli.{options.word}")  # only what this word needs
        return int(word.run(options))
    except SpoorboekError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("error: it was stopped before it was done; run it again", file=sys.stderr)
        return 2
