"""The language in use: of the page being built, the sheet being written, or the terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Final

from spoorboek.model import message
from spoorboek.model.message import Message

ENGLISH: Final = "en"
"""The language of all msgids in the code."""
FOLDER: Final = Path(__file__).with_name("locale")
"""The locale folder: per language a folder with its catalog."""
LANGUAGES: Final = (ENGLISH, *sorted(path.name for path in FOLDER.iterdir() if path.joinpath("LC_MESSAGES").is_dir()))
_IN_USE: Final = ContextVar("language", default=ENGLISH)


def use(language: str) -> None:
    _IN_USE.set(language)


def in_use() -> str:
    return _IN_USE.get()


@contextmanager
def using(language: str) -> Iterator[None]:
    """Set the language in use within a `with` block."""
    token = _IN_USE.set(language)
    try:
        yield
    finally:
        _IN_USE.reset(token)


@cache
def catalog_for(language: str) -> str:
    """The language of the catalog to use: the language itself, without its region (nl for nl_BE), else English."""
    return next((candidate for candidate in (language, base(language)) if candidate in LANGUAGES), ENGLISH)


def has_catalog(language: str) -> bool:
    return catalog_for(language) != ENGLISH or base(language) == ENGLISH


def no_catalog(language: str) -> Message:
    return message._("there is no catalog for {language!r}, so its texts are English", language=language)


def base(language: str) -> str:
    """The language without region and encoding: `nl` for `nl_NL.UTF-8`."""
    return re.split(r"[_.@-]", language, maxsplit=1)[0].lower()


def translate(text: str, language: str = "") -> str:
    """Translate a message into `language`, by default the one in use; unchanged if it has no translation."""
    catalog_language = catalog_for(language or in_use())
    if catalog_language == ENGLISH or not isinstance(text, Message):
        return str(text)
    from spoorboek.i18n import catalog  # noqa: PLC0415 - a check in English does not need it

    return text.translated(catalog.of(catalog_language))


def is_translated(text: str, language: str) -> bool:
    """Whether this message has a translation in this language; always true for English."""
    if catalog_for(language) == ENGLISH:
        return base(language) == ENGLISH
    from spoorboek.i18n import catalog  # noqa: PLC0415 - a check in English does not need it

    return isinstance(text, Message) and catalog.of(language).has(text)


def _(template: str, /, **values: object) -> str:
    """The translation of a template into the language in use, formatted with the values (as of str.format)."""
    return translate(Message(template, values)) if values else _constant(template, in_use())


@cache
def _constant(template: str, language: str) -> str:
    return translate(Message(template, {}), language)


def ngettext(singular: str, plural: str, /, count: int, **values: object) -> str:
    """As `_`, with the plural form for `count`."""
    return translate(message.ngettext(singular, plural, count, **values))


def pgettext(context: str, template: str, /, **values: object) -> str:
    """As `_`, with a msgctxt for a template that has another meaning elsewhere."""
    return translate(message.pgettext(context, template, **values))


def locale() -> str:
    """Babel's locale of the language in use; British English for English."""
    known = catalog_for(in_use())
    return "en_GB" if known == ENGLISH else known
