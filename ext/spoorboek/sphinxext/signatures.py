"""The files of a folder as a build left them, so that the next one notices what somebody changed there by hand."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

Signature = tuple[int, int]
"""The size of a file in bytes, and the time of its last change in nanoseconds."""
_OF_A_SITE: Final = frozenset({".buildinfo", ".spoorboek"})
"""Files beside the pages of a site: a folder below that has one is of another build."""


def of_folder(folder: Path) -> dict[str, Signature]:
    """Return the signature of each file in a folder and below it, by name; not of the sites of other builds."""
    return dict(sorted(_files(folder, "")))


def _files(folder: Path, name: str) -> Iterator[tuple[str, Signature]]:
    with os.scandir(folder) as entries:
        found = list(entries)
    if name and any(entry.name in _OF_A_SITE for entry in found):
        return
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            yield from _files(Path(entry), f"{name}{entry.name}/")
        else:
            kept = entry.stat(follow_symlinks=False)
            yield f"{name}{entry.name}", (kept.st_size, kept.st_mtime_ns)


def write(file: Path, signatures: dict[str, Signature]) -> None:
    """Write them to a file."""
    file.write_text(json.dumps(signatures), encoding="utf-8")


def read(file: Path) -> dict[str, Signature] | None:
    """Read them; None if there are none that can be read."""
    try:
        stored = json.loads(file.read_bytes())
        return {str(name): (int(size), int(time)) for name, (size, time) in stored.items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return None
