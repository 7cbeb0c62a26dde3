"""The command `spoorboek`: its entry point, and one module per subcommand."""

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
from spoorboek.model.message import _
from spoorboek.model.printable import brief, is_printable

_NOTHING: Final = re.compile("-.*=--", re.DOTALL)
"""`--conf=--`, which argparse parses to an empty list, whatever the type of the option."""

_EXTRAS: Final = {
    **dict.fromkeys(
        ("docutils", "icalendar", "myst_parser", "sphinx", "sphinx_needs", "typst", "xlsxwriter"), "handbook"
    ),
    "sphinx_intl": "translate",
    "pypdfium2": "source",
}
"""Optional packages, and the extra of Spoorboek that installs each."""


def command() -> int:
    """`main` in a process of its own, which ends with it."""
    gc.disable()
    options = Namespace()  # kept to the end, with what a subcommand leaves in it: freeing that takes long
    try:
        code = main(None, options)
    finally:
        gc.freeze()
    host.end(code)
    return code


def main(arguments: Sequence[str] | None = None, options: Namespace | None = None) -> int:
    """Run the command, which fills `options`; return the exit code: 0 clean, 1 findings or no path, 2 could not be run.

    Raises SystemExit if the arguments are invalid (2), or help is requested (0). Restores the state of the process.
    """
    with host.restored_process():
        return _run(arguments, options or Namespace())


def _run(arguments: Sequence[str] | None, options: Namespace) -> int:
    started = time.perf_counter()
    arguments = sys.argv[1:] if arguments is None else arguments
    spoken = language.chosen(arguments, os.environ)
    with using(spoken):
        if lacking := language.lacking(arguments):
            screen.note(no_catalog(lacking))
        top = parser()
        if any(_NOTHING.fullmatch(argument) for argument in arguments):
            top.error(translate(_("an option ends in =--, which gives it no value")))
        top.parse_args(arguments, options)
        if options.subcommand is None:
            top.print_help(sys.stderr)
            return 2
        options.typed_lang = getattr(options, "lang", "")
        options.started, options.lang = started, spoken
        return _subcommand(options)


def _subcommand(options: Namespace) -> int:
    gc.disable()  # hardly anything becomes garbage, and collection takes a quarter of the time
    try:
        _refuse_unusable(options)
        with _missing_extras():
            module = importlib.import_module(f"spoorboek.cli.{options.subcommand}")  # imports only what it needs
            return int(module.run(options))
    except SpoorboekError as error:
        for line in error.lines:
            screen.note(line)
        return 2
    except KeyboardInterrupt:
        screen.note(_("error: interrupted before it was done; run it again"))
        return 2


@contextmanager
def _missing_extras() -> Iterator[None]:
    """Turn a ModuleNotFoundError about an optional package into a SpoorboekError that names the extra to install."""
    try:
        yield
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if package not in _EXTRAS:
            raise
        remedy = _("install it: python -m pip install 'spoorboek[{extra}]'", extra=_EXTRAS[package])
        raise SpoorboekError(_("{package} is not installed", package=package), remedy) from None


def _refuse_unusable(options: Namespace) -> None:
    """Raise SpoorboekError if the working folder is gone, or an option cannot be written or shown on a page."""
    if not host.folder():
        raise SpoorboekError(_("the current folder no longer exists"), _("change to another folder, and run it again"))
    for value in _values(options):
        text = str(value)
        if "\0" in text or (isinstance(value, str) and not is_printable(" ".join(text.split()))):
            problem = _("{text} contains bytes that are not text, or control characters", text=brief(text))
            raise SpoorboekError(problem, _("type it again, in UTF-8"))


def _values(options: Namespace) -> Iterator[object]:
    """Each value of each option; an option that may be repeated has several."""
    for value in vars(options).values():
        yield from value if isinstance(value, list) else [value]
