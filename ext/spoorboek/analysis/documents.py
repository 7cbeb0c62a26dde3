"""Fingerprints of the files that checks name as evidence."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from spoorboek.model import files
from spoorboek.model.programme import Item


def fingerprints(items: Iterable[Item], top: Path) -> dict[str, str]:
    """SHA-256 (hexadecimal) of each file in a `document` field, by its path as written, relative to `top`.

    Files that cannot be read or lie outside `top` are left out.
    """
    named = sorted({item.field("document") for item in items} - {""})
    return {name: digest for name in named if (digest := _fingerprint(name, top))}


def _fingerprint(name: str, top: Path) -> str:
    try:
        path = files.real(top / name)
        if path.is_relative_to(files.real(top)) and files.is_file(path):
            with path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):  # a name that no file can have
        pass
    return ""
