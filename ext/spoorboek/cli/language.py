"""The language of the command's messages and help."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from spoorboek.i18n.language import ENGLISH, LANGUAGES, base, catalog_for, has_catalog

OWN: Final = "SPOORBOEK_LANG"
_LOCALE: Final = ("LC_ALL", "LC_MESSAGES", "LANG")
_OF_NONE: Final = ("", "c", "posix")
CODE: Final = re.compile(r"[A-Za-z]{2,3}(?:[_.@-][A-Za-z0-9_.@-]*)?")
"""A language code, or a locale such as `nl_NL.UTF-8`."""


def chosen(arguments: Sequence[str], environ: Mapping[str, str]) -> str:
    """The language of --lang, or English if it has no catalog; else the first in the environment with a catalog."""
    if language := typed(arguments):
        return catalog_for(language)
    preferred = map(base, _preferred(environ))
    return next((language for language in preferred if language in LANGUAGES), ENGLISH)


def lacking(arguments: Sequence[str]) -> str:
    """The language of --lang if it has no catalog; empty if it has one, or --lang is not given."""
    language = typed(arguments)
    return language if CODE.fullmatch(language) and not has_catalog(language) else ""


def typed(arguments: Sequence[str]) -> str:
    """The value of the last --lang, found before parsing, so that errors of the parser use that language too."""
    for word, following in reversed(list(pairwise([*arguments, ""]))):
        if word == "--lang":
            return following
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
    return ""


def _preferred(environ: Mapping[str, str]) -> Iterator[str]:
    """SPOORBOEK_LANG, then, as in GNU gettext, the list LANGUAGE and the locale, unless the locale is C or POSIX."""
    yield environ.get(OWN, "")
    locale = next((environ[name] for name in _LOCALE if environ.get(name)), "")
    if base(locale) not in _OF_NONE:
        yield from environ.get("LANGUAGE", "").split(":")
        yield locale
