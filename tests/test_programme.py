"""A made-up programme of a made-up authority, in English and with a second edition, from check to pages and sheets."""

from __future__ import annotations

import csv
import io
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.handbooks import Handbook
from tests.pages import axe
from tests.running import SPOORBOEK, run
from tests.test_new import findings

PAGES = Path(__file__).parent / "programme"
DUTCH = re.compile(r"\b(?:een|het|niet|van|voornemen|toetspunt|bron|Geen|onbekend|bevestigd)\b")


@pytest.fixture(scope="module")
def handbook(tmp_path_factory: pytest.TempPathFactory) -> Handbook:
    """The settings of a new handbook, with the pages of the programme in the place of the examples."""
    handbook = Handbook(tmp_path_factory.mktemp("programme") / "handbook")
    options = ("--name", "Harbour lights", "--authority", "Harbour Lights Authority (made up)", "--edition", "2025")
    handbook.folder.parent.mkdir(exist_ok=True)
    command = ("new", str(handbook.folder), *options, "--language", "en", "--as-of", "2026-11-25")
    assert run(Handbook(handbook.folder.parent), *SPOORBOEK, *command).returncode == 0
    shutil.rmtree(handbook.docs)
    shutil.copytree(PAGES, handbook.docs)
    return handbook


def test_it_states_that_it_is_made_up_and_the_gate_lets_it_through(handbook: Handbook) -> None:
    assert "does not exist" in (PAGES / "index.md").read_text(encoding="utf-8")
    assert findings(handbook) == []


def test_a_broken_trace_is_found_at_its_place(handbook: Handbook, tmp_path: Path) -> None:
    copy = Handbook(shutil.copytree(handbook.folder, tmp_path / "copy"))
    path = copy.docs / "commitments.md"
    path.write_text(path.read_text(encoding="utf-8").replace(":theme: THM-keepers", ":theme: THM-keeper", 1), "utf-8")
    (line,) = [line for line in findings(copy) if "S501" in line]
    assert line.startswith("docs/commitments.md:")
    assert "did you mean THM-keepers?" in line


def test_its_pages_are_built_in_english_and_can_be_used_by_all(handbook: Handbook, browser: Browser) -> None:
    done = run(handbook, "-m", "sphinx", "-q", "-W", "-n", "-c", "conf", "docs", "build/html")
    assert (done.returncode, done.stderr) == (0, "")
    out = handbook.folder / "build" / "html"
    page = browser.new_page()
    for name in ("index", "commitments", "overview"):
        page.goto((out / f"{name}.html").as_uri())
        assert DUTCH.findall(page.inner_text("body")) == []
        assert axe.but_colours(page, name) == []
    page.close()


def test_its_sheets_are_in_english_or_in_the_language_of_lang(handbook: Handbook) -> None:
    for language, head in (("", "Question"), ("en", "Question"), ("nl", "Vraag")):
        lang = ("--lang", language) if language else ()
        sheet = run(handbook, *SPOORBOEK, "checklist", "--format", "csv", *lang, SPOORBOEK_LANG="nl").stdout
        rows = list(csv.reader(io.StringIO(sheet.lstrip("\ufeff")), delimiter=";"))
        assert any(head in row for row in rows), sheet
        assert bool(DUTCH.search(sheet)) is (language == "nl")
    calendar = run(handbook, *SPOORBOEK, "checklist", "--format", "ics", SPOORBOEK_LANG="nl").stdout
    assert "PRODID:-//Spoorboek//Spoorboek//EN" in calendar
