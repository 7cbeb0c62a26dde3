"""Digests of the files that a build reads."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import spoorboek
from spoorboek.model import files as regular
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.message import NOTHING


def of_files(files: Iterable[Path]) -> str:
    """Changes with the content of any of these files, or with which of them can be read."""
    return hashlib.sha256("".join(map(of_file, files)).encode()).hexdigest()


def of_file(file: Path) -> str:
    """Of what cannot be read, nothing; a pipe or a device may never end."""
    try:
        return hashlib.sha256(regular.read(file, file, NOTHING) or b"").hexdigest()
    except SpoorboekError:
        return ""


def code() -> list[Path]:
    """The files of this package that decide what a build does."""
    package = Path(spoorboek.__file__).parent
    return sorted(file for file in package.rglob("*") if file.suffix in {".py", ".po"})
