"""The gate: what ubproject.toml and conf.py ask of a handbook, as lines that a stamp fingerprints."""

from __future__ import annotations

import ast
import datetime
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final, NamedTuple

from spoorboek.config.toml_file import Document, Way, in_toml
from spoorboek.model import fingerprint
from spoorboek.model.grouping import grouped
from spoorboek.model.programme import Location

NAME: Final = "ubproject.toml"
PROGRAM: Final = "conf.py"
VALUES: Final = "conf.py-values"
"""The subject of values that conf.py computes, which its source text does not show."""
ORDER: Final = f"{PROGRAM} order"
"""The subject of the line that fingerprints the order of all statements."""
_STATEMENT: Final = f"{PROGRAM} line"
_A_DAY: Final = re.compile(r"datetime\.date\((\d+), (\d+), (\d+)\)")
_ANY: Final = "*"
_OF_A_TYPE: Final = ("title", "color", "style")
_OF_A_FIELD_OR_LINK: Final = ("description", "outgoing", "incoming")
_TEXTS: Final[tuple[tuple[str, ...], ...]] = (
    ("$schema",),
    ("trace", "parliamentary-paper"),
    ("trace", "publisher_note"),
    ("trace", "reviewer"),
    ("trace", "rule-pages"),
    ("trace", "words"),
    *(("needs", "types", _ANY, key) for key in _OF_A_TYPE),
    *(("needs", "types", _ANY, part, _ANY, key) for part in ("fields", "links") for key in _OF_A_FIELD_OR_LINK),
    *(("needs", part, _ANY, key) for part in ("fields", "links") for key in _OF_A_FIELD_OR_LINK),
)
"""Paths of texts for readers, and of the default role of a stamp: they change no finding."""
_TEXTS_BY_END: Final = grouped(((len(path), path[-1]), path) for path in _TEXTS)
_DAY: Final = ("trace", "as-of")
"""The path of the day of the verdict: only its presence is part of the gate, not its value."""
_NAMES: Final = ("number", "directive", "name", "id")
"""The keys that identify a table in a list, so that its line is independent of its position."""
_LOOKS: Final = frozenset(
    {
        *("project", "author", "copyright", "project_copyright", "version", "release", "gettext_compact"),
        *("html_theme", "html_title", "html_short_title", "html_logo", "html_favicon", "html_permalinks_icon"),
        *("html_copy_source", "html_use_index", "html_show_sphinx", "html_show_copyright"),
        *("spoorboek_licences", "spoorboek_names", "spoorboek_source_url"),
        *("spoorboek_foot", "spoorboek_lists", "spoorboek_report", "spoorboek_maker", "spoorboek_contact"),
        "spoorboek_makers",
        "html_baseurl",
    }
)
"""Settings of conf.py outside the gate: the appearance of pages and what they say of their publisher."""
_OF_A_BUILD: Final = frozenset({"language", "spoorboek_live"})
"""Options of a build outside the gate: its language and live reloading."""
_STRICT: Final = ("nitpicky", True)
"""The setting of `-n`: Sphinx reports unresolved references."""

Lines = tuple[str, ...]


@dataclass(frozen=True)
class Gate:
    """The lines that a file contributes to the gate, its location, and locations by subject as far as known."""

    questions: Lines
    at: Location
    places: Mapping[str, Location] = field(default_factory=dict)

    @cached_property
    def fingerprint(self) -> str:
        return fingerprint_of(self.questions)


def of_settings(document: Document) -> Gate:
    """The gate of ubproject.toml: every value that may make a check find more or less.

    All values count but those listed as texts for readers, so that a new setting is never left out. The location of a
    setting is its key or the header of its table.
    """
    ways = dict(_lines(document.values))
    places: dict[str, Location] = {}
    for line, way in ways.items():
        name = subject(line)
        way_of_setting = way[: name.count(".") + 1]
        places[name] = min(document.location(way_of_setting), document.location_of_key(way_of_setting))
    return Gate(tuple(sorted(ways)), document.location(("trace",)), places)


def of_program(source: bytes, shown_as: str) -> Gate:
    """The gate of conf.py, without running it: every statement that may make a check find more or less.

    A setting with a literal value is one line with that value, wherever it is. Any other statement counts as its source
    text. Where there are such statements, or a setting is assigned twice, a line for the order of all is added.

    Raises SyntaxError or ValueError if it is not Python.
    """
    statements = _statements(source)
    names = [statement.name for statement in statements]
    lines = [line for statement in statements for line in statement.lines]
    is_ordered = "" in names or len(names) > len(set(names))
    order = [f"{ORDER} = {fingerprint_of(lines)!r}"] if is_ordered else []
    places = {subject(line): Location(shown_as, part.line) for part in reversed(statements) for line in part.lines}
    return Gate(tuple(sorted({*lines, *order})), Location(shown_as, 1), places)


def of_module(source: bytes, shown_as: str) -> Gate:
    """The gate of a module that conf.py imports: a digest of its source, under the name of its file.

    White space at line ends does not change it.
    """
    written = b"\n".join(line.rstrip() for line in source.splitlines())
    line = f"{shown_as} = {hashlib.sha256(written).hexdigest()[: fingerprint.ITEM_DIGITS]!r}"
    return Gate((line,), Location(shown_as, 1))


def of_values(program: Gate, values: Mapping[str, object], top: str) -> Gate | None:
    """The gate of the evaluated settings that the lines of conf.py do not show; None if there are none.

    A value computed from the environment, another file or a function may change while conf.py does not. `values` are
    the evaluated settings by name; the path `top` is removed from them, since it differs between machines.
    """
    lines = {
        line.replace(f"{top}/", "")
        for name, value in values.items()
        if name not in _LOOKS
        for line, _way in _lines(_in_order(value), (f"{PROGRAM} {name}",))
    }
    worked_out = lines.difference(program.questions)
    return Gate(tuple(sorted(worked_out)), program.at) if worked_out else None


def with_options(program: Gate, options: Mapping[str, object]) -> Gate:
    """The gate of conf.py with the settings that `sphinx-build -D` overrides; `options` are by name."""
    named = ((name, value) for name, value in options.items() if name not in _LOOKS | _OF_A_BUILD)
    known = ((name, value) for name, value in named if not name.startswith("html_") and (name, value) != _STRICT)
    more = {f"{PROGRAM} -D {name} = {value!r}" for name, value in known}
    return replace(program, questions=tuple(sorted(more.union(program.questions)))) if more else program


class _Statement(NamedTuple):
    """A statement: the name it assigns a literal to ("" for any other statement), its gate lines, its line number."""

    name: str
    lines: Lines
    line: int


def _statements(source: bytes) -> list[_Statement]:
    """The statements that are part of the gate, in order."""
    text = ast.parse(source).body
    statements = [_statement(statement, source) for statement in text if not _is_docstring(statement)]
    return [statement for statement in statements if statement.name not in _LOOKS]


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _statement(statement: ast.stmt, source: bytes) -> _Statement:
    match statement:
        case ast.Assign(targets=[ast.Name(name)], value=written):
            with suppress(ValueError, TypeError, MemoryError, RecursionError):
                value = _in_order(ast.literal_eval(written))
                lines = tuple(line for line, _way in _lines(value, (f"{PROGRAM} {name}",)))
                return _Statement(name, lines, statement.lineno)
    first = min([statement.lineno, *(decorator.lineno for decorator in getattr(statement, "decorator_list", ()))])
    text = b"\n".join(line.rstrip() for line in source.splitlines()[first - 1 : statement.end_lineno])
    return _Statement("", (f"{_STATEMENT} = {text.decode(errors='replace')!r}",), first)


def _in_order(value: object) -> object:
    """A literal value in TOML's types: a set as a sorted list, a tuple as a list."""
    if isinstance(value, dict):
        return {repr(key): _in_order(inner) for key, inner in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((_in_order(inner) for inner in value), key=repr)
    return [_in_order(inner) for inner in value] if isinstance(value, list | tuple) else value


def shown(line: str) -> str:
    """A gate line for display, its value as in ubproject.toml or conf.py: `searches = 3`."""
    if line.startswith(f"{_STATEMENT} = "):
        name, value = PROGRAM, line.removeprefix(f"{_STATEMENT} = ")
    else:
        name, _equals, value = line.partition(" = ")
    try:
        read = ast.literal_eval(value)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        day = _A_DAY.fullmatch(value)
        return f"{name} = {datetime.date(*map(int, day.groups()))}" if day else line
    if line.startswith(f"{_STATEMENT} = "):
        return f"{name}: {' '.join(str(read).split())}"
    if name.startswith(f"{PROGRAM} ") and not isinstance(read, str):
        return line
    return f"{name} = {in_toml(read)}"


def fingerprint_of(lines: Sequence[str]) -> str:
    """SHA-256 over the lines, shortened like the fingerprint of an item."""
    return fingerprint.digest("\n".join(lines))


def subject(line: str) -> str:
    """The subject of a line: `trace.require.S101`, `needs.types.event.fields.kind`, `conf.py exclude_patterns`.

    A statement of conf.py that is not a plain assignment is its own subject.
    """
    if line.startswith(f"{_STATEMENT} = "):
        return line
    if line.startswith(f"{PROGRAM} "):
        return line.partition(" = ")[0]
    path = line.partition(" = ")[0].split(".")
    return ".".join(path[: {"require": 3, "types": 5}.get(path[1] if path[1:] else "", 2)])


def changes(before: Iterable[str], now: Iterable[str]) -> tuple[Lines, Lines]:
    """The removed lines and the added lines, each sorted."""
    old, new = set(before), set(now)
    return tuple(sorted(old - new)), tuple(sorted(new - old))


def _lines(value: object, path: tuple[str, ...] = (), way: Way = ()) -> Iterator[tuple[str, Way]]:
    """The line of each value below a path, with the way to the value."""
    if path and any(_matches(path, pattern) for pattern in _TEXTS_BY_END.get((len(path), path[-1]), ())):
        return
    if isinstance(value, dict):
        inside = [line for key, inner in value.items() for line in _lines(inner, (*path, str(key)), (*way, key))]
        yield from inside or ([(f"{'.'.join(path)} = {{}}", way)] if path else [])  # a type or field with texts only
    elif isinstance(value, list):
        yield from _of_list(value, path, way)
    else:
        yield f"{'.'.join(path)} = {'a day' if path == _DAY else repr(value)}", way


def _matches(path: tuple[str, ...], pattern: tuple[str, ...]) -> bool:
    return all(word in (_ANY, key) for key, word in zip(path, pattern, strict=True))


def _of_list(values: list[Any], path: tuple[str, ...], way: Way) -> Iterator[tuple[str, Way]]:
    """A line for each value of a list; inner lists are paths of steps, whose order counts."""
    name = ".".join(path)
    if not values:
        yield f"{name} = []", way
    for number, value in enumerate(values):
        if isinstance(value, dict):
            yield from _lines(value, (*path, _known_by(value, number)), (*way, number))
        elif isinstance(value, list):
            yield f"{name} = {' '.join(map(str, value))!r}", way
        else:
            yield f"{name} = {value!r}", way


def _known_by(table: Mapping[str, Any], number: int) -> str:
    """The identifying key of a table in a list, else its position."""
    return next((str(table[key]) for key in _NAMES if key in table), str(number))
