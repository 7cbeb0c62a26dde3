"""Another repository can use the gate as a pre-commit hook."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
import yaml

from tests.handbooks import TOP, Handbook, ground
from tests.repositories import begin, git
from tests.running import SPOORBOEK, run

MANIFEST = TOP / ".pre-commit-hooks.yaml"
(HOOK,) = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
FLAW = {"third.md": "# Third\n\nSee {need}`THM-grand`.\n"}


@pytest.fixture
def second(tmp_path: Path) -> Handbook:
    """A repository of its own with a handbook in it."""
    handbook = ground(tmp_path)
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "docs", "conf")
    return handbook


def test_the_hook_judges_the_handbook_of_the_repository_it_runs_in(second: Handbook) -> None:
    name, *command = shlex.split(HOOK["entry"])
    assert name == "spoorboek"
    assert HOOK["pass_filenames"] is False
    assert run(second, *SPOORBOEK, *command).returncode == 0
    second.write(FLAW)
    result = run(second, *SPOORBOEK, *command)
    assert result.stdout.startswith("docs/third.md:3:12: error S501 ")
    assert result.returncode == 1
    second.write({"third.md": "# Third\n\n```{needimport} needs.json\n```\n"})
    result = run(second, *SPOORBOEK, *command)
    assert result.stdout.startswith("docs/third.md:3:1: error: {needimport} is left to the build")
    assert result.returncode == 1


def test_what_this_project_runs_asks_for_the_whole() -> None:
    recipe = subprocess.run(["make", "-n", "check", "overdue"], cwd=TOP, check=True, capture_output=True, text=True)
    assert recipe.stdout.count("spoorboek check --whole") == 2
    for file in (".pre-commit-config.yaml", ".github/workflows/ci.yml", ".gitlab-ci.yml"):
        assert "make check" in (TOP / file).read_text(encoding="utf-8")
        assert "spoorboek check" not in (TOP / file).read_text(encoding="utf-8")


def pre_commit(folder: Path, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    pytest.importorskip("pre_commit")
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", *command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": sysconfig.get_path("purelib"), **variables},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.wide
def test_pre_commit_installs_the_hook_and_runs_it_where_a_page_is_deleted(
    second: Handbook, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """As `pre-commit` does it, but that what the package needs is there already: no index is asked."""
    git(second.folder, "commit", "--quiet", "--message", "A handbook")
    git(second.folder, "rm", "--quiet", "docs/other.md")
    offline = {"PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1", "PIP_NO_BUILD_ISOLATION": "0"}
    home = str(tmp_path_factory.mktemp("hooks"))
    command = pre_commit(second.folder, "try-repo", str(TOP), HOOK["id"], PRE_COMMIT_HOME=home, **offline)
    assert " error S104 item-nobody-mentions: THM-grond" in command.stdout
    assert command.returncode == 1


@pytest.mark.parametrize("deleted", ["docs/other.md", "ext/page.md", "README.md"])
def test_our_own_hook_runs_where_a_file_is_deleted(deleted: str, tmp_path: Path) -> None:
    for name in ("docs/other.md", "ext/page.md", "README.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("# A page\n", encoding="utf-8")
    shutil.copy(TOP / ".pre-commit-config.yaml", tmp_path)
    (tmp_path / "Makefile").write_text("check:\n\t@echo judged; false\n", encoding="utf-8")
    begin(tmp_path)
    git(tmp_path, "rm", "--quiet", deleted)
    command = pre_commit(tmp_path, "run", PRE_COMMIT_HOME=str(tmp_path / ".hooks"))
    assert "judged" in command.stdout
    assert command.returncode == 1
