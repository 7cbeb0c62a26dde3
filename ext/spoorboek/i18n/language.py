"""Tells what was said in the language of who reads it."""

from __future__ import annotations

from typing import Final

from spoorboek.model.message import Message, Translate

ENGLISH: Final = "en"
LANGUAGES: Final = (ENGLISH, "nl")
"""The languages that messages and the command are in; the first is the one they are written in."""


def translate(text: str, language: str) -> str:
    """The text in this language; in English, or as it is, where it is not known there."""
    if language == ENGLISH or not isinstance(text, Message):
        return str(text)
    return text.translated(_into(language))


def is_translated(text: str, language: str) -> bool:
    """Is this text known in this language?"""
    if language == ENGLISH:
        return True
    return isinstance(text, Message) and _into(language)(text.template) is not None


def _into(language: str) -> Translate:
    from spoorboek.i18n import catalog  # noqa: PLC0415 - a check in English needs none of it

    return catalog.of(language).get
