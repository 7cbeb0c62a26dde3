"""The commands that a reader types, run as such."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.handbooks import TOP, Handbook

SPOORBOEK = ("-c", "import sys; from spoorboek.cli import main; sys.exit(main())")  # the script that pip installs


def run(handbook: Handbook, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """A command as a reader types it, in the folder of the handbook, with this checkout's extension."""
    return subprocess.run(
        [sys.executable, *command],
        cwd=handbook.folder,
        env={**os.environ, "PYTHONPATH": str(TOP / "ext"), "NO_COLOR": "1", **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def checked(handbook: Handbook) -> subprocess.CompletedProcess[str]:
    return run(handbook, *SPOORBOEK, "check")


def built(handbook: Handbook, *options: str) -> subprocess.CompletedProcess[str]:
    """`sphinx-build` as `make html` calls it."""
    return run(handbook, "-m", "sphinx", "-q", "-W", "-n", *options, "-c", "conf", "-d", "doctrees", "docs", "html")
