"""The supported versions of Sphinx and sphinx-needs work, and another one gives an error of one line."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from itertools import product
from pathlib import Path
from typing import Final

import pytest

from spoorboek.sphinxext import versions
from tests.foreign.projects import Project
from tests.handbooks import TOP

pytestmark = pytest.mark.wide
PAIRS: Final = list(product(versions.OF_OTHERS["sphinx-needs"], versions.OF_OTHERS["Sphinx"]))
UV: Final = str(Path(sys.executable).with_name("uv"))
DEAD: Final = (
    "error S501 unknown-target: {item} links by {link!r} to {gone}, which is not an item, did you mean {suggestion}?"
)
FLAWS: Final = {
    "metamodel": (
        ("design/index.md", "lock__levels", "lock__level"),
        "design/index.md:9:38",
        ("feat_arc_sta__lock__doors", "fulfils", "feat_req__lock__level", "feat_req__lock__levels"),
    ),
    "templated": (
        ("requirements.rst", "           NEED_RAIN", "           NEED_RAI"),
        "requirements.rst:15:12",
        ("REQ_WIND", "links", "NEED_RAI", "NEED_RAIN"),
    ),
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([UV, "build", "--quiet", "--wheel", "--out-dir", folder, TOP], check=True)
    (found,) = folder.glob("*.whl")
    return found


def environment(folder: Path, *requirements: str | Path) -> Path:
    """The Python of a new environment with these packages."""
    python = folder / "bin" / "python"
    subprocess.run([UV, "venv", "--quiet", "--python", sys.executable, folder], check=True)
    subprocess.run([UV, "pip", "install", "--quiet", "--python", python, *requirements], check=True)
    return python


@pytest.fixture(scope="module", params=PAIRS, ids=lambda pair: f"needs-{pair[0]}-sphinx-{pair[1]}")
def python(request: pytest.FixtureRequest, wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of others has its own Sphinx and sphinx-needs; ours comes as a wheel without any extra."""
    needs, sphinx = (
        f"{name}=={version}.*" for name, version in zip(("sphinx-needs", "sphinx"), request.param, strict=True)
    )
    return environment(tmp_path_factory.mktemp("environment") / "venv", needs, sphinx, "myst-parser", wheel)


def built(python: Path, project: Project) -> tuple[int, list[str]]:
    command = [python, "-m", "sphinx", "-q", "-W", "-n", "-E", ".", "html"]
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | {"NO_COLOR": "1"}
    ran = subprocess.run(command, cwd=project.folder, env=environ, capture_output=True, text=True, check=False)
    return ran.returncode, (ran.stdout + ran.stderr).replace(f"{project.folder.resolve()}{os.sep}", "").splitlines()


@pytest.mark.parametrize("name", FLAWS)
def test_a_project_is_clean_and_its_dead_link_is_reported_at_its_place(name: str, python: Path, tmp_path: Path) -> None:
    project = Project(tmp_path, name).join()
    assert built(python, project) == (0, [])
    change, place, names = FLAWS[name]
    message = DEAD.format(**dict(zip(("item", "link", "gone", "suggestion"), names, strict=True)))
    assert built(python, project.change(*change)) == (1, [f"WARNING: {place}: {message} [spoorboek.S501]"])


def test_another_version_stops_in_one_line(wheel: Path, tmp_path: Path) -> None:
    python = environment(tmp_path / "venv", "sphinx-needs==8.4.*", "sphinx==8.2.*", wheel)
    returned, lines = built(python, Project(tmp_path, "plain").join())
    assert (returned, len(lines)) == (2, 1)
    assert re.search(
        r"error: sphinx-needs 8\.4\.\d+ is installed, which is not supported; "
        r"install a supported version \(8\.5, 9\.1\): pip install 'sphinx-needs==9\.1\.\*'$",
        lines[0],
    )
