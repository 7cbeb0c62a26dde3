"""What is installed from the wheel: the check alone, or all that a handbook needs, in Dutch too."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from tests.cli.test_language import CATALOG
from tests.handbooks import TOP, Handbook
from tests.running import SPOORBOEK, run

pytestmark = pytest.mark.wide


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The contents of the wheel of this project, with a Dutch page of one rule."""
    project = tmp_path_factory.mktemp("project")
    shutil.copytree(TOP / "ext", project / "ext", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("docs/regels", "docs/locales/nl/LC_MESSAGES/regels", "LICENSES"):
        shutil.copytree(TOP / name, project / name)
    for name in ("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md"):
        shutil.copy(TOP / name, project)
    page = project / "docs" / "locales" / "nl" / "LC_MESSAGES" / "regels" / "unknown-target.po"
    page.write_text(CATALOG, encoding="utf-8")
    for target in ("sdist", "wheel"):
        subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", target], cwd=project, check=True)
    with zipfile.ZipFile(next((project / "dist").glob("*.whl"))) as wheel:
        wheel.extractall(project / "installed")
    return project


def test_the_page_of_a_rule_is_shown_in_dutch(installed: Path, tmp_path: Path) -> None:
    result = run(
        Handbook(tmp_path), *SPOORBOEK, "explain", "S501", "--lang", "nl", PYTHONPATH=str(installed / "installed")
    )
    assert result.stderr == ""
    assert result.stdout.startswith("# S501 unknown-target\n\nElke link wijst naar een onderdeel dat bestaat.\n")


def test_what_stops_it_is_reported_in_dutch(installed: Path, tmp_path: Path) -> None:
    result = run(Handbook(tmp_path), *SPOORBOEK, "check", "--lang", "nl", PYTHONPATH=str(installed / "installed"))
    assert (result.returncode, result.stderr) == (2, "fout: er is geen map docs; noem de juiste met --docs\n")


def test_the_published_source_contains_the_dutch_pages_too(installed: Path) -> None:
    shutil.unpack_archive(next((installed / "dist").glob("*.tar.gz")), installed / "source", filter="data")
    (page,) = (installed / "source").rglob("unknown-target.po")
    assert page.parent.as_posix().endswith("docs/locales/nl/LC_MESSAGES/regels")


class Environment:
    """A fresh one, in which only what pip installs is there."""

    def __init__(self, folder: Path, wheel: Path, extras: str) -> None:
        venv.create(folder, with_pip=True)
        self.bin = folder / "bin"
        locked = (TOP / "requirements" / "dev.txt").read_text(encoding="utf-8")
        constraints = folder / "constraints.txt"
        constraints.write_text("\n".join(re.findall(r"^[\w.-]+==[^ \\\n]+", locked, re.MULTILINE)), encoding="utf-8")
        requirement = f"{wheel}{extras}"
        self.call("python", "-m", "pip", "install", "--quiet", "--constraint", str(constraints), requirement)

    def run(self, *command: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        environ = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        environ["PATH"] = f"{self.bin}:{environ['PATH']}"
        return subprocess.run(command, cwd=cwd, env=environ, capture_output=True, text=True, check=False)

    def call(self, *command: str, cwd: Path | None = None) -> str:
        done = self.run(*command, cwd=cwd)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def new(self, folder: Path, language: str, other: str) -> Path:
        options = ("--name", "A handbook", "--authority", "An authority", "--edition", "2026", "--as-of", "2026-11-25")
        self.call("spoorboek", "new", str(folder), *options, "--language", language, "--translate", other)
        return folder


@pytest.fixture(scope="module")
def wheel(installed: Path) -> Path:
    return next((installed / "dist").glob("*.whl"))


def test_alone_it_checks_without_sphinx(wheel: Path, tmp_path: Path) -> None:
    environment = Environment(tmp_path / "env", wheel, "")
    packages = environment.call("python", "-m", "pip", "list", "--format", "freeze").lower()
    for package in ("sphinx", "docutils", "furo", "myst-parser", "xlsxwriter", "icalendar", "sphinx-needs", "typst"):
        assert f"\n{package}==" not in f"\n{packages}"
    handbook = environment.new(tmp_path / "handbook", "en", "nl")
    environment.call("make", "check", cwd=handbook)
    (handbook / "docs" / "themes.md").unlink()
    done = environment.run("make", "check", cwd=handbook)
    assert "THM-example, which is not an item" in done.stdout
    done = environment.run(
        "spoorboek", "checklist", "--format", "xlsx", "--output", "a.xlsx", "--lang", "en", cwd=handbook
    )
    assert (done.returncode, done.stderr.splitlines()[-1]) == (
        2,
        "error: xlsxwriter is not installed; install it: python -m pip install 'spoorboek[handbook]'",
    )


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """One with all that a handbook needs."""
    return Environment(tmp_path_factory.mktemp("whole") / "env", wheel, "[handbook,translate]")


@pytest.mark.parametrize(("language", "other"), [("en", "nl"), ("nl", "en"), ("de", "en")])
def test_a_new_handbook_is_built_and_its_examples_are_missed(
    language: str, other: str, environment: Environment, tmp_path: Path
) -> None:
    handbook = environment.new(tmp_path / "handbook", language, other)
    environment.call("make", "html", "check", "intl", cwd=handbook)
    assert (handbook / "build" / "html" / other / "index.html").is_file()
    for path in sorted((handbook / "docs").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        ids = re.findall(r"^:id: (\S+)$", text, re.MULTILINE)
        if ids:
            path.write_text(re.sub(r":::\{.*?\n:::\n", "", text, flags=re.DOTALL), encoding="utf-8")
            done = environment.run("spoorboek", "check", "--lang", "en", cwd=handbook)
            assert f" {ids[-1]}, which is not an item" in done.stdout, (path, done.stdout + done.stderr)
            assert done.returncode == 1
            path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("rule", ["S101", "S152", "S503", "S206"])
def test_every_rule_is_explained_whole_anywhere(rule: str, environment: Environment, tmp_path: Path) -> None:
    handbook = environment.new(tmp_path / "handbook", "nl", "en")
    text = environment.call("spoorboek", "explain", rule, "--lang", "nl", cwd=handbook)
    assert "## Waarom" in text
    assert "## Herstel" in text
