"""The language that the command speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from spoorboek.i18n.language import ENGLISH, LANGUAGES

OWN: Final = "SPOORBOEK_LANG"
_LOCALE: Final = ("LC_ALL", "LC_MESSAGES", "LANG")
_OF_NONE: Final = ("", "c", "posix")


def chosen(arguments: Sequence[str], environ: Mapping[str, str]) -> str:
    """What --lang says, else what the environment prefers of the languages that we have; English where it has none."""
    wanted = (_language(word) for word in (*_typed(arguments), *_preferred(environ)))
    return next((language for language in wanted if language in LANGUAGES), ENGLISH)


def _typed(arguments: Sequence[str]) -> Iterator[str]:
    """The last --lang, before the command is read: errors in the command are reported in that language too."""
    for word, following in reversed(list(pairwise([*arguments, ""]))):
        if word == "--lang":
            yield following
        elif word.startswith("--lang="):
            yield word.removeprefix("--lang=")


def _preferred(environ: Mapping[str, str]) -> Iterator[str]:
    """Our own variable, then as GNU gettext: LANGUAGE is a list that counts where the locale is that of a language."""
    yield environ.get(OWN, "")
    locale = next((environ[name] for name in _LOCALE if environ.get(name)), "")
    if _language(locale) not in _OF_NONE:
        yield from environ.get("LANGUAGE", "").split(":")
        yield locale


def _language(written: str) -> str:
    """`nl` of `nl_NL.UTF-8`."""
    return re.split(r"[_.@-]", written, maxsplit=1)[0].lower()
