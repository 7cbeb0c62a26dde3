"""What is written to standard output, and whether a person looks at it."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from spoorboek.model.errors import SpoorboekError
from spoorboek.model.message import _


def is_terminal() -> bool:
    return sys.stdout.isatty()


def shows_colours(environ: Mapping[str, str]) -> bool:
    """On a terminal that is not dumb, unless NO_COLOR is set; anywhere if FORCE_COLOR is. An empty value is as none.

    Source: no-color.org and force-color.org.
    """
    if environ.get("NO_COLOR"):
        return False
    return bool(environ.get("FORCE_COLOR")) or (is_terminal() and environ.get("TERM") != "dumb")


def put(text: str, encoding: str | None = None) -> None:
    """Write to standard output, in `encoding` where a format asks for one.

    A reader that stops early (`| head`) is no error. Raises SpoorboekError where it cannot be written.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding=encoding, errors="backslashreplace")
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _hush()
    except OSError as error:
        _hush()
        problem = _("standard output cannot be written: {reason}", reason=error.strerror)
        raise SpoorboekError(problem, _("write to a file with room, or to the screen")) from None


def put_lines(lines: Iterable[str]) -> None:
    put("".join(f"{line}\n" for line in lines))


def save(path: Path, file: bytes) -> None:
    """Write a file; a folder that does not exist is made.

    Raises SpoorboekError where it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file)
    except (OSError, ValueError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or str(error)
        problem = _("{file} cannot be written: {reason}", file=path, reason=reason)
        raise SpoorboekError(problem, _("name another file with --output")) from None


def create(path: Path, file: bytes) -> None:
    """Write a file that is not there yet; a folder that does not exist is made.

    Raises SpoorboekError where it is there, or cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as new:
            new.write(file)
    except FileExistsError:
        problem = _("{file} is there already, and is not overwritten", file=path)
        raise SpoorboekError(problem, _("name a page that is not")) from None
    except (OSError, ValueError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or str(error)
        problem = _("{file} cannot be written: {reason}", file=path, reason=reason)
        raise SpoorboekError(problem, _("name another page")) from None


def _hush() -> None:
    """Let Python not try again, and complain, when it closes standard output at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
