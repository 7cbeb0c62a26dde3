"""The questions that ubproject.toml and conf.py ask, a line each, so that somebody can answer for them."""

from __future__ import annotations

import ast
import datetime
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final

from spoorboek.config.toml_file import Document, Way, in_toml
from spoorboek.model import fingerprint
from spoorboek.model.programme import Location

NAME: Final = "ubproject.toml"
PROGRAM: Final = "conf.py"
VALUES: Final = "conf.py-values"
"""What conf.py works out, of which its lines alone do not tell what it comes to."""
FILES: Final = (NAME, PROGRAM)
"""What asks, by the names that stamps give it."""
ORDER: Final = f"{PROGRAM} order"
"""The subject of the line that stands for the order of all statements."""
_STATEMENT: Final = f"{PROGRAM} line"
_A_DAY: Final = re.compile(r"datetime\.date\((\d+), (\d+), (\d+)\)")
_ANY: Final = "*"
_OF_A_TYPE: Final = ("title", "color", "style")
_OF_A_FIELD_OR_LINK: Final = ("description", "outgoing", "incoming")
_WORDS: Final[tuple[tuple[str, ...], ...]] = (
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
"""Words for readers, and the role that a stamp names by default: they ask nothing."""
_WORDS_OF_LENGTH: Final = {len(path): [each for each in _WORDS if len(each) == len(path)] for path in _WORDS}
_DAY: Final = ("trace", "as-of")
"""The day of the verdict moves on, and that asks nothing else; that there is one does."""
_NAMES: Final = ("number", "directive", "name", "id")
"""What a table in a list is known by, so that its lines are the same wherever in the list it stands."""
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
"""Settings of conf.py that ask nothing: what pages look like and say of themselves."""
_OF_A_BUILD: Final = frozenset({"language", "spoorboek_live"})
"""What a build says on its command line: its language, and that it is shown while somebody writes."""
_STRICT: Final = ("nitpicky", True)
"""What `-n` sets, so that Sphinx tells of every reference to nothing."""

Lines = tuple[str, ...]


@dataclass(frozen=True)
class Gate:
    """What a file asks, a line each, and where the file says it: as a whole, and by subject as far as that is known."""

    questions: Lines
    at: Location
    places: Mapping[str, Location] = field(default_factory=dict)

    @cached_property
    def fingerprint(self) -> str:
        return fingerprint_of(self.questions)


def lines(values: Mapping[str, Any]) -> Lines:
    """All that a parsed ubproject.toml says and that may make a check find more or less, sorted.

    That is everything but what is known to be words for readers, so that no setting is left out that is new.
    """
    return tuple(sorted(set(_lines(values, ()))))


def lines_of_program(source: bytes) -> Lines:
    """All that conf.py says and that may make a check find more or less, sorted, without running it.

    A setting with a plain value is what it is set to, wherever it stands. Anything else may do anything: it counts as
    it is written, and so does the order of all where there is anything else, or a setting is set twice.

    Raises SyntaxError or ValueError where it is no Python.
    """
    statements = _statements(source)
    found = {line for statement in statements for line in statement.lines}
    names = [statement.name for statement in statements]
    if "" in names or len(names) > len(set(names)):
        found.add(f"{ORDER} = {fingerprint_of([line for each in statements for line in each.lines])!r}")
    return tuple(sorted(found))


def of_settings(document: Document) -> Gate:
    """What ubproject.toml asks, with the place of each setting: its key, or the header of its table."""
    ways = {subject(f"{'.'.join(path)} = "): way for way, path in _ways(document.values)}
    places = {name: min(document.location(way), document.location_of_key(way)) for name, way in ways.items()}
    return Gate(lines(document.values), document.location(("trace",)), places)


def _ways(value: object, way: Way = (), path: tuple[str, ...] = ()) -> Iterator[tuple[Way, tuple[str, ...]]]:
    """How each value is reached, and the path that its line has; a table behind what is in it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _ways(inner, (*way, key), (*path, str(key)))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            if isinstance(inner, dict):
                yield from _ways(inner, (*way, number), (*path, _known_by(inner, number)))
    if path:
        yield way, path


def of_program(source: bytes, shown_as: str) -> Gate:
    """What conf.py asks, with the line of each statement.

    Raises SyntaxError or ValueError where it is no Python.
    """
    places = {
        subject(line): Location(shown_as, each.line) for each in reversed(_statements(source)) for line in each.lines
    }
    return Gate(lines_of_program(source), Location(shown_as, 1), places)


def of_values(asks: Gate, values: Mapping[str, object], top: str) -> Gate | None:
    """What the settings of conf.py came to where that is more than it plainly says; None where it is not.

    A setting that it works out, from the environment, another file or by a function, may come to something else
    tomorrow, and none of its lines changed. `values` are those that decide what is found, by name; the folder `top` is
    left out of them, since it is another one on another machine.
    """
    found = {
        line.replace(f"{top}/", "")
        for name, value in values.items()
        if name not in _LOOKS
        for line in _lines(_in_order(value), (f"{PROGRAM} {name}",))
    }
    worked_out = found.difference(asks.questions)
    return Gate(tuple(sorted(worked_out)), asks.at) if worked_out else None


def with_options(asks: Gate, options: Mapping[str, object]) -> Gate:
    """What conf.py asks, with what options on the command line of a build set instead, by the name of the setting."""
    named = ((name, value) for name, value in options.items() if name not in _LOOKS | _OF_A_BUILD)
    known = ((name, value) for name, value in named if not name.startswith("html_") and (name, value) != _STRICT)
    more = {f"{PROGRAM} -D {name} = {value!r}" for name, value in known}
    return replace(asks, questions=tuple(sorted(more.union(asks.questions)))) if more else asks


@dataclass(frozen=True)
class _Statement:
    """The setting that a statement sets to a plain value, empty where it does something else; what it asks."""

    name: str
    lines: Lines
    line: int


def _statements(source: bytes) -> list[_Statement]:
    """Those that may ask something, in their order."""
    text = ast.parse(source).body
    found = [_statement(each, source) for each in text if not _is_docstring(each)]
    return [each for each in found if each.name not in _LOOKS]


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _statement(statement: ast.stmt, source: bytes) -> _Statement:
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        target = statement.targets[0]
        if isinstance(target, ast.Name):
            try:
                value = _in_order(ast.literal_eval(statement.value))
            except (ValueError, TypeError, MemoryError, RecursionError):
                pass
            else:
                return _Statement(target.id, tuple(_lines(value, (f"{PROGRAM} {target.id}",))), statement.lineno)
    first = min([statement.lineno, *(each.lineno for each in getattr(statement, "decorator_list", ()))])
    written = b"\n".join(line.rstrip() for line in source.splitlines()[first - 1 : statement.end_lineno])
    return _Statement("", (f"{_STATEMENT} = {written.decode(errors='replace')!r}",), first)


def _in_order(value: object) -> object:
    """A plain value as TOML has it: a set as a list in an order of its own, a tuple as a list."""
    if isinstance(value, dict):
        return {repr(key): _in_order(inner) for key, inner in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((_in_order(inner) for inner in value), key=repr)
    return [_in_order(inner) for inner in value] if isinstance(value, list | tuple) else value


def shown(line: str) -> str:
    """A line as readers know it: its value as it stands in ubproject.toml or in conf.py, `searches = 3`."""
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


def fingerprint_of(asked: Sequence[str]) -> str:
    """SHA-256 over the lines: as many hexadecimal digits as that of an item has."""
    text = "\n".join(asked).encode("utf-8", "surrogatepass")
    return hashlib.sha256(text).hexdigest()[: fingerprint.OF_AN_ITEM]


def subject(line: str) -> str:
    """What a line is about: `trace.require.S101`, `needs.types.event.fields.kind`, `conf.py exclude_patterns`.

    What conf.py does in any other way is about itself.
    """
    if line.startswith(f"{_STATEMENT} = "):
        return line
    if line.startswith(f"{PROGRAM} "):
        return line.partition(" = ")[0]
    path = line.partition(" = ")[0].split(".")
    return ".".join(path[: {"require": 3, "types": 5}.get(path[1] if path[1:] else "", 2)])


def changes(before: Iterable[str], now: Iterable[str]) -> tuple[Lines, Lines]:
    """The lines that are gone, and those that came."""
    was, is_ = set(before), set(now)
    return tuple(sorted(was - is_)), tuple(sorted(is_ - was))


def _lines(value: object, path: tuple[str, ...]) -> Iterator[str]:
    if any(_fits(path, words) for words in _WORDS_OF_LENGTH.get(len(path), ())):
        return
    if isinstance(value, dict):
        inside = [line for key, inner in value.items() for line in _lines(inner, (*path, str(key)))]
        yield from inside or (
            [f"{'.'.join(path)} = {{}}"] if path else []
        )  # a type, a field or a link with words alone
    elif isinstance(value, list):
        yield from _of_list(value, path)
    else:
        yield f"{'.'.join(path)} = {'a day' if path == _DAY else repr(value)}"


def _fits(path: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return all(word in (_ANY, key) for key, word in zip(path, words, strict=True))


def _of_list(values: list[Any], path: tuple[str, ...]) -> Iterator[str]:
    """A line for each value, whatever their order; a list in a list is a path of steps, and keeps its order."""
    name = ".".join(path)
    if not values:
        yield f"{name} = []"
    for number, value in enumerate(values):
        if isinstance(value, dict):
            yield from _lines(value, (*path, _known_by(value, number)))
        elif isinstance(value, list):
            yield f"{name} = {' '.join(map(str, value))!r}"
        else:
            yield f"{name} = {value!r}"


def _known_by(table: Mapping[str, Any], number: int) -> str:
    """The name of a table in a list."""
    return next((str(table[key]) for key in _NAMES if key in table), str(number))
