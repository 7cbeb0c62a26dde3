"""Another repository can use the gate as a pre-commit hook."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
import yaml

from tests.handbooks import TOP, Handbook, ground
from tests.running import SPOORBOEK, run

MANIFEST = TOP / ".pre-commit-hooks.yaml"
(HOOK,) = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
FLAW = {"third.md": "# Third\n\nSee {need}`THM-grand`.\n"}


@pytest.fixture
def second(tmp_path: Path) -> Handbook:
    """A repository of its own with a handbook in it."""
    handbook = ground(tmp_path)
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    subprocess.run(["git", "add", "docs", "conf"], cwd=tmp_path, check=True)
    return handbook


@pytest.mark.parametrize(
    ("path", "is_judged"),
    [("docs/a.md", True), ("handbook/conf/waivers.toml", True), ("mydocs/a.md", False), ("src/docs.py", False)],
)
def test_the_hook_runs_where_the_handbook_changes(path: str, is_judged: bool) -> None:
    assert bool(re.search(HOOK["files"], path)) is is_judged


def test_the_hook_judges_the_handbook_of_the_repository_it_runs_in(second: Handbook) -> None:
    name, *words = shlex.split(HOOK["entry"])
    assert name == "spoorboek"
    assert HOOK["pass_filenames"] is False
    assert run(second, *SPOORBOEK, *words).returncode == 0
    second.write(FLAW)
    said = run(second, *SPOORBOEK, *words)
    assert said.stdout.startswith("docs/third.md:3:12: error S501 ")
    assert said.returncode == 1


def test_pre_commit_installs_the_hook_and_runs_it(second: Handbook, tmp_path_factory: pytest.TempPathFactory) -> None:
    """As `pre-commit` does it, but that what the package needs is there already: no index is asked."""
    pytest.importorskip("pre_commit")
    second.write(FLAW)
    subprocess.run(["git", "add", "docs"], cwd=second.folder, check=True)
    offline = {"PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1", "PIP_NO_BUILD_ISOLATION": "0"}
    command = subprocess.run(
        [sys.executable, "-m", "pre_commit", "try-repo", str(TOP), HOOK["id"], "--all-files"],
        cwd=second.folder,
        env={
            **os.environ,
            **offline,
            "PRE_COMMIT_HOME": str(tmp_path_factory.mktemp("hooks")),
            "PYTHONPATH": sysconfig.get_path("purelib"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert "docs/third.md:3:12: error S501 unknown-target: " in command.stdout
    assert command.returncode == 1
