"""Each check of the survey fails for a flaw that is put into a sound page."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.pages import survey
from tests.pages.survey import Look

SOUND = (
    "<!doctype html><html lang=nl><head><title>Thema</title></head><body>"
    "<a class=skip-to-content href='#furo-main-content'>Naar de inhoud</a><a href='#THM-x'>Menu</a>"
    "<article id=furo-main-content><h1>Thema</h1><p id=THM-x>Tekst</p><h2>Kop</h2>"
    "<a href='#THM-x'>Naar het thema</a></article>"
    f"<footer>{survey.NOT_THEIRS['nl']}.</footer></body></html>"
)


@pytest.fixture
def open_look(page: Page, tmp_path: Path) -> Callable[[str, str], Look]:
    """What the survey makes of the sound page, with one thing replaced."""

    def look(old: str, new: str) -> Look:
        assert old in SOUND
        (tmp_path / "x.html").write_text(SOUND.replace(old, new, 1), encoding="utf-8")
        return survey.look(page, tmp_path, "x.html")

    return look


def test_a_sound_page_has_no_flaw(open_look: Callable[[str, str], Look], tmp_path: Path) -> None:
    look = open_look("", "")
    assert [*survey.raw_text(look), *survey.structure(look, tmp_path), *survey.dead_links([look])] == []
    assert list(survey.lost_items([look], ["THM-x"])) == []
    assert look.sticking_out == []
    assert look.skips


@pytest.mark.parametrize(
    ("old", "new", "flaw"),
    [
        ("Tekst", ":::{theme}", "shows ':::'"),
        ("Tekst", "{need}`THM-x`", "shows '{need}'"),
        ("Tekst", ":grounded_in: WP2024-P1-S1", "shows the option ':grounded_in:'"),
        ("Tekst", "Datum: None", "shows 'None'"),
        ("Tekst", "[[trace]]", "shows '[['"),
        (">Naar het thema", ">?", "has a link to '#THM-x' that reads '?'"),
    ],
)
def test_raw_text_is_reported(open_look: Callable[[str, str], Look], old: str, new: str, flaw: str) -> None:
    assert flaw in survey.raw_text(open_look(old, new))


def test_a_page_that_explains_the_source_may_show_it_as_code_only(open_look: Callable[[str, str], Look]) -> None:
    look = replace(open_look("Tekst", "<pre>:::{theme}</pre>"), name="regels/x.html")
    assert list(survey.raw_text(look)) == []
    look = replace(open_look("Tekst", ":::{theme}"), name="regels/x.html")
    assert list(survey.raw_text(look)) == ["shows ':::'"]


@pytest.mark.parametrize(
    ("old", "new", "flaw"),
    [
        ("<title>Thema", "<title>", "has no title"),
        ("lang=nl", "lang=en", "is in 'en'"),
        ("<h2>Kop</h2>", "<h1>Kop</h1>", "has 2 headings of the first level: ['Thema', 'Kop']"),
        ("<h2>Kop</h2>", "<h3>Kop</h3>", "jumps from level 1 to 3 at 'Kop'"),
        ("<h2>Kop</h2>", "<h2></h2>", "has an empty heading"),
        ("<h2>", "<h2 id=THM-x>", "has the id 'THM-x' 2 times"),
        ("Tekst", "<img src='data:,'>", 'has a picture without a name: <img src="data:,">'),
        ("Tekst", "<img src='rijkslogo.svg' alt=''>", "has the picture 'rijkslogo.svg', which is not listed"),
        ("</head>", "<script src='https://example.org/x.js'></script></head>", "loads 'https://example.org/x.js'"),
        ("</head>", "<style>@import '//example.org/x.css'</style></head>", "asks for 'file://example.org/x.css'"),
        (
            "</head>",
            "<script src='_static/jquery.js'></script></head>",
            "loads '_static/jquery.js', which it does not use",
        ),
        ("</head>", "<script>throw Error('au')</script></head>", "complains: au"),
        ("Tekst", "<table><tr><th>Titel</table>", "has a column 'Titel' without a scope"),
        (survey.NOT_THEIRS["nl"], "Een uitgave", "does not say of whom it is no publication"),
    ],
)
def test_a_flaw_of_structure_is_reported(
    open_look: Callable[[str, str], Look], tmp_path: Path, old: str, new: str, flaw: str
) -> None:
    assert flaw in survey.structure(open_look(old, new), tmp_path)


@pytest.mark.parametrize(
    ("href", "flaw"),
    [
        ("y.html", "x.html: 'Naar het thema' leads to y.html, where there is no page"),
        ("#THM-y", "x.html: 'Naar het thema' leads to #THM-y, where there is no such place"),
        ("file:///x.html", "x.html: 'Naar het thema' leads to file:///x.html"),
    ],
)
def test_a_dead_link_is_reported(open_look: Callable[[str, str], Look], href: str, flaw: str) -> None:
    assert list(survey.dead_links([open_look("#THM-x'>Naar", f"{href}'>Naar")])) == [flaw]


def test_a_lost_item_is_reported(open_look: Callable[[str, str], Look]) -> None:
    look = open_look("", "")
    assert list(survey.lost_items([look], ["THM-x", "THM-y"])) == ["THM-y is an anchor 0 times"]
    assert list(survey.lost_items([look, look], ["THM-x"])) == ["THM-x is an anchor 2 times"]


@pytest.mark.parametrize("style", ["", "body { overflow-x: hidden }"])
def test_what_sticks_out_is_reported(open_look: Callable[[str, str], Look], style: str) -> None:
    wide = f"<style>{style}</style><span style='white-space: nowrap'>{'Lang woord ' * 20}</span>"
    assert any("Lang woord" in flaw for flaw in open_look("Tekst", wide).sticking_out)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<a class=skip-to-content href='#furo-main-content'>Naar de inhoud</a>", ""),
        ("class=skip-to-content", "class=skip-to-content style='position: fixed; top: -99px'"),
        ("href='#furo-main-content'", "href='#top'"),
    ],
)
def test_a_skip_link_that_does_not_work_is_reported(open_look: Callable[[str, str], Look], old: str, new: str) -> None:
    assert not open_look(old, new).skips
