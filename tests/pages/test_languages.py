"""Both sites have the same pages and items at the same addresses, and each page links to the other language."""

import csv
import json
import re
import runpy
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any, Final
from urllib.parse import urljoin

import pytest

from tests import breaks
from tests.handbooks import TOP, ground
from tests.pages import reading, sites
from tests.pages.survey import Look
from tests.running import built, run

RETIRED: Final = tomllib.loads((TOP / "conf" / "retired.toml").read_text(encoding="utf-8"))["retired"]
PAGES: Final = {
    *(path.relative_to(TOP / "docs").with_suffix(".html").as_posix() for path in (TOP / "docs").rglob("*.md")),
    *(f"{retired_id['page']}.html" for retired_id in RETIRED if "page" in retired_id),
    "search.html",
}
"""The addresses of all pages: each file of docs/ has one, and the page of an id that was given up keeps its own."""


def needs(handbook: Path, language: str = "nl") -> dict[str, dict[str, Any]]:
    """What sphinx-needs publishes of each item, by its id."""
    written = json.loads((handbook / sites.FOLDERS[language] / "needs.json").read_text(encoding="utf-8"))
    found: dict[str, dict[str, Any]] = written["versions"][written["current_version"]]["needs"]
    return found


def test_both_sites_have_the_pages_of_the_folder_and_no_other(names: list[str]) -> None:
    dutch, english = (set(map(sites.page, sites.of(language, names))) for language in sites.FOLDERS)
    assert dutch == PAGES
    assert english == dutch


def test_both_sites_have_the_same_items_on_the_same_pages(handbook: Path) -> None:
    dutch, english = (
        {id: need["docname"] for id, need in needs(handbook, language).items()} for language in sites.FOLDERS
    )
    assert len(dutch) > 150
    assert english == dutch


def test_an_address_within_a_page_is_the_same_in_both_languages(looks: list[Look]) -> None:
    ids = {look.name: set(look.ids) for look in looks}
    differ = {name: ids[name] ^ ids[sites.page(name)] for name in sites.of("en", ids)}
    del differ["en/naslag.html"]  # its examples are those of a new handbook in that language
    assert {name: places for name, places in differ.items() if places} == {}


def astray(looks: list[Look]) -> list[str]:
    """What is wrong with the ways from pages to the same page in the other language."""
    there = {look.name for look in looks}
    found = []
    for look in looks:
        spoken = sites.language(look.name)
        expected = [
            (other, f"{sites.FOLDERS[other]}{sites.page(look.name)}") for other in sites.FOLDERS if other != spoken
        ]
        switches = {(other, urljoin(look.name, href)) for other, _, href in look.switches}
        alternates = [(other, urljoin(look.name, href)) for other, href in look.alternates]
        if look.language != spoken:
            found.append(f"{look.name} says it is in {look.language!r}")
        if sorted(switches) != expected or any(said_in != other for other, said_in, _ in look.switches):
            found.append(f"{look.name} switches to {look.switches}, expected {expected}")
        if alternates != expected:
            found.append(f"{look.name} names {alternates} as itself in other languages, expected {expected}")
        found += [f"{look.name} switches to {page}, which is not there" for _, page in expected if page not in there]
    return found


def test_every_page_leads_to_itself_in_the_other_language_and_back(looks: list[Look]) -> None:
    assert {"search.html", "en/search.html"} < {look.name for look in looks}
    assert astray(looks) == []


@pytest.fixture
def pair(looks: list[Look]) -> list[Look]:
    return sorted((look for look in looks if sites.page(look.name) == "themas/cter.html"), key=lambda look: look.name)


def test_a_way_that_leads_elsewhere_or_nowhere_is_reported(pair: list[Look]) -> None:
    english, dutch = pair
    assert astray([english, dutch]) == []
    assert astray([english, replace(dutch, switches=[("en", "en", "../en/index.html")])]) == [
        "themas/cter.html switches to [('en', 'en', '../en/index.html')], expected [('en', 'en/themas/cter.html')]"
    ]
    assert astray([english, replace(dutch, switches=[("en", "nl", "../en/themas/cter.html")])])
    assert astray([english, replace(dutch, switches=[])])
    assert astray([english, replace(dutch, alternates=[])])
    assert astray([replace(english, language="nl"), dutch]) == ["en/themas/cter.html says it is in 'nl'"]
    assert astray([dutch]) == ["themas/cter.html switches to en/themas/cter.html, which is not there"]


def test_the_page_that_an_old_id_left_leads_across_too(tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    breaks.write("../conf/retired.toml", f'{breaks.RETIRED_CHAIN.format("KTN-grond")}page = "oud/keten"\n')(handbook)
    handbook.configure('spoorboek_languages = ["nl", "en"]')
    built(handbook)  # fails, for nothing is translated; every page is written all the same
    english = ("-D", "language=en", "-c", "conf", "-d", "doctrees-en", "docs", "html/en")
    run(handbook, "-m", "sphinx", "-q", "-n", *english)
    html = handbook.folder / "html"
    for name, other in (("oud/keten.html", "en/oud/keten.html"), ("en/oud/keten.html", "oud/keten.html")):
        text = (html / name).read_text(encoding="utf-8")
        assert f'<html class="no-js" lang="{sites.language(name)}"' in text
        ways = re.findall(r'<a href="([^"]+)" hreflang', text)
        assert ways
        assert {urljoin(name, way) for way in ways} == {other}


def report(path: Path) -> list[str]:
    """Every cell of a file, line by line, but the names in brackets, and what was searched for, between quotes."""
    rows = csv.reader(path.read_text(encoding="utf-8-sig").splitlines(), delimiter=";")
    return [re.sub(r"\([^)]*\)", "", cell) for row in rows for cell in row if not re.fullmatch("“.*”", cell)]


def test_the_files_of_both_sites_are_the_same_and_speak_their_language(handbook: Path) -> None:
    files = {
        language: {path.name: path for path in (handbook / folder / "data").iterdir()}
        for language, folder in sites.FOLDERS.items()
    }
    assert set(files["en"]) == set(files["nl"])
    names = {name for name in names_that_stay(handbook) if " " in name}
    for language, found in files.items():
        for name, path in found.items():
            if path.suffix == ".csv":
                cells = [cell for cell in report(path) if not any(name in cell for name in names)]
                assert [flaw for cell in cells for flaw in reading.foreign_sentences(language, cell)] == [], name
            if path.suffix == ".ics":
                assert f"//{language.upper()}\r\n".encode() in path.read_bytes()


def names_that_stay(handbook: Path) -> set[str]:
    """The Dutch titles of organisations, sources and investigations, publishers, and what conf.py names beside them."""
    items = needs(handbook).values()
    stay = ("organisation", "source", "investigation")
    titles = {re.sub(r"\s*\([^()]*\)$", "", item["title"]) for item in items if item["type"] in stay}
    publishers = {item["publisher"] for item in items if item.get("publisher")}
    return titles | publishers | set(runpy.run_path(str(TOP / "conf/conf.py"))["spoorboek_names"])
