"""The language that readers are spoken to in: `words` are those of words.py, in that language."""

from __future__ import annotations

from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from spoorboek.analysis import words as written
from spoorboek.i18n import catalog

ORIGINAL: Final = "nl"
_SPHINX_HAS: Final = "FRAME"
"""Begins the names of what Sphinx and the theme say in English themselves."""
_SPOKEN: Final = ContextVar("language", default=ORIGINAL)


def speak(language: str) -> None:
    """From now on, say words in this language; those that it lacks stay as they are written."""
    _SPOKEN.set(language)


def spoken() -> str:
    return _SPOKEN.get()


class _Words:
    """Every word of words.py by its name there, in the language that is spoken when it is asked for."""

    def __getattr__(self, name: str) -> Any:
        return _in(_SPOKEN.get(), name)


@cache
def _in(language: str, name: str) -> Any:
    said = getattr(written, name)
    return said if language == ORIGINAL else translated(said, name, catalog.of(language))


def translated(said: Any, name: str, into: catalog.Catalog) -> Any:
    """A word, or what holds words, in the language of a catalogue; keys stay."""
    if isinstance(said, str):
        return into.get(said, name) or said
    if isinstance(said, dict):
        return {key: translated(value, name, into) for key, value in said.items()}
    if isinstance(said, tuple):
        return tuple(translated(value, name, into) for value in said)
    return said


def texts() -> dict[tuple[str, str], None]:
    """Every text of words.py with its name there, in order: what a catalogue of another language holds."""
    found: dict[tuple[str, str], None] = {}
    for name, said in vars(written).items():
        if name.isupper() and not name.startswith(_SPHINX_HAS):
            found |= {(name, text): None for text in _flat(said)}
    return found


def _flat(said: Any) -> list[str]:
    if isinstance(said, str):
        return [said] if said.strip() else []
    if isinstance(said, dict):
        return [text for value in said.values() for text in _flat(value)]
    if isinstance(said, tuple):
        return [text for value in said for text in _flat(value)]
    return []


if TYPE_CHECKING:
    words = written
else:
    words = _Words()
