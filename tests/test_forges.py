"""The workflows of both forges use existing formats and publish the files that come out."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import yaml

from spoorboek.cli.destinations import destinations
from spoorboek.cli.parser import parser
from tests.handbooks import TOP


def workflow(name: str) -> Any:
    return yaml.safe_load((TOP / name).read_text(encoding="utf-8"))


def written(script: str) -> dict[str, Path | None]:
    """The formats that a `make check` asks for, and their files."""
    match = re.fullmatch(r'make check CHECK_OPTIONS="(.+)"', script)
    assert match is not None
    options = parser().parse_args(["check", *shlex.split(match[1])])
    return {place.format: place.path for place in destinations(options.outputs)}


def test_github_annotates_the_change_and_uploads_the_file_that_was_written() -> None:
    job = workflow(".github/workflows/ci.yml")["jobs"]["check"]
    (script,) = [step["run"] for step in job["steps"] if "run" in step]
    (upload,) = [step for step in job["steps"] if "upload-sarif" in step.get("uses", "")]
    assert written(script) == {"github": None, "sarif": Path(upload["with"]["sarif_file"])}
    assert upload["if"].startswith("always()")
    assert job["permissions"]["security-events"] == "write"


def test_gitlab_gets_the_reports_that_were_written_also_when_the_check_fails() -> None:
    job = workflow(".gitlab-ci.yml")["check"]
    reports = {name: Path(file) for name, file in job["artifacts"]["reports"].items()}
    assert written(job["script"]) == {"text": None, "gitlab": reports["codequality"], "junit": reports["junit"]}
    assert job["artifacts"]["when"] == "always"


def test_nothing_is_published_that_was_not_judged() -> None:
    assert "check" in workflow(".github/workflows/ci.yml")["jobs"]["publish"]["needs"]
    assert "check" in workflow(".gitlab-ci.yml")["pages"]["needs"]


def test_make_check_takes_options() -> None:
    assert ".venv/bin/spoorboek check --whole $(CHECK_OPTIONS)\n" in (TOP / "Makefile").read_text(encoding="utf-8")


def test_both_forges_judge_by_the_day_on_a_schedule() -> None:
    github, gitlab = workflow(".github/workflows/overdue.yml"), workflow(".gitlab-ci.yml")["overdue"]
    assert github[True]["schedule"]  # YAML reads the word `on` as true
    assert [step["run"] for step in github["jobs"]["overdue"]["steps"] if "run" in step] == [gitlab["script"]]
    assert gitlab["script"] == "make overdue"
    assert gitlab["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "schedule"'}]
    assert "--as-of today" in (TOP / "Makefile").read_text(encoding="utf-8")
