"""Independent programs that read our files: from PATH, else installed once."""

import fcntl
import os
import shutil
import tempfile
from pathlib import Path

from tests.browser import apt, is_debian_as_root


def soffice() -> str | None:
    """The path of LibreOffice; None on a system where only its owner can install it."""
    return _obtained("soffice", "libreoffice-calc-nogui")


def poppler(program: str) -> str | None:
    """The path of one of poppler's programs, on the same terms."""
    return _obtained(program, "poppler-utils")


def tesseract() -> str | None:
    """The path of a program that reads letters from a picture, on the same terms."""
    return _obtained("tesseract", "tesseract-ocr", "tesseract-ocr-nld")


def _obtained(program: str, *packages: str) -> str | None:
    with (Path(tempfile.gettempdir()) / f"spoorboek-office-{os.getuid()}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not shutil.which(program) and is_debian_as_root():
            apt(*packages)
        return shutil.which(program)
