"""The questions that ubproject.toml asks, a line each, so that somebody can answer for them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from spoorboek.model import fingerprint

NAME: Final = "ubproject.toml"
"""What a stamp calls these questions."""
_ANY: Final = "*"
_OF_A_TYPE: Final = ("title", "color", "style")
_OF_A_FIELD_OR_LINK: Final = ("description", "outgoing", "incoming")
_WORDS: Final[tuple[tuple[str, ...], ...]] = (
    ("$schema",),
    ("trace", "publisher_note"),
    ("trace", "reviewer"),
    ("trace", "words"),
    *(("needs", "types", _ANY, key) for key in _OF_A_TYPE),
    *(("needs", "types", _ANY, part, _ANY, key) for part in ("fields", "links") for key in _OF_A_FIELD_OR_LINK),
    *(("needs", part, _ANY, key) for part in ("fields", "links") for key in _OF_A_FIELD_OR_LINK),
)
"""Words for readers, and the role that a stamp names by default: they ask nothing."""
_DAY: Final = ("trace", "as-of")
"""The day of the verdict moves on, and that asks nothing else; that there is one does."""
_NAMES: Final = ("number", "directive", "name", "id")
"""What a table in a list is known by, so that its lines are the same wherever in the list it stands."""

Lines = tuple[str, ...]


def lines(values: Mapping[str, Any]) -> Lines:
    """All that a parsed ubproject.toml says and that may make a check find more or less, sorted.

    That is everything but what is known to be words for readers, so that no setting is left out that is new.
    """
    return tuple(sorted(set(_lines(values, ()))))


def fingerprint_of(asked: Lines) -> str:
    """SHA-256 over the lines: as many hexadecimal digits as that of an item has."""
    text = "\n".join(asked).encode("utf-8", "surrogatepass")
    return hashlib.sha256(text).hexdigest()[: fingerprint.OF_AN_ITEM]


def subject(line: str) -> str:
    """What a line is about: `trace.require.S101`, `needs.types.event.fields.kind`, `trace.mentioned`."""
    path = line.partition(" = ")[0].split(".")
    return ".".join(path[: {"require": 3, "types": 5}.get(path[1] if path[1:] else "", 2)])


def changes(before: Iterable[str], now: Iterable[str]) -> tuple[Lines, Lines]:
    """The lines that are gone, and those that came."""
    was, is_ = set(before), set(now)
    return tuple(sorted(was - is_)), tuple(sorted(is_ - was))


def _lines(value: object, path: tuple[str, ...]) -> Iterator[str]:
    if any(_fits(path, words) for words in _WORDS):
        return
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _lines(inner, (*path, str(key)))
    elif isinstance(value, list):
        yield from _of_list(value, path)
    else:
        yield f"{'.'.join(path)} = {'a day' if path == _DAY else repr(value)}"


def _fits(path: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return len(path) == len(words) and all(w in (_ANY, key) for key, w in zip(path, words, strict=True))


def _of_list(values: list[Any], path: tuple[str, ...]) -> Iterator[str]:
    """A line for each value, whatever their order; a list in a list is a path of steps, and keeps its order."""
    name = ".".join(path)
    if not values:
        yield f"{name} = []"
    for number, value in enumerate(values):
        if isinstance(value, dict):
            known_by = next((str(value[key]) for key in _NAMES if key in value), str(number))
            yield from _lines(value, (*path, known_by))
        elif isinstance(value, list):
            yield f"{name} = {' '.join(map(str, value))!r}"
        else:
            yield f"{name} = {value!r}"
