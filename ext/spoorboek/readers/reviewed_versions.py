"""Finds the reviewed version of changed items and settings in git."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from spoorboek.analysis import reviews
from spoorboek.config import gate, stamps_file
from spoorboek.config.settings import Settings
from spoorboek.config.stamps_file import Stamp
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.message import Message
from spoorboek.model.programme import Item, Programme, UnknownPast
from spoorboek.readers import history

Read = Callable[[str, str], Iterable[Item]]
"""Reads the items of a page, given its file name and a former text."""


def find(
    programme: Programme, settings: Settings, top: Path, suspects: Iterable[tuple[str, str]], read: Read
) -> dict[str, Item | UnknownPast]:
    """The newest version of each (id, fingerprint) by "ID FINGERPRINT", or why it is unknown."""
    versions = _Versions(top)
    return {
        f"{id} {fingerprint}": _reviewed(versions, programme.by_id[id], fingerprint, settings, read)
        for id, fingerprint in suspects
    }


def no_history(top: Path) -> Message:
    """Why git has no history of the pages."""
    return history.no_history(top)


class _Versions:
    """The versions of files in git, each file read once."""

    def __init__(self, top: Path) -> None:
        self.top = top
        self.by_file: dict[str, list[tuple[str, str]] | None] = {}

    def of(self, file: str) -> list[tuple[str, str]] | None:
        if file not in self.by_file:
            self.by_file[file] = history.versions(self.top, file)
        return self.by_file[file]

    def with_item(self, item: Item) -> Iterator[tuple[str, str]]:
        """The versions of the item's file, then of other files that once contained it."""
        own = item.at.file
        yield from self.of(own) or ()
        for other in history.files_with(self.top, own.partition("/")[0], f":id: {item.id}"):
            if other != own:
                yield from self.of(other) or ()


def _reviewed(versions: _Versions, item: Item, fingerprint: str, settings: Settings, read: Read) -> Item | UnknownPast:
    for file, text in versions.with_item(item):
        if item.id in text and (version := _read(file, text, item.id, fingerprint, settings, read)):
            return version
    if versions.of(item.at.file) is None:
        return UnknownPast.NO_GIT
    return UnknownPast.SHALLOW if history.is_shallow(versions.top) else UnknownPast.NOT_FOUND


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
            lines = _lines_of(stamp.name, text)
        except (ValueError, RecursionError, SyntaxError, MemoryError):  # not TOML or not Python then
            continue
        if gate.fingerprint_of(lines) == stamp.fingerprint:
            return lines
    if versions is None:
        return UnknownPast.NO_GIT
    return UnknownPast.SHALLOW if history.is_shallow(top) else UnknownPast.NOT_FOUND


def _lines_of(name: str, text: str) -> gate.Lines:
    if name == gate.NAME:
        return gate.lines(tomllib.loads(text))
    source = text.encode(errors="surrogateescape")
    return gate.lines_of_program(source) if name == gate.PROGRAM else gate.lines_of_module(source, name)


def with_answers(settings: Settings, top: Path) -> Settings:
    """The settings; if nothing in them asks for stamps, with `was_answered` set if git has a former stamp of the gate.

    Without this, removing all stamps together with all settings that ask for them would go unnoticed.
    """
    asks_for_stamps = settings.stamps or settings.deciding or not settings.gates
    if asks_for_stamps:
        return settings
    file = PurePosixPath(settings.at.file).with_name(stamps_file.FILE).as_posix()
    return replace(settings, was_answered=history.ever_contained(top, file, "{ gate = "))
