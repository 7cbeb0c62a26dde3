"""Every page is complete with wider spacing, larger text, narrow windows, few colours, no motion and no mouse."""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Final, Literal

import furo
import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page

from spoorboek.analysis.state import State
from spoorboek.analysis.trace_line import Form
from spoorboek.analysis.years import Standing
from spoorboek.config.names import Basis
from spoorboek.sphinxext import theme
from tests.pages import adapted, axe, kinds, layout, reading
from tests.pages.shared import Notes
from tests.pages.survey import Look

FURO: Final = Path(furo.__file__).parent
HEAVIEST: Final = 200_000
BESIDE_TEXT: Final = 115_000
"""What a page may load to show its text; a search loads its index too, and a page of examples what each needs."""
LONG: Final = frozenset(
    [
        "checklist",
        "checklist-of-organisations",
        "data",
        "edition",
        "events",
        "matrix",
        "readings",
        "reference",
        "releases",
        "searches",
        "sentences",
        "sources",
        "timeline",
        "years",
    ]
)
"""Pages that hold all of something: as heavy as that is long."""


def test_every_kind_of_page_is_whole_however_it_is_read(noted: list[Notes]) -> None:
    flaws = [flaw for notes in noted for flaw in notes["adapted"]]
    assert not flaws, "\n".join(flaws)


def test_a_page_is_light_unless_it_lists_all_of_something(looks: list[Look], handbook: Path) -> None:
    by_name = {look.name: look for look in looks}
    for kind, address in kinds.present(handbook):
        name = kinds.path(address)
        text = (handbook / name).stat().st_size
        beside = reading.weight(by_name[name], handbook) - text
        plain = kind.removesuffix("-en")
        assert plain in {"search", "reference"} or beside <= BESIDE_TEXT, (kind, beside)
        assert plain in {"search", *LONG} or text + beside <= HEAVIEST, (kind, text + beside)


LONG_HEADING: Final = "<script>document.querySelector('h1').textContent = 'Een kop die loopt '.repeat(20)</script>"
UNSEEN: Final = "position: absolute; width: 1px; height: 1px; overflow: hidden; display: block"


@pytest.fixture
def show(page: Page) -> Callable[[str], Page]:
    """Something as the text of a page, beside the controls of one."""

    def planted(text: str) -> Page:
        page.set_content(
            "<style>body { margin: 1rem; font: 16px sans-serif } .content-icon-container { float: right }</style>"
            "<div class=content-icon-container><a href='#x'>English</a></div>"
            f"<article><h1 style='display: flow-root'>Kop</h1>{text}</article>"
        )
        return page

    return planted


@pytest.mark.parametrize(
    ("planted", "flaw"),
    [
        ("<p style='font-size: 13px'>Klein</p>", '"Klein" is set small: article > p at 13.0 px, 360 wide'),
        (
            "<div class=mobile-header style='display: flex'><button>A</button><button>B</button></div>",
            "button and button are 0 px apart, and 0 to a finger, 360 wide",
        ),
        (
            f"<style>h1 {{ display: block !important }}</style>{LONG_HEADING}",
            '"Een kop die loopt Een kop die loopt Een " runs around the controls beside it, 1280 wide',
        ),
        (
            f"<table class=x><thead style='{UNSEEN}'><tr><th>Wat<th>Stand<tbody><tr><td>Een<td>te laat</table>",
            'x: "te laat" lacks the name of "Stand", 360 wide',
        ),
        (
            f"<table class=x><thead style='{UNSEEN}'><tr><th>Wat<th>Stand<tbody><tr><td>Een<td hidden>te laat</table>",
            'x: a cell of "Stand" is not shown, 360 wide',
        ),
        (
            "<table><thead><tr><th style='max-width: 2em; overflow-wrap: anywhere'>before</table>",
            '"before" in a head is broken, 360 wide',
        ),
        (
            "<p style='width: 6em; overflow: hidden; white-space: nowrap'>Net passend</p>",
            'p "Net passend" is cut by p, text apart at 1280',
        ),
        ("<p style='float: left; white-space: nowrap'>Een regel van een vaste breedte</p>", "text apart at 320: "),
    ],
)
def test_what_a_reader_would_lose_is_reported(show: Callable[[str], Page], planted: str, flaw: str) -> None:
    flaws = adapted.flaws(show(planted), "x")
    assert [own_flaw for own_flaw in flaws if own_flaw.startswith(f"x: {flaw}")], flaws


def test_a_page_that_loses_nothing_is_not_reported(show: Callable[[str], Page]) -> None:
    assert adapted.flaws(show("<p>Tekst</p>"), "x") == []


STILL: Final = (
    "2024/voornemens/c9.html", "2024/checklist/tabel.html", "2024/tijdlijn.html", "2024/samenhang.html",
    "door-de-jaren.html", "search.html",
)  # fmt: skip
"""Of each style sheet a page."""


def test_nothing_moves_with_reduced_motion(browser: Browser, handbook: Path) -> None:
    page = browser.new_page(reduced_motion="reduce")
    for address in STILL:
        page.goto((handbook / address).as_uri())
        page.evaluate(axe.FEW)
        assert adapted.moving(page) == [], address
    page.emulate_media(reduced_motion="no-preference")
    assert adapted.moving(page)
    page.close()


@pytest.mark.parametrize("width", [360, 800])
def test_escape_closes_what_is_open_and_leads_back(page: Page, handbook: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((handbook / "2024/voornemens/c9.html").as_uri())
    for toggle, opener, within in (
        ("__navigation", ".nav-overlay-icon", ".sidebar-search"),
        ("__toc", ".toc-header-icon", ".toc-tree a[href='#toetspunten']"),
    ):
        page.locator(opener).click()
        page.locator(within).focus()
        page.keyboard.press("Escape")
        assert not page.locator(within).is_visible()
        assert page.evaluate("document.activeElement.id") == toggle
        assert page.locator(opener).evaluate("at => getComputedStyle(at).outlineStyle") == "solid"


def test_escape_leaves_alone_what_is_closed(page: Page, handbook: Path) -> None:
    page.goto((handbook / "2024/voornemens/c9.html").as_uri())
    link = page.locator("article p a").first
    link.focus()
    page.keyboard.press("Escape")
    assert link.evaluate("at => at === document.activeElement")


_FORMS: Final = [form.value for form in Form]
_STATES: Final = [state.value for state in State]
_SIGNS: Final = ["done", "planned", "due", "late"]
_STANDINGS: Final = [standing.value for standing in Standing if standing is not Standing.NO_EDITION]
_WAYS: Final = ["", "to-due", "to-missing", "last"]
_WAYS_IN_A_ROW: Final = ["", "to-missing", "last"]  # the next stop says what it is that has not come
_YEARS: Final = [f"to-{Basis.SOURCE}", f"to-{Basis.EDITORS}", "to-none"]
_KEYS: Final = [*_STANDINGS, "track to-source", "track to-editors", "worked"]
_ENDED: Final = frozenset({State.UNTESTABLE, State.WITHDRAWN, State.SUPERSEDED})
"""States in which nothing is asked of anybody: one form, and a word each."""
MARKS: Final = {
    "a state": ("<span class='answer {}'></span>", _STATES),
    "a part of a count": ("<div class=tally><div class='{}'></div></div>", _STATES),
    "a stop": ("<ol class=spoor><li class='{} last'><p class=when></p></li></ol>", _FORMS),
    "a stop in a row": ("<span class=spoortje><span class='stop last {}'></span></span>", _FORMS),
    "the way on": ("<ol class=spoor><li class='stated {}'><div class=what><br><br><br></div></li></ol>", _WAYS),
    "the way on in a row": ("<span class=spoortje><i></i><span class='stop stated {}'></span></span>", _WAYS_IN_A_ROW),
    "a sign": ("<span class='sign {}'></span>", _SIGNS),
    "a stop of lanes": ("<span class='stop {}'></span>", _SIGNS),
    "a moment": ("<ol class=moments><li class='moment {}'></li></ol>", _SIGNS),
    "a moment without a date": ("<ol class='moments {}'><li class=moment></li></ol>", ["", "undated"]),
    "a year of the programme": ("<section class='year {}'><h2>2024</h2></section>", ["", "marked"]),
    "a year": ("<ol class=years><li class='{} last'></li></ol>", _STANDINGS),
    "a year and the next": ("<ol class=years><li class='named {}'><p class=stated><br><br></p></li></ol>", _YEARS),
    "a key of years": ("<ul class=years-keys><li><span class='key {}'></span></li></ul>", _KEYS),
    "a sentence": ("<span class='kind kind-{}'></span>", ["commitment", "context", "fragment", "open"]),
    "a part of an organisation": ("<span class='letter {}'>V</span>", ["", "inferred"]),
}
"""Each mark that says something by its form: how it is written, and the classes that change what it says."""
SIDE: Final = 96
FEWEST: Final = 8
"""Pixels in which two forms differ that a reader can tell apart."""
_BOXES: Final = f"""
.box {{ float: left; width: {SIDE}px; height: {SIDE}px; overflow: hidden; contain: paint }}
.box > * {{ margin: 0 !important }}
.tally > div {{ width: 90px; height: 1.5rem }}
ol.spoor > li {{ grid-template-columns: 0 1.5rem 1fr !important }}
"""
Picture = tuple[str, str, Image.Image]


@pytest.fixture
def drawn(page: Page, tmp_path: Path) -> Callable[..., list[Picture]]:
    """Each kind of mark in each way it is drawn, in forced colours, once a part of the style sheets was left out."""

    def drawn(mode: Literal["light", "dark"], without: str = "never") -> list[Picture]:
        sheets = [FURO / "theme/furo/static/styles/furo.css", *sorted((theme.FOLDER / "static").glob("*.css"))]
        css = "".join(path.read_text(encoding="utf-8") for path in sheets).replace(without, "")
        named = [(kind, name, mark.format(name)) for kind, (mark, classes) in MARKS.items() for name in classes]
        boxes = "".join(f"<div class=box>{mark}</div>" for _kind, _name, mark in named)
        html = f"<!doctype html><meta charset=utf-8><style>{css}{_BOXES}</style><body><article>{boxes}</article>"
        (tmp_path / "marks.html").write_text(html, encoding="utf-8")
        page.goto((tmp_path / "marks.html").as_uri())
        page.emulate_media(color_scheme=mode, forced_colors="active")
        picture = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("L")
        places = page.evaluate(
            "() => [...document.querySelectorAll('.box')].map(box => box.getBoundingClientRect())"
            ".map(at => [at.left, at.top, at.right, at.bottom].map(Math.round))"
        )
        return [
            (kind, name or "plain", picture.crop(place))
            for (kind, name, _mark), place in zip(named, places, strict=True)
        ]

    return drawn


def alike(pictures: list[Picture]) -> list[str]:
    """Pairs of one kind that look the same, and marks that are not drawn."""
    found = []
    for (kind, name, first), (other_kind, other, second) in combinations(pictures, 2):
        if kind == other_kind and not {name, other} <= _ENDED and differing(first, second) < FEWEST:
            found.append(f"{kind}: {name} is drawn as {other}")
    for kind, name, picture in pictures:
        ground = Image.new("L", picture.size, color=picture.getpixel((SIDE - 1, SIDE - 1)))
        if differing(picture, ground) < FEWEST:
            found.append(f"{kind}: {name} is not drawn")
    return found


def differing(first: Image.Image, other: Image.Image) -> int:
    """How many pixels differ clearly."""
    return sum(ImageChops.difference(first, other).histogram()[64:])


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_mark_keeps_a_form_of_its_own_in_forced_colours(drawn: Callable[..., list[Picture]], mode: str) -> None:
    assert alike(drawn(mode)) == []


def test_marks_that_colours_alone_told_apart_are_reported(drawn: Callable[..., list[Picture]]) -> None:
    found = alike(drawn("light", without="forced-color-adjust: none"))
    assert "a state: shown is drawn as partly" in found


def test_lines_through_the_years_print_whole(page: Page, handbook: Path) -> None:
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": 1000})  # what A4 leaves, in CSS pixels
    page.goto((handbook / "door-de-jaren.html").as_uri())
    assert layout.flaws(page, on_paper=True) == []
