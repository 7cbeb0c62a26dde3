"""The handbook as readers see it, in every language: built once for all workers, as `make html` builds it."""

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
from tests.pages import axe, frame, kinds, sites, survey, without_script
from tests.pages.shared import Notes, share
from tests.pages.survey import Look


@pytest.fixture(scope="session")
def handbook(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of the built handbook, English in `en/`; the first worker to come builds it, the others wait."""
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
    """What Sphinx says of all languages, built side by side; which is nothing when all is well."""
    builds = [_begin(folder, language) for language in sites.FOLDERS]
    said = [(*build.communicate(), build.returncode) for build in builds]
    return "".join(errors or told for told, errors, code in said if code)


def _begin(folder: Path, language: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-n", "-c", str(TOP / "conf")]
    command += ["-D", f"language={language}", "-d", str(folder / f"doctrees-{language}")]
    command += [str(TOP / "docs"), str(folder / "html" / sites.FOLDERS[language])]
    environment = {**os.environ, "PYTHONPATH": str(TOP / "ext")}
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.fixture(scope="session")
def names(handbook: Path) -> list[str]:
    """The address of every page of every language, from the top of the handbook."""
    found = sorted(path.relative_to(handbook).as_posix() for path in handbook.rglob("*.html"))
    assert len(found) > 280, "the handbook has lost pages"
    return found


@pytest.fixture(scope="session")
def noted(browser: Browser, handbook: Path, names: list[str]) -> list[Notes]:
    """Of every page: what it looks like, what axe has against it, and how it is without script.

    An English page is drawn as its Dutch one is, and rules are alike: some of them are asked all of that."""
    page, bare = survey.window(browser), without_script.Window(browser)
    kinds_of_all = {kinds.path(address) for kind, address in kinds.present(handbook) if not kind.endswith("-en")}
    kinds_of_all |= {f"{sites.FOLDERS['en']}{kinds.path(kinds.KINDS[kind])}" for kind in kinds.ENGLISH}

    def see(name: str) -> Notes:
        is_alike = sites.language(name) == "en" or name.startswith(kinds.ALIKE)
        is_close = name in kinds_of_all or not is_alike
        look = survey.look(page, handbook, name, closely=is_close)
        around = frame.frame(page)
        if not is_close:
            return {"look": asdict(look), "frame": around, "axe": [], "bare": []}
        scripted = without_script.plain(page)
        return {
            "look": asdict(look),
            "frame": around,
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
