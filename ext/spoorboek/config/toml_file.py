"""TOML files: values with checks of their types and with their locations."""

from __future__ import annotations

import datetime
import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from spoorboek.model import files
from spoorboek.model.errors import SpoorboekError, unfinished_merge, unreadable
from spoorboek.model.message import Message, _
from spoorboek.model.near_matches import did_you_mean
from spoorboek.model.offsets import Offsets
from spoorboek.model.printable import brief, has_words, is_printable, printable
from spoorboek.model.programme import Location

LARGEST: Final = 64 * 1024 * 1024
"""In bytes; a hundred thousand stamps take a third of it."""
_CONFLICT: Final = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})(?: .*)?$", re.MULTILINE)
_TOKEN: Final = re.compile(
    r"""(?P<blank>[ \t\r]+|\#[^\n]*)
    |(?P<text>"{3}(?:\\.|[^\\])*?"{3,5}|'{3}.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*')
    |(?P<sign>[\[\]{}=,.\n])
    |(?P<bare>[^\s\[\]{}=,.\#"']+)""",
    re.DOTALL | re.VERBOSE,
)
_DEPTH: Final = 16
"""The deepest way with a location; deeper values get that of the value around them."""
_LONG_KEY: Final = re.compile(r"""(?<![\w.-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){64}""")
"""A dotted key of so many parts that tomllib takes minutes for it."""
_DEEPEST: Final = 64
"""The deepest nesting; tomllib fails at some hundreds."""
CORRECT_IT: Final = _("correct it")
WRITABLE: Final = _("make it writable")
_INTEGERS: Final = range(-(2**63), 2**63)
"""The integers that TOML requires a parser to accept."""

Way = tuple[str | int, ...]
"""The path to a value: keys of tables and 0-based indexes of lists."""


class Document:
    """A parsed TOML file with its text; `shown_as` is its name in messages."""

    def __init__(self, shown_as: str, text: str, values: dict[str, Any]) -> None:
        self.shown_as = shown_as
        self.text = text
        self.values = values

    @property
    def top(self) -> Value:
        """The whole file as one table."""
        return Value(self, (), self.values)

    def location(self, way: Way) -> Location:
        """The location of a value; of the table or list around it if it does not exist."""
        return self._location(way, self._walk.values)

    def location_of_key(self, way: Way) -> Location:
        """The location of the key of a value."""
        return self._location(way, self._walk.keys)

    def _location(self, way: Way, offsets: dict[Way, int]) -> Location:
        while way and way not in offsets:
            way = way[:-1]
        return self.location_at(offsets.get(way, 0))

    def location_at(self, offset: int) -> Location:
        return self._offsets.location(offset)

    @cached_property
    def _offsets(self) -> Offsets:
        return Offsets(self.shown_as, self.text)

    @cached_property
    def _walk(self) -> _Walk:
        return _Walk(self.text)


class _Walk:
    """The offset of each key and value of a valid TOML text, found in one pass."""

    def __init__(self, text: str) -> None:
        self.keys: dict[Way, int] = {}
        self.values: dict[Way, int] = {}
        self._tokens = (token for token in _TOKEN.finditer(text) if token.lastgroup != "blank")
        self._next()
        table: Way = ()
        numbers: dict[Way, int] = {}
        while self._text:
            if self._text == "\n":
                self._next()
            elif self._text == "[":
                table = self._header(numbers)
            else:
                self._pair(table)

    def _next(self) -> None:
        token = next(self._tokens, None)
        self._text, self._at = (token[0], token.start()) if token else ("", 0)

    def _header(self, numbers: dict[Way, int]) -> Way:
        """The way of the table that `[a.b]` or `[[a.b]]` opens; `numbers` counts the tables of each list so far."""
        at = self._at
        self._next()
        is_list = self._text == "["
        if is_list:
            self._next()
        way: Way = ()
        parts = self._key()
        for n, (part, begins) in enumerate(parts, 1):
            way = (*way, part)
            self._note(way, begins, at)
            if is_list and n == len(parts):
                numbers[way] = numbers.get(way, -1) + 1
            if way in numbers:
                way = (*way, numbers[way])
                self._note(way, begins, at)
        while self._text == "]":
            self._next()
        return way

    def _key(self) -> list[tuple[str, int]]:
        """The parts of a key `a."b".c`, each with its offset."""
        parts: list[tuple[str, int]] = []
        while True:
            parts.append((_unquoted(self._text), self._at))
            self._next()
            if self._text != ".":
                return parts
            self._next()

    def _pair(self, table: Way) -> None:
        way = table
        for part, begins in self._key():
            way = (*way, part)
            self._note(way, begins, begins)
        self._next()
        self._value(way)

    def _note(self, way: Way, key: int, value: int) -> None:
        if len(way) <= _DEPTH:
            self.keys.setdefault(way, key)
            self.values.setdefault(way, value)

    def _value(self, way: Way) -> None:
        if len(way) <= _DEPTH:
            self.values[way] = self._at
        if self._text == "[":
            self._list(way)
        elif self._text == "{":
            self._next()
            while self._text != "}":
                self._next() if self._text in {",", "\n"} else self._pair(way)
            self._next()
        else:
            while self._text and self._text not in {",", "]", "}", "\n"}:
                self._next()

    def _list(self, way: Way) -> None:
        number = 0
        self._next()
        while self._text != "]":
            if self._text in {",", "\n"}:
                number += self._text == ","
                self._next()
            else:
                self._note((*way, number), self._at, self._at)
                self._value((*way, number))
        self._next()


def _unquoted(key: str) -> str:
    if key[0] not in "\"'":
        return key
    return next(iter(tomllib.loads(f"{key}=0"))) if "\\" in key else key[1:-1]


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a TOML file with the way to it. Each method returns it as one type.

    All of them raise SpoorboekError, with the location, if it has another type.
    """

    document: Document
    way: Way
    raw: Any

    @property
    def name(self) -> str:
        """Its key, or the key of the list it is in, shortened for messages."""
        key = next((part for part in reversed(self.way) if isinstance(part, str)), self.document.shown_as)
        return (printable(key) if len(key) < 80 else f"{printable(key[:40])}...") if key.strip() else brief(key)

    @property
    def at(self) -> Location:
        return self.document.location(self.way)

    @property
    def at_key(self) -> Location:
        return self.document.location_of_key(self.way)

    def table(self) -> Table:
        if not isinstance(self.raw, dict):
            raise self.wrong(_("a table"))
        return Table(self, self.raw)

    def table_of(self, keys: Sequence[str], table: Message) -> Table:
        """The values of a table with no keys but `keys`; `table` is its name in messages."""
        values = self.table()
        for key, value in values.items():
            if key not in keys:
                parts = {"table": table, "key": brief(key), "suggestion": did_you_mean(key, keys)}
                problem = _("{table} has no setting {key}{suggestion}", **parts)
                raise unreadable(value.at_key, problem, _("use one of {words}", words=", ".join(keys)))
        return values

    def entries(self, remedy: Message = CORRECT_IT) -> tuple[Value, ...]:
        if not isinstance(self.raw, list):
            raise self.wrong(_("a list"), remedy)
        return tuple(Value(self.document, (*self.way, number), value) for number, value in enumerate(self.raw))

    def texts(self) -> tuple[str, ...]:
        return tuple(value.text() for value in self.entries())

    def text(self) -> str:
        """A text on one line: line ends, as in triple quotes, become spaces."""
        if not isinstance(self.raw, str):
            raise self.wrong(_("text between quotes"))
        line = " ".join(line.strip() for line in self.raw.replace("\t", " ").splitlines()).strip()
        if not is_printable(line):
            raise self.wrong(_("text without control characters"))
        return line

    def exact(self) -> str:
        """A text unchanged, with surrounding white space, to be compared exactly."""
        self.text()
        return str(self.raw)

    def pattern(self) -> str:
        if not isinstance(self.raw, str):
            raise self.wrong(_("text between quotes"))
        try:
            re.compile(self.raw)
        except (re.error, RecursionError, OverflowError) as error:
            problem = _(
                "{name} is {value}, which is not a valid pattern: {reason}",
                name=self.name,
                value=brief(self.raw),
                reason=error,
            )
            raise unreadable(self.at, problem, _("correct it")) from None
        return self.raw

    def truth(self) -> bool:
        if not isinstance(self.raw, bool):
            raise self.wrong(_("true or false"))
        return self.raw

    def count(self) -> int:
        """A whole number from 0."""
        if not isinstance(self.raw, int) or isinstance(self.raw, bool) or self.raw < 0:
            raise self.wrong(_("a whole number from 0"))
        return self.raw

    def number(self) -> float:
        """A number, whole or not."""
        if not isinstance(self.raw, int | float) or isinstance(self.raw, bool) or self.raw != self.raw:
            raise self.wrong(_("a number"))
        return self.raw

    def day(self) -> datetime.date:
        """A date without a time."""
        if not is_day(self.raw):
            raise self.wrong(_("a date without quotes, 2026-11-23"))
        day: datetime.date = self.raw
        return day

    def wrong(self, expected: Message, remedy: Message = CORRECT_IT) -> SpoorboekError:
        """The error for a value that is not as expected."""
        problem = _("{name} is {value}, expected {expected}", name=self.name, value=_brief(self.raw), expected=expected)
        return unreadable(self.at, problem, remedy)


class Table(dict[str, Value]):
    """The values of a table by key. Each method gives the value of a key as one type, or a default if it is missing."""

    def __init__(self, value: Value, raw: Mapping[str, Any]) -> None:
        super().__init__({key: Value(value.document, (*value.way, key), inner) for key, inner in raw.items()})
        self.value = value

    def at(self, key: str) -> Location:
        """The location of the value of a key; that of the table if it is missing."""
        return self[key].at if key in self else self.value.at

    def table(self, key: str) -> Table:
        return self[key].table() if key in self else Table(self.value, {})

    def text(self, key: str, default: str = "") -> str:
        return self[key].text() if key in self else default

    def texts(self, key: str) -> tuple[str, ...]:
        return self[key].texts() if key in self else ()

    def truth(self, key: str, *, default: bool = False) -> bool:
        return self[key].truth() if key in self else default

    def required_text(self, key: str) -> str:
        """The text of a key; raises SpoorboekError if it is missing or blank."""
        if has_words(text := self.text(key)):
            return text
        raise self.missing(key)

    def required_day(self, key: str) -> datetime.date:
        """The date of a key; raises SpoorboekError if it is missing."""
        if key in self:
            return self[key].day()
        raise self.missing(key)

    def missing(self, key: str) -> SpoorboekError:
        table = ".".join(part for part in self.value.way if isinstance(part, str))
        problem = _("[[{table}]] has no {key!r}", table=table, key=key)
        return unreadable(self.at(key), problem, _("add {key} = …", key=key))


def read(path: Path, shown_as: str) -> Document | None:
    """Read and parse a file; None if it does not exist.

    Raises SpoorboekError if it cannot be read or is not TOML.
    """
    written = text(path, shown_as)
    return None if written is None else parsed(written, shown_as)


def text(path: Path, shown_as: str) -> str | None:
    """The text of a file; None if it does not exist. Raises SpoorboekError as `exact_text` does."""
    exact = exact_text(path, shown_as)
    return None if exact is None else exact.replace("\r\n", "\n")


def exact_text(path: Path, shown_as: str) -> str | None:
    """The text of a file with its own line endings; None if it does not exist.

    Raises SpoorboekError if it cannot be read, or is a link to nothing.
    """
    remedy = _("make it a readable file in UTF-8")
    content = files.read(path, shown_as, remedy, LARGEST)
    if content is None and path.is_symlink():
        raise SpoorboekError(_("{file} is a link to a file that does not exist", file=shown_as), remedy)
    try:
        return None if content is None else content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SpoorboekError(_("{file} cannot be read: {reason}", file=shown_as, reason=error), remedy) from None


def parsed(text: str, shown_as: str) -> Document:
    """Parse a TOML text. Raises SpoorboekError if it is not TOML."""
    if match := _LONG_KEY.search(text):
        location = Document(shown_as, text, {}).location_at(match.start())
        raise unreadable(location, _("a key has more than {most} parts", most=64), _("make it shorter"))
    if text.startswith("\ufeff"):
        problem = _("it follows a byte-order mark, which is invisible")
        raise unreadable(Location(shown_as, 1), problem, _("save the file as UTF-8 without a byte-order mark"))
    try:
        document = Document(shown_as, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        if conflict := _CONFLICT.search(text):
            location = Document(shown_as, text, {}).location_at(conflict.start())
            raise unfinished_merge(location, conflict[0]) from None
        location, reason = _toml_location(shown_as, text, str(error))
        raise unreadable(location, _("invalid TOML: {reason}", reason=reason), _("correct that line")) from None
    except RecursionError:
        raise _too_deep(shown_as, text) from None
    except ValueError as error:  # a number with thousands of digits
        raise SpoorboekError(
            _("{file} cannot be read: {reason}", file=shown_as, reason=error), _("make it shorter")
        ) from None
    _refuse_huge(document.top)
    return document


def _too_deep(shown_as: str, text: str) -> SpoorboekError:
    depth = 0
    for token in _TOKEN.finditer(text):
        if token.lastgroup == "sign":
            depth += (token[0] in "[{") - (token[0] in "]}")
        if depth > _DEEPEST:
            break
    problem = _("values are nested more than {most} deep", most=_DEEPEST)
    location = Document(shown_as, text, {}).location_at(token.start())
    return unreadable(location, problem, _("nest them less deep"))


def _toml_location(shown_as: str, text: str, message: str) -> tuple[Location, str]:
    match = re.search(r" \(at line (\d+), column (\d+)\)$", message)
    if match:
        return Location(shown_as, int(match[1]), int(match[2])), message[: match.start()]
    return Location(shown_as, text.count("\n") + 1, 1), message.removesuffix(" (at end of document)")


def _refuse_huge(top: Value) -> None:
    """Raise SpoorboekError if a value is nested too deep, or a number is out of TOML's range.

    Python computes with such a number, but refuses to print it.
    """
    pending: list[tuple[Way, Any]] = [((), top.raw)]
    while pending:
        way, raw = pending.pop()
        if len(way) > 2 * _DEEPEST:
            raise _too_deep(top.document.shown_as, top.document.text)
        if isinstance(raw, dict | list):
            inner = raw.items() if isinstance(raw, dict) else enumerate(raw)
            pending += (((*way, key), value) for key, value in inner if isinstance(value, dict | list | int))
        elif raw not in _INTEGERS:
            raise Value(top.document, way, raw).wrong(_("a number of at most 64 bits"))


def is_day(value: object) -> bool:
    """Whether it is a TOML date without a time."""
    return isinstance(value, datetime.date) and not isinstance(value, datetime.datetime)


def masked(text: str) -> str:
    """A TOML text with comments replaced by spaces and strings by quotes, of the same length."""
    return _TOKEN.sub(_mask, text)


def _mask(token: re.Match[str]) -> str:
    if token.lastgroup == "text":
        return re.sub(r"[^\n]", '"', token[0])
    return " " * len(token[0]) if token.lastgroup == "blank" and token[0][0] == "#" else token[0]


def locked(path: Path) -> AbstractContextManager[None]:
    """Lock the folder of `path` against other writers."""
    return files.locked(path, WRITABLE)


def write(path: Path, text: str) -> None:
    """Replace the file atomically; call this inside `locked`.

    Raises SpoorboekError if it cannot be written.
    """
    try:
        content = text.encode()
    except UnicodeEncodeError as error:
        raise files.unwritable(path, error, WRITABLE) from None
    files.replace(path, content, WRITABLE)


def _brief(value: object) -> str:
    """A value for a message; booleans and times in TOML syntax."""
    return in_toml(value) if isinstance(value, bool | datetime.date | datetime.time) else brief(value)


def in_toml(value: object) -> str:
    """A text, number, date, list or table in TOML syntax, on one line."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        is_literal = "\\" in value and "'" not in value and is_printable(value)
        return f"'{value}'" if is_literal else quoted(value)
    if isinstance(value, list):
        return f"[{', '.join(map(in_toml, value))}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {in_toml(inner)}' for key, inner in value.items())} }}" if value else "{}"
    return str(value)


def quoted(text: str) -> str:
    """A quoted string; JSON's syntax is TOML's but for U+007F."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
