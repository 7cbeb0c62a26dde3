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
    """Return a digest that changes with the content of any file, or if a file becomes (un)readable."""
    return hashlib.sha256("".join(map(of_file, files)).encode()).hexdigest()


def of_file(file: Path) -> str:
    """Return the SHA-256 of a file; "" if it cannot be read. Pipes and devices may never end, and are not read."""
    try:
        return hashlib.sha256(regular.read(file, file, NOTHING) or b"").hexdigest()
    except SpoorboekError:
        return ""


def code() -> list[Path]:
    """Return the files of this package that influence a build."""
    package = Path(spoorboek.__file__).parent
    return sorted(file for file in package.rglob("*") if file.suffix in {".py", ".po"})
