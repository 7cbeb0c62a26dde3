"""Copies this handbook with its history, so that measuring does not change the handbook itself."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from tests.handbooks import TOP


def copy(folder: Path) -> None:
    """Copy the working tree of the handbook, uncommitted changes included; builds use the installed extension."""
    subprocess.run(("git", "clone", "--quiet", "--shared", TOP, folder), check=True)
    for name in ("docs", "conf"):
        shutil.rmtree(folder / name)
        shutil.copytree(TOP / name, folder / name)
