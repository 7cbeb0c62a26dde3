"""This project's handbook in every language, built once for all workers, and what a browser sees of it."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.handbooks import TOP, Handbook
from tests.pages import adapted, arriving, axe, frame, invented, kinds, sites, survey, without_script
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
        output = folder / "output"
        if not output.exists():
            output.write_text(_build(folder), encoding="utf-8")
    assert not output.read_text(encoding="utf-8"), output.read_text(encoding="utf-8")
    return folder / "html"


def _build(folder: Path) -> str:
    """The output of Sphinx for all languages, built in parallel; empty if they succeed."""
    builds = [_begin(folder, language) for language in sites.FOLDERS]
    finished = [(*build.communicate(), build.returncode) for build in builds]
    return "".join(errors or printed for printed, errors, code in finished if code)


def _begin(folder: Path, language: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-n", "-c", str(TOP / "conf")]
    command += ["-D", f"language={language}", "-d", str(folder / f"doctrees-{language}")]
    command += [str(TOP / "docs"), str(folder / "html" / sites.FOLDERS[language])]
    environment = {**os.environ, "PYTHONPATH": str(TOP / "ext")}
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Handbook:
    """The small handbook with relations and dates that this project's own does not have."""
    return invented.handbook(tmp_path_factory.mktemp("invented"))


@pytest.fixture(scope="session")
def names(handbook: Path) -> list[str]:
    """The address of every page of every language, from the top of the handbook."""
    found = sorted(path.relative_to(handbook).as_posix() for path in handbook.rglob("*.html"))
    assert len(found) > 280, "the handbook has lost pages"
    return found


@pytest.fixture(scope="session")
def noted(browser: Browser, handbook: Path, names: list[str]) -> list[Notes]:
    """The texts of every page; of one of each kind also how it is drawn, violations found by axe, and how it is
    without script or as a reader has adapted it."""
    walked = {kinds.path(kinds.KINDS[kind]) for kind in kinds.WALKED}

    def against(page: Page, name: str) -> list[str]:
        return axe.in_all_modes(page, name) if name in walked else axe.in_light_and_dark(page, name)

    return notes_of(browser, handbook, names, closely(handbook), "noted", against)


@pytest.fixture(scope="session")
def noted_of_all_others(browser: Browser, handbook: Path, names: list[str]) -> list[Notes]:
    """How every other page in Dutch and some in English are drawn, but for colours, which are those of one of a kind.

    Several files ask for it, so that `make test-wide` looks at these pages with every worker it has."""
    english = set(map(kinds.path, kinds.closely(handbook, kinds.ENGLISH_IN_WIDE)))
    chosen = {name for name in names if sites.language(name) == "nl"} | english
    other_names = [name for name in names if name in chosen - closely(handbook)]
    return notes_of(browser, handbook, other_names, set(other_names), "noted-of-all-others", axe.but_colours)


@pytest.fixture(params=["noted", pytest.param("noted_of_all_others", marks=pytest.mark.wide)])
def noted_of_each(request: pytest.FixtureRequest) -> list[Notes]:
    """The one, and in `make test-wide` the other."""
    found: list[Notes] = request.getfixturevalue(request.param)
    return found


def closely(handbook: Path) -> set[str]:
    return set(map(kinds.path, kinds.closely(handbook)))


def notes_of(
    browser: Browser,
    handbook: Path,
    names: list[str],
    closely: set[str],
    folder: str,
    against: Callable[[Page, str], list[str]],
) -> list[Notes]:
    page, scriptless = survey.window(browser), without_script.Window(browser)
    reader = survey.Reader(survey.window(browser), handbook)
    nothing: Notes = {"axe": [], "adapted": [], "bare": [], "moving": []}

    def see(name: str) -> Notes:
        if name not in closely:
            return {"look": asdict(reader.look(name)), "frame": frame.frame(reader.page)} | nothing
        url = (handbook / name).as_uri()
        seen = {"look": asdict(survey.look(page, handbook, name)), "frame": frame.frame(page)}
        scripted = without_script.plain(page)
        return seen | {
            "axe": against(page, name),
            "adapted": [] if against is axe.but_colours else adapted.flaws(page, name),  # of what axe has left of rows
            "bare": without_script.flaws(scriptless, url, name, scripted),
            "moving": [f"{name}: {flaw}" for flaw in arriving.flaws(page, url)],
        }

    def order(name: str) -> tuple[bool, tuple[str, ...]]:
        """First those that take long, so that no worker waits for them; then those of the same style sheets."""
        return name not in closely, survey.style_sheets(handbook / name)

    found = share(handbook.parent / folder, sorted(names, key=order), see)
    for window in (page, scriptless, reader.page):
        window.close()
    return found


@pytest.fixture(scope="session")
def looks(noted: list[Notes]) -> list[Look]:
    return [Look(**notes["look"]) for notes in noted]


@pytest.fixture(scope="session")
def window(browser: Browser) -> Iterator[Page]:
    """The window of a worker: to open another takes five times what opening a page takes."""
    page = survey.window(browser)
    yield page
    page.close()


@pytest.fixture
def page(window: Page) -> Page:
    """That window, empty, as wide and in the mode that it had at first, and without what pages kept there."""
    window.evaluate("() => { try { localStorage.clear(); sessionStorage.clear() } catch {} }")
    window.goto("about:blank")
    window.mouse.move(-1, -1)
    window.set_viewport_size({"width": 1280, "height": 900})
    window.emulate_media(media="null", color_scheme="light", forced_colors="none", reduced_motion="reduce")
    return window
