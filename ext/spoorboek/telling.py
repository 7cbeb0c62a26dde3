"""Tells what was said in the language of who reads it."""

from __future__ import annotations

from typing import Final

from spoorboek.said import Said, Translate

ENGLISH: Final = "en"
LANGUAGES: Final = (ENGLISH, "nl")
"""The languages that messages and the command are in; the first is the one they are written in."""


def tell(text: str, language: str) -> str:
    """The text in this language; in English, or as it is, where it is not known there."""
    if language == ENGLISH or not isinstance(text, Said):
        return str(text)
    return text.told(_into(language))


def speaks(text: str, language: str) -> bool:
    """Is this text known in this language?"""
    if language == ENGLISH:
        return True
    return isinstance(text, Said) and _into(language)(text.template) is not None


def _into(language: str) -> Translate:
    from spoorboek import catalogue  # noqa: PLC0415 - a check in English needs none of it

    return catalogue.of(language).get
