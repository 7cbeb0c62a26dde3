"""The CI examples of docs/techniek/other-projects.md, run as GitHub, GitLab and pre-commit run them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from tests.foreign.projects import Project
from tests.handbooks import TOP

PAGE: Final = (TOP / "docs" / "techniek" / "other-projects.md").read_text(encoding="utf-8")
GITHUB, GITLAB, PRE_COMMIT = (yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL))
MESSAGE: Final = "S_VALVE links by 'links' to R_STOPP, which is not an item, did you mean R_STOP?"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a project in docs/ that has a dead link."""
    project = Project(tmp_path, "plain").join().change("requirements/index.rst", "R_STOP.2", "R_STOPP")
    project.folder.rename(tmp_path / "docs")
    for command in (("init", "--quiet"), ("add", "docs")):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    return tmp_path


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """With the command of this environment, and what is installed there."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    environ = {**os.environ, "PATH": path, "PYTHONPATH": str(TOP / "ext"), "PRE_COMMIT_HOME": str(folder / ".hooks")}
    return subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, check=False)


def without_installing(lines: list[str]) -> str:
    """The script but for its first line, which the tests of each version try."""
    first, *rest = lines
    assert first == "pip install spoorboek -r docs/requirements.txt"
    return "\n".join(rest)


def test_github_shows_the_finding_on_its_line(repository: Path) -> None:
    script = repository / "step.sh"
    script.write_text(without_installing([step["run"] for step in GITHUB]), encoding="utf-8")
    ran = run(repository, "bash", "--noprofile", "--norc", "-eo", "pipefail", str(script))
    place = "file=docs/requirements/index.rst,line=7,col=12,title=S501 unknown-target"
    assert f"::error {place}::{MESSAGE}\n" in ran.stdout
    assert ran.returncode == 1


def test_gitlab_gets_its_report_of_code_quality(repository: Path) -> None:
    job: dict[str, Any] = GITLAB["spoorboek"]
    ran = run(repository, "sh", "-ec", without_installing(job["script"]))
    (found,) = json.loads((repository / job["artifacts"]["reports"]["codequality"]).read_text(encoding="utf-8"))
    assert (found["location"]["path"], found["location"]["lines"]["begin"]) == ("docs/requirements/index.rst", 7)
    assert MESSAGE in found["description"]
    assert job["artifacts"]["when"] == "always"
    assert ran.returncode == 1


def test_pre_commit_refuses_the_commit(repository: Path) -> None:
    pytest.importorskip("pre_commit")
    config = repository / ".pre-commit-config.yaml"
    config.write_text(yaml.safe_dump({"repos": PRE_COMMIT}), encoding="utf-8")
    subprocess.run(["git", "add", "."], cwd=repository, check=True)
    ran = run(repository, sys.executable, "-m", "pre_commit", "run")
    assert f"docs/requirements/index.rst:7:12: error S501 unknown-target: {MESSAGE}" in ran.stdout
    assert ran.returncode == 1
