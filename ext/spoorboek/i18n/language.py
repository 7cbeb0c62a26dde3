"""The language in use: that of the page that is built, of the sheet that is written, of who reads the terminal."""

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
"""The language that every text of ours is written in."""
FOLDER: Final = Path(__file__).with_name("locale")
"""A folder for each other language, with its catalogue."""
LANGUAGES: Final = (ENGLISH, *sorted(path.name for path in FOLDER.iterdir() if path.joinpath("LC_MESSAGES").is_dir()))
_IN_USE: Final = ContextVar("language", default=ENGLISH)


def use(language: str) -> None:
    """From now on, translate into this language."""
    _IN_USE.set(language)


def in_use() -> str:
    return _IN_USE.get()


@contextmanager
def using(language: str) -> Iterator[None]:
    """Translate into this language for as long as it lasts."""
    token = _IN_USE.set(language)
    try:
        yield
    finally:
        _IN_USE.reset(token)


@cache
def catalog_for(language: str) -> str:
    """The language whose catalog serves this one: its own, or that without a region (nl of nl_BE); else English."""
    return next((each for each in (language, base(language)) if each in LANGUAGES), ENGLISH)


def has_catalog(language: str) -> bool:
    return catalog_for(language) != ENGLISH or base(language) == ENGLISH


def no_catalog(language: str) -> Message:
    return message._("there is no catalog for {language!r}, so its texts are English", language=language)


def base(language: str) -> str:
    """`nl` of `nl_NL.UTF-8`."""
    return re.split(r"[_.@-]", language, maxsplit=1)[0].lower()


def translate(text: str, language: str = "") -> str:
    """A message in this language, else in the one in use; in English, or as it is, where it is not known there."""
    wanted = catalog_for(language or in_use())
    if wanted == ENGLISH or not isinstance(text, Message):
        return str(text)
    from spoorboek.i18n import catalog  # noqa: PLC0415 - a check in English needs none of it

    return text.translated(catalog.of(wanted))


def is_translated(text: str, language: str) -> bool:
    """Is this message known in this language?"""
    if catalog_for(language) == ENGLISH:
        return base(language) == ENGLISH
    from spoorboek.i18n import catalog  # noqa: PLC0415 - a check in English needs none of it

    return isinstance(text, Message) and catalog.of(language).has(text)


def _(template: str, /, **values: object) -> str:
    """A text in the language in use, with these values filled in (as of str.format)."""
    return translate(Message(template, values))


def ngettext(one: str, many: str, /, count: int, **values: object) -> str:
    """As `_`, by the first template for a `{count}` of one, by the second for any other; languages have their own."""
    return translate(message.ngettext(one, many, count, **values))


def pgettext(context: str, template: str, /, **values: object) -> str:
    """As `_`, for a template that means something else elsewhere."""
    return translate(message.pgettext(context, template, **values))


def locale() -> str:
    """The name by which Babel knows how dates are written in the language of our texts; our English is British."""
    known = catalog_for(in_use())
    return "en_GB" if known == ENGLISH else known
