"""What an item said when somebody read it, from the history of its page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from spoorboek import history, reviews
from spoorboek.errors import SpoorboekError
from spoorboek.model import Item, Programme, Untold
from spoorboek.settings import Settings

Read = Callable[[str, str], Iterable[Item]]
"""The items of a page: by its file and the text that stood there."""


def look(
    programme: Programme, settings: Settings, top: Path, wanted: Iterable[tuple[str, str]], read: Read
) -> dict[str, Item | Untold]:
    """What each item said at a fingerprint, the newest version that has it, or why that is not known."""
    found: dict[str, Item | Untold] = {}
    versions: dict[str, list[tuple[str, str]] | None] = {}
    for id, seen in wanted:
        file = programme.by_id[id].at.file
        if file not in versions:
            versions[file] = history.versions(top, file)
        found[f"{id} {seen}"] = _then(versions[file], id, seen, settings, read) or _why(versions[file], top)
    return found


def _then(versions: list[tuple[str, str]] | None, id: str, seen: str, settings: Settings, read: Read) -> Item | None:
    for file, text in versions or ():
        if id not in text:
            continue
        try:
            items = list(read(file, text))
        except SpoorboekError:  # a page that could not be read then either
            continue
        for item in items:
            if item.id == id and reviews.of(item, settings) == seen:
                return item
    return None


def _why(versions: list[tuple[str, str]] | None, top: Path) -> Untold:
    if versions is None:
        return Untold.NO_GIT
    return Untold.SHALLOW if history.is_shallow(top) else Untold.NOT_FOUND
