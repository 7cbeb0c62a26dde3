"""`make` in a folder that was copied or moved runs the code of that folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.handbooks import TOP, ground

pytestmark = pytest.mark.wide
CODE = "ext/spoorboek/cli/check.py"


def checkout(folder: Path) -> Path:
    """A small handbook with the Makefile and the code of this project, whose lock asks for nothing."""
    ground(folder)
    shutil.copytree(TOP / "ext", folder / "ext", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("Makefile", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(TOP / name, folder / name)
    shutil.copytree(TOP / "LICENSES", folder / "LICENSES")
    (folder / "docs" / "locales" / "nl" / "LC_MESSAGES" / "regels").mkdir(parents=True)
    (folder / "docs" / "regels").mkdir()
    (folder / "requirements").mkdir()
    (folder / "requirements" / "html.txt").write_text("", encoding="utf-8")
    return folder


def make_check(folder: Path) -> subprocess.CompletedProcess[str]:
    """`make check`, with the dependencies of the test environment, so that nothing is downloaded."""
    return subprocess.run(
        ["make", "check", f"PYTHON={sys.executable}"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": sysconfig.get_path("purelib"), "PIP_NO_INDEX": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def say(folder: Path, command: str) -> None:
    (folder / CODE).write_text(f"raise SystemExit({command!r})\n", encoding="utf-8")


def test_a_copy_and_a_moved_folder_run_their_own_code(tmp_path: Path) -> None:
    original = checkout(tmp_path / "original")
    assert make_check(original).returncode == 0
    copy = shutil.copytree(original, tmp_path / "a copy", symlinks=True)
    say(copy, "code of the copy")
    command = make_check(copy)
    assert "code of the copy" in command.stderr
    assert command.returncode == 2
    moved = copy.rename(tmp_path / "moved")
    say(moved, "code that moved")
    assert "code that moved" in make_check(moved).stderr
    again = make_check(moved)
    assert "Making .venv" not in again.stdout
    assert "code that moved" in again.stderr
    say(original, "code of the original")
    assert "code of the original" in make_check(original).stderr
