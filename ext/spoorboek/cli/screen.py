"""Output: standard output, standard error and files, and whether standard output is a terminal."""

from __future__ import annotations

import contextlib
import io
import re
import select
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from spoorboek.i18n.language import translate
from spoorboek.model import files
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.message import Message, _
from spoorboek.model.printable import printable

_BY_HAND: Final = frozenset({".md", ".rst", ".toml", ".py", ".po"})
"""The ends of names of files that no report replaces: pages, settings, code, catalogs."""
_BREAKS: Final = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def is_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def shows_colours(environ: Mapping[str, str]) -> bool:
    """Whether to use colours: in a terminal that is not dumb unless NO_COLOR is set, anywhere if FORCE_COLOR is.

    An empty variable counts as unset. Source: no-color.org and force-color.org.
    """
    if environ.get("NO_COLOR"):
        return False
    return bool(environ.get("FORCE_COLOR")) or (is_terminal() and environ.get("TERM") != "dumb")


def put(text: str, encoding: str | None = None) -> None:
    """Write to standard output, in `encoding` if given, else in its own.

    A closed pipe (`| head`) is no error. Raises SpoorboekError if it cannot be written.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        put_bytes(text.encode(encoding or sys.stdout.encoding, "backslashreplace"))
    elif sys.stdout is None:
        raise _unwritable(_("it is closed"))
    else:
        sys.stdout.write(text)  # replaced by the program that runs the command


def put_bytes(content: bytes) -> None:
    """Write to standard output unbuffered, so that a failed write is not repeated at exit.

    A closed pipe is no error. Raises SpoorboekError if it cannot be written.
    """
    if sys.stdout is None:
        raise _unwritable(_("it is closed"))
    stream = getattr(sys.stdout.buffer, "raw", sys.stdout.buffer)
    remaining = memoryview(content)
    try:
        sys.stdout.flush()
        while remaining:
            written = stream.write(remaining)
            if written is None:  # a full pipe in non-blocking mode
                select.select([], [stream], [])
            remaining = remaining[written or 0 :]
    except BrokenPipeError:
        return
    except (OSError, ValueError) as error:
        raise _unwritable((isinstance(error, OSError) and error.strerror) or str(error)) from None


def _unwritable(reason: str) -> SpoorboekError:
    problem = _("standard output cannot be written: {reason}", reason=reason)
    return SpoorboekError(problem, _("write to a file on a disk with free space, or to the screen"))


def put_lines(lines: Iterable[str]) -> None:
    """Write lines; line breaks within a line are escaped."""
    put("".join(f"{_BREAKS.sub(_escaped, line)}\n" for line in lines))


def put_messages(*messages: str) -> None:
    """Write messages in the language in use, a line each, without control characters."""
    put_lines(printable(translate(message)) for message in messages)


def aligned(rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Rows of cells as lines in the language in use, with columns of equal width, without control characters."""
    shown = [[printable(translate(cell)) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*shown, strict=True)]
    for row in shown:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def note(text: str) -> None:
    """Write a line to standard error in the language in use; if it cannot be written, only the exit code reports it."""
    with contextlib.suppress(OSError, ValueError):
        print(printable(translate(text)), file=sys.stderr, flush=True)


def _escaped(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode()


def save(path: Path, content: bytes, *, markdown_beside: Path | None = None) -> None:
    """Write a file; create missing folders. A Markdown file may replace one outside the pages `markdown_beside`.

    Raises SpoorboekError if it cannot be written, or is a page or a file of settings; then it is unchanged.
    """
    remedy = _("name another file with --output")
    suffix = path.suffix.lower()
    may_replace = (
        suffix == ".md" and markdown_beside and not files.real(path).is_relative_to(files.real(markdown_beside))
    )
    if suffix in _BY_HAND and not may_replace and files.exists(path):
        raise SpoorboekError(_("{file} is there, and may be written by hand", file=path), remedy)
    _make_folder(path, remedy)
    files.write(path, content, remedy)


def create(path: Path, content: bytes) -> None:
    """Write a new file; create missing folders.

    Raises SpoorboekError if it exists, or cannot be written.
    """
    remedy = _("name a new page, in a writable folder")
    _make_folder(path, remedy)
    files.create(path, content, remedy)


def _make_folder(path: Path, remedy: Message) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise files.unwritable(path, error, remedy) from None
