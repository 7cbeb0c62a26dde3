"""The handbook as readers see it: built once for all workers, under the rules that `make html` has."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.handbooks import TOP
from tests.pages import axe, survey, without_script
from tests.pages.shared import Notes, share
from tests.pages.survey import Look


@pytest.fixture(scope="session")
def handbook(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of the built handbook; the first worker to come builds it, the others wait."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "handbook"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        said = folder / "said"
        if not said.exists():
            said.write_text(_build(folder), encoding="utf-8")
    assert not said.read_text(encoding="utf-8"), said.read_text(encoding="utf-8")
    return folder / "html"


def _build(folder: Path) -> str:
    """What Sphinx says, which is nothing when all is well."""
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-n", "-c", str(TOP / "conf")]
    command += ["-d", str(folder / "doctrees"), str(TOP / "docs"), str(folder / "html")]
    environment = {**os.environ, "PYTHONPATH": str(TOP / "ext")}
    finished = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    return finished.stderr or finished.stdout if finished.returncode else ""


@pytest.fixture(scope="session")
def names(handbook: Path) -> list[str]:
    """The address of every page, from the top of the handbook."""
    found = sorted(path.relative_to(handbook).as_posix() for path in handbook.rglob("*.html"))
    assert len(found) > 60, "the handbook has lost pages"
    return found


@pytest.fixture(scope="session")
def noted(browser: Browser, handbook: Path, names: list[str]) -> list[Notes]:
    """Of every page: what it looks like, what axe has against it, and how it is without script."""
    page, bare = survey.window(browser), without_script.Window(browser)

    def see(name: str) -> Notes:
        look = survey.look(page, handbook, name)
        scripted = without_script.plain(page)
        return {
            "look": asdict(look),
            "axe": axe.in_all_modes(page, name),
            "bare": without_script.flaws(bare, (handbook / name).as_uri(), name, scripted),
        }

    found = share(handbook.parent / "noted", names, see)
    page.close()
    bare.close()
    return found


@pytest.fixture(scope="session")
def looks(noted: list[Notes]) -> list[Look]:
    return [Look(**notes["look"]) for notes in noted]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = survey.window(browser)
    yield page
    page.close()
