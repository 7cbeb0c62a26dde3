"""A TOML file, and where in it an entry stands."""

from __future__ import annotations

import bisect
import datetime
import fcntl
import json
import os
import re
import shutil
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from spoorboek.model.errors import SpoorboekError, unreadable
from spoorboek.model.message import _
from spoorboek.model.programme import Location

_TEXT: Final = re.compile(r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*', re.DOTALL)
_CONFLICT: Final = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})(?: .*)?$", re.MULTILINE)
_HEADER: Final = re.compile(r"^[ \t]*\[{1,2}[ \t]*([\w.-]+)[ \t]*\]{1,2}[ \t]*$", re.MULTILINE)


class Document:
    """What a TOML file says, and the text it says it in; `shown_as` is how messages name the file."""

    def __init__(self, shown_as: str, text: str, values: dict[str, Any]) -> None:
        self.shown_as = shown_as
        self.text = text
        self.values = values

    def place(self, table: str, number: int = 0, key: str = "", word: str = "") -> Location:
        """Where a value stands: the so-manieth `[table]` or `[[table]]`, the value of a key in it, a word in that.

        What is written in a way that this does not follow (a quoted key, a table on one line) has the place of what
        is around it.
        """
        start, end = self._region(table, number)
        found = re.compile(rf"^[ \t]*{re.escape(key)}[ \t]*=[ \t]*", re.MULTILINE).search(self.bare, start, end)
        at = found.end() if key and found else start
        inner = self.text.find(word, at, end) if word and found else -1
        return self.place_at(inner if inner >= 0 else at)

    def find(self, word: str) -> Location:
        """The first place in the file that holds this text."""
        return self.place_at(max(self.text.find(word), 0))

    def _region(self, table: str, number: int) -> tuple[int, int]:
        """From the header of a table to the next header; the file's head where there is no such table."""
        headers = self._headers
        wanted = [n for n, (name, _) in enumerate(headers) if name == table]
        if number >= len(wanted):
            return 0, headers[0][1] if headers else len(self.text)
        n = wanted[number]
        return headers[n][1], headers[n + 1][1] if n + 1 < len(headers) else len(self.text)

    @cached_property
    def bare(self) -> str:
        return bare(self.text)

    @cached_property
    def _headers(self) -> list[tuple[str, int]]:
        return [(found[1], found.start() + found[0].index("[")) for found in _HEADER.finditer(self.bare)]

    @cached_property
    def _lines(self) -> list[int]:
        """The offset at which each line begins."""
        return [0, *(found.end() for found in re.finditer("\n", self.text))]

    def place_at(self, offset: int) -> Location:
        line = bisect.bisect_right(self._lines, offset)
        return Location(self.shown_as, line, offset - self._lines[line - 1] + 1)


def bare(text: str) -> str:
    """A text of TOML with blanks for its comments, and nothing but quotes for what stands between quotes."""
    return _TEXT.sub(lambda found: re.sub(r"[^\n]", " " if found[0][0] == "#" else '"', found[0]), text)


def read(path: Path, shown_as: str) -> Document | None:
    """The file as it is written; None where there is none.

    Raises SpoorboekError where it cannot be read or is no TOML.
    """
    said = text(path, shown_as)
    return None if said is None else parsed(said, shown_as)


def text(path: Path, shown_as: str) -> str | None:
    """What stands in a file; None where there is none.

    Raises SpoorboekError where it cannot be read.
    """
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        problem = _("{file} cannot be read: {reason}", file=shown_as, reason=reason)
        raise SpoorboekError(problem, _("make it a readable file in UTF-8")) from None


def parsed(text: str, shown_as: str) -> Document:
    """What a text of TOML says.

    Raises SpoorboekError where it is none.
    """
    try:
        return Document(shown_as, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        if conflict := _CONFLICT.search(text):
            at = Location(shown_as, text.count("\n", 0, conflict.start()) + 1)
            told = _("a merge was not finished: {mark!r}", mark=conflict[0])
            raise unreadable(at, told, _("keep what both sides say, and take the marks of git out")) from None
        place, problem = _toml_place(shown_as, text, str(error))
        raise unreadable(place, _("no TOML: {reason}", reason=problem), _("mend that line")) from None
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, tables in tables without end
        raise SpoorboekError(
            _("{file} cannot be read: {reason}", file=shown_as, reason=error), _("make it shorter or less deep")
        ) from None


def _toml_place(shown_as: str, text: str, message: str) -> tuple[Location, str]:
    found = re.search(r" \(at line (\d+), column (\d+)\)$", message)
    if found:
        return Location(shown_as, int(found[1]), int(found[2])), message[: found.start()]
    return Location(shown_as, text.count("\n") + 1, 1), message.removesuffix(" (at end of document)")


def is_day(value: object) -> bool:
    """Is it a TOML date, without a time?"""
    return isinstance(value, datetime.date) and not isinstance(value, datetime.datetime)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Nobody else who asks for it writes a file of this folder meanwhile; a writer that is killed holds nobody up.

    Raises SpoorboekError where the folder cannot be kept.
    """
    try:
        folder = os.open(path.parent, os.O_RDONLY)
    except OSError as error:
        raise _unwritable(path, error) from None
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    except OSError as error:
        raise _unwritable(path, error) from None
    finally:
        os.close(folder)


def put(path: Path, text: str) -> None:
    """Write the whole file beside the old one and put it in its place, so that no reader ever sees half of it.

    Raises SpoorboekError where it cannot be written.
    """
    new = path.with_name(f".{path.name}.new")
    try:
        with new.open("wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, new)
        new.replace(path)
    except OSError as error:
        raise _unwritable(path, error) from None


def _unwritable(path: Path, error: OSError) -> SpoorboekError:
    problem = _("{file} cannot be written: {reason}", file=path.as_posix(), reason=error.strerror)
    return SpoorboekError(problem, _("make it writable"))


def quoted(text: str) -> str:
    """Text between quotes, in which JSON and TOML agree but for one character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
