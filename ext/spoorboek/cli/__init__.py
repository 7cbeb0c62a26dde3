"""The command `spoorboek`: a file for each subcommand."""

from __future__ import annotations

import gc
import importlib
import os
import re
import sys
import time
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from spoorboek.cli import host, language, screen
from spoorboek.cli.parser import parser
from spoorboek.i18n.language import no_catalog, translate, using
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.lines import brief, is_printable
from spoorboek.model.message import Message, _

_NOTHING: Final = re.compile("-.*=--", re.DOTALL)
"""`--conf=--`: argparse makes an empty list of the value, whatever is expected."""

_EXTRAS: Final = {
    **dict.fromkeys(
        ("docutils", "icalendar", "myst_parser", "sphinx", "sphinx_needs", "typst", "xlsxwriter"), "handbook"
    ),
    "sphinx_intl": "translate",
}
"""Packages that not everybody needs, and the extra that brings each."""


def command() -> int:
    """`main` in a process of its own, which ends with it: nothing is looked through for what could go."""
    gc.disable()
    try:
        return main()
    finally:
        gc.freeze()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit code is 0 for clean, 1 for findings or no path, 2 for what could not be run.

    Raises SystemExit where the command cannot be followed (2), or its help is asked for (0). The process is left as it
    was found.
    """
    with host.left_as_it_was():
        return _run(arguments)


def _run(arguments: Sequence[str] | None) -> int:
    started = time.perf_counter()
    arguments = sys.argv[1:] if arguments is None else arguments
    spoken = language.chosen(arguments, os.environ)
    if lacking := language.lacking(arguments):
        screen.note(translate(no_catalog(lacking), spoken))
    top = parser(spoken)
    if any(_NOTHING.fullmatch(argument) for argument in arguments):
        top.error(translate(_("an option ends in =--, which gives it no value"), spoken))
    options = top.parse_args(arguments)
    if options.subcommand is None:
        top.print_help(sys.stderr)
        return 2
    options.typed_lang = getattr(options, "lang", "")
    options.started, options.lang = started, spoken
    gc.disable()  # what is read stays until the end: looking for what could go takes a quarter of the time
    try:
        _refuse_unprintable(options)
        with _told_what_is_not_installed(), using(spoken):
            module = importlib.import_module(f"spoorboek.cli.{options.subcommand}")  # only what this subcommand needs
            return int(module.run(options))
    except SpoorboekError as error:
        _complain(error.lines, spoken)
        return 2
    except KeyboardInterrupt:
        _complain([_("error: it was stopped before it was done; run it again")], spoken)
        return 2


@contextmanager
def _told_what_is_not_installed() -> Iterator[None]:
    """Raises SpoorboekError where what runs needs a package that an extra of ours brings, and that is not there."""
    try:
        yield
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if package not in _EXTRAS:
            raise
        remedy = _("install it: python -m pip install 'spoorboek[{extra}]'", extra=_EXTRAS[package])
        raise SpoorboekError(_("{package} is not installed", package=package), remedy) from None


def _refuse_unprintable(options: Namespace) -> None:
    """Raises SpoorboekError where a text among the options could not be written to a file or shown on a page."""
    for text in _texts(options):
        if not is_printable(" ".join(text.split())):
            problem = _("{text} holds bytes that are no text, or control characters", text=brief(text))
            raise SpoorboekError(problem, _("type it anew, in UTF-8"))


def _texts(options: Namespace) -> Iterator[str]:
    """What was typed that is no name of a file."""
    for value in vars(options).values():
        yield from (text for text in (value if isinstance(value, list) else [value]) if isinstance(text, str))


def _complain(lines: Sequence[Message], spoken: str) -> None:
    for line in lines:
        screen.note(translate(line, spoken))
