"""Git repositories of tests, whose commits have days that tests know."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from tests.handbooks import Handbook, all_read, ground

FIRST, SECOND = "2024-02-03T23:30:00 +0100", "2024-05-06T00:30:00 +0200"


def git(folder: Path, *command: str, when: str = FIRST) -> str:
    who = {f"GIT_{role}_{name}": "tester@example.org" for role in ("AUTHOR", "COMMITTER") for name in ("NAME", "EMAIL")}
    dates = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    environment = {**os.environ, **who, **dates, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    return subprocess.run(
        ["git", *command], cwd=folder, env=environment, check=True, capture_output=True, text=True
    ).stdout


def commit(folder: Path, when: str = FIRST) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Change it", when=when)


def begin(folder: Path) -> None:
    """Make a repository of a folder, with all that is in it."""
    git(folder, "init", "--quiet")
    commit(folder)


def read_repository(folder: Path) -> Handbook:
    """The small handbook, all of which was read, in a repository."""
    shutil.copytree(_read_repository(), folder, dirs_exist_ok=True)
    return Handbook(folder)


@cache
def _read_repository() -> Path:
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    handbook = all_read(ground(folder))
    begin(folder)
    assert [finding for finding in handbook.judged().findings if finding.fails] == []
    return folder
