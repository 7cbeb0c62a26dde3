"""What is installed speaks Dutch too, far from the folder it was made in."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.cli.test_language import CATALOGUE
from tests.handbooks import TOP, Handbook
from tests.running import SPOORBOEK, run

pytestmark = pytest.mark.wide


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The contents of the wheel of this project, with a Dutch page of one rule."""
    project = tmp_path_factory.mktemp("project")
    shutil.copytree(TOP / "ext", project / "ext", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md"):
        shutil.copy(TOP / name, project)
    page = project / "docs" / "locales" / "nl" / "LC_MESSAGES" / "regels" / "unknown-target.po"
    page.parent.mkdir(parents=True)
    page.write_text(CATALOGUE, encoding="utf-8")
    for target in ("sdist", "wheel"):
        subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", target], cwd=project, check=True)
    with zipfile.ZipFile(next((project / "dist").glob("*.whl"))) as wheel:
        wheel.extractall(project / "installed")
    return project


def test_the_page_of_a_rule_is_shown_in_dutch(installed: Path, tmp_path: Path) -> None:
    said = run(
        Handbook(tmp_path), *SPOORBOEK, "explain", "S501", "--lang", "nl", PYTHONPATH=str(installed / "installed")
    )
    assert said.stderr == ""
    assert said.stdout.startswith("# S501 unknown-target\n\nElke link wijst naar een onderdeel dat bestaat.\n")


def test_what_stops_it_is_told_in_dutch(installed: Path, tmp_path: Path) -> None:
    said = run(Handbook(tmp_path), *SPOORBOEK, "check", "--lang", "nl", PYTHONPATH=str(installed / "installed"))
    assert (said.returncode, said.stderr) == (2, "fout: er is geen map docs; noem de juiste met --docs\n")


def test_the_published_source_holds_the_dutch_pages_too(installed: Path) -> None:
    shutil.unpack_archive(next((installed / "dist").glob("*.tar.gz")), installed / "source", filter="data")
    (page,) = (installed / "source").rglob("unknown-target.po")
    assert page.parent.as_posix().endswith("docs/locales/nl/LC_MESSAGES/regels")
