"""Signatures of output files, by which a build notices files that were changed since the previous one."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

Signature = tuple[int, int]
"""The size of a file in bytes, and its modification time in nanoseconds."""
_SITE_FILES: Final = frozenset({".buildinfo", ".spoorboek"})
"""Files that mark the output folder of a site; subfolders with one belong to other builds."""


def of_folder(folder: Path) -> dict[str, Signature]:
    """Return the signatures of all files below a folder, by relative path, without output folders of other builds."""
    return dict(sorted(_files(folder, "")))


def _files(folder: Path, name: str) -> Iterator[tuple[str, Signature]]:
    with os.scandir(folder) as entries:
        listed = list(entries)
    if name and any(entry.name in _SITE_FILES for entry in listed):
        return
    for entry in listed:
        if entry.is_dir(follow_symlinks=False):
            yield from _files(Path(entry), f"{name}{entry.name}/")
        else:
            status = entry.stat(follow_symlinks=False)
            yield f"{name}{entry.name}", (status.st_size, status.st_mtime_ns)


def write(file: Path, signatures: dict[str, Signature]) -> None:
    """Store signatures in a JSON file."""
    file.write_text(json.dumps(signatures), encoding="utf-8")


def read(file: Path) -> dict[str, Signature] | None:
    """Return the stored signatures; None if the file is missing or invalid."""
    try:
        stored = json.loads(file.read_bytes())
        return {str(name): (int(size), int(time)) for name, (size, time) in stored.items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return None
