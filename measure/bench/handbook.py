"""A copy of this handbook with its history, to build: what is measured leaves the handbook itself alone."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from tests.handbooks import TOP


def copy(folder: Path) -> None:
    """The handbook as it stands, committed or not; its extension is the one that is installed."""
    subprocess.run(("git", "clone", "--quiet", "--shared", TOP, folder), check=True)
    for name in ("docs", "conf"):
        shutil.rmtree(folder / name)
        shutil.copytree(TOP / name, folder / name)
