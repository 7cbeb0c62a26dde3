"""Finds the reviewed version of changed items and settings in git."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path, PurePosixPath

from spoorboek.analysis import reviews
from spoorboek.config import gate, stamps_file
from spoorboek.config.settings import Settings
from spoorboek.config.stamps_file import Stamp
from spoorboek.config.toml_file import Document
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.programme import Item, Programme, UnknownPast
from spoorboek.readers import history

Read = Callable[[str, str], Iterable[Item]]
"""Reads the items of a page, given its file name and a former text."""
_Versions = Callable[[str], Sequence[tuple[str, str]] | None]


def find(
    programme: Programme, settings: Settings, top: Path, suspects: Iterable[tuple[str, str]], read: Read
) -> dict[str, Item | UnknownPast]:
    """The newest version of each (id, fingerprint) by "ID FINGERPRINT", or why it is unknown."""
    versions = cache(partial(history.versions, top))
    return {
        f"{id} {fingerprint}": _reviewed(versions, top, programme.by_id[id], fingerprint, settings, read)
        for id, fingerprint in suspects
    }


def _reviewed(
    versions: _Versions, top: Path, item: Item, fingerprint: str, settings: Settings, read: Read
) -> Item | UnknownPast:
    for name in _files(item, top):
        for file, text in versions(name) or ():
            if item.id in text and (version := _read(file, text, item.id, fingerprint, settings, read)):
                return version
    return _unknown(versions(item.at.file), top)


def _files(item: Item, top: Path) -> Iterator[str]:
    """The item's file, then other files that once contained it."""
    own = item.at.file
    yield own
    yield from (file for file in history.files_with(top, own.partition("/")[0], f":id: {item.id}") if file != own)


def _unknown(versions: Sequence[tuple[str, str]] | None, top: Path) -> UnknownPast:
    """Why none of the versions of a file is the one that is sought."""
    if versions is None:
        return UnknownPast.NO_GIT
    return UnknownPast.SHALLOW if history.is_shallow(top) else UnknownPast.NOT_FOUND


def _read(file: str, text: str, id: str, fingerprint: str, settings: Settings, read: Read) -> Item | None:
    try:
        items = list(read(file, text))
    except SpoorboekError:  # the page could not be read then either
        return None
    of_item = (item for item in items if item.id == id)
    kinds = (reviews.of, reviews.of_deciding)  # in a stamp of a link to the item, and of the item itself
    return next((item for item in of_item if fingerprint in [kind(item, settings) for kind in kinds]), None)


def questions(stamp: Stamp, top: Path, file: str) -> gate.Lines | UnknownPast:
    """The gate lines of a file of conf at the time of a stamp, or why they are unknown."""
    versions = history.versions(top, file)
    for _, text in versions or ():
        try:
            asked = _gate_of(stamp.name, text)
        except (ValueError, RecursionError, SyntaxError, MemoryError):  # not TOML or not Python then
            continue
        if asked.fingerprint == stamp.fingerprint:
            return asked.questions
    return _unknown(versions, top)


def _gate_of(name: str, text: str) -> gate.Gate:
    if name == gate.NAME:
        return gate.of_settings(Document(name, text, tomllib.loads(text)))
    source = text.encode(errors="surrogateescape")
    return gate.of_program(source, name) if name == gate.PROGRAM else gate.of_module(source, name)


def with_answers(settings: Settings, top: Path) -> Settings:
    """The settings; if nothing in them asks for stamps, with `was_answered` set if git has a former stamp of the gate.

    Without this, removing all stamps together with all settings that ask for them would go unnoticed.
    """
    asks_for_stamps = settings.stamps or settings.deciding or not settings.gates
    if asks_for_stamps:
        return settings
    file = PurePosixPath(settings.at.file).with_name(stamps_file.FILE).as_posix()
    return replace(settings, was_answered=history.ever_contained(top, file, "{ gate = "))
