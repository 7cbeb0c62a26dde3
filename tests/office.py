"""The spreadsheet program that the tests open workbooks with: LibreOffice from PATH, else installed once."""

import fcntl
import os
import shutil
import tempfile
from pathlib import Path

from tests.browser import apt, is_debian_as_root


def soffice() -> str | None:
    """The path of LibreOffice, installed if need be; None on a system where only its owner can install it."""
    with (Path(tempfile.gettempdir()) / f"spoorboek-office-{os.getuid()}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not shutil.which("soffice") and is_debian_as_root():
            apt("libreoffice-calc-nogui")
        return shutil.which("soffice")
