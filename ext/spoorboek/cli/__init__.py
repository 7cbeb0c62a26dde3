"""The command `spoorboek`: one word, one file."""

from __future__ import annotations

import gc
import importlib
import os
import sys
import time
from collections.abc import Sequence

from spoorboek.cli import language, words
from spoorboek.i18n.language import translate
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.message import Message, _


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit code is 0 for clean, 1 for findings or no path, 2 for what could not be run."""
    started = time.perf_counter()
    spoken = language.chosen(sys.argv[1:] if arguments is None else arguments, os.environ)
    parser = words.parser(spoken)
    options = parser.parse_args(arguments)
    if options.word is None:
        parser.print_help(sys.stderr)
        return 2
    options.started, options.lang = started, spoken
    gc.disable()  # what is read stays until the end: looking for what could go takes a quarter of the time
    try:
        word = importlib.import_module(f"spoorboek.cli.{options.word}")  # only what this word needs
        return int(word.run(options))
    except SpoorboekError as error:
        _complain(error.lines, spoken)
        return 2
    except KeyboardInterrupt:
        _complain([_("error: it was stopped before it was done; run it again")], spoken)
        return 2


def _complain(lines: Sequence[Message], spoken: str) -> None:
    for line in lines:
        print(translate(line, spoken), file=sys.stderr)
