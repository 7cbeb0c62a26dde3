"""`make pictures` draws every kind of page and reports blank pages, cut and overlapping text."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from measure.pictures.__main__ import judge, main

SOUND = (
    "<!doctype html><html lang=nl><head><title>Home</title></head><body style='margin: 1rem'>"
    "<article><h1>Spoorboek</h1><p>Wat er van elke toezegging is geworden, met bron en datum.</p></article>"
    "</body></html>"
)
LONG = "Wat er van elke toezegging is geworden. " * 12


Draw = Callable[[str], tuple[int, list[str]]]


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    return tmp_path / "pictures"


@pytest.fixture
def draw(browser: Browser, tmp_path: Path, pictures: Path, capsys: pytest.CaptureFixture[str]) -> Draw:
    """The exit code and the lines that a handbook of this one page brings."""

    def judged(page: str) -> tuple[int, list[str]]:
        (tmp_path / "html").mkdir()
        (tmp_path / "html" / "index.html").write_text(page, encoding="utf-8")
        code = judge(browser, tmp_path / "html", pictures)
        return code, capsys.readouterr().out.splitlines()

    return judged


def planted(flaw: str) -> str:
    return SOUND.replace("</article>", f"{flaw}</article>")


def test_a_sound_page_is_drawn_in_every_way(draw: Draw, pictures: Path) -> None:
    code, lines = draw(SOUND)
    assert (code, lines) == (0, [f"5 pictures, 0 flaws. Leaf through {pictures / 'index.html'}"])
    assert sorted(path.name for path in pictures.iterdir()) == [
        "home-dark-1280.png",
        "home-dark-360.png",
        "home-light-1280.png",
        "home-light-360.png",
        "home-print-1.png",
        "home.pdf",
        "index.html",
    ]
    assert 'src="home-print-1.png"' in (pictures / "index.html").read_text(encoding="utf-8")


def test_a_blank_page_is_reported(draw: Draw) -> None:
    code, lines = draw(SOUND.replace("<article>", "<article style='color: #fff'>"))
    assert code == 1
    assert lines[:2] == ["home (light, 1280): article is blank", "home (dark, 1280): article is blank"]


def test_a_page_that_is_blank_in_the_dark_alone_is_reported(draw: Draw) -> None:
    dark = "<style>@media (prefers-color-scheme: dark) { body { background: #000; color: #000 } }</style></head>"
    _, lines = draw(SOUND.replace("</head>", dark))
    assert lines[:2] == ["home (dark, 1280): article is blank", "home (dark, 360): article is blank"]


def test_a_blank_sheet_is_reported(draw: Draw) -> None:
    _, lines = draw(planted("<div style='break-before: page; height: 2em'></div>"))
    assert lines[:-1] == ["home (print, A4, 2 of 2): sheet is blank"]


def test_text_that_its_box_cuts_or_other_text_covers_is_reported(draw: Draw) -> None:
    box = f"<div class=box style='overflow: hidden; height: 2em'>{LONG}</div>"
    code, lines = draw(planted(f"<p class=high style='margin-top: -2.2em'>Hier staat het overheen</p>{box}"))
    assert code == 1
    assert 'home (light, 1280): div.box "Wat er van elke toezegging is geworden. " is cut by div.box' in lines
    assert any(line.startswith("home (print, A4, 1 of 1): div.box") for line in lines)
    (covered, *_) = [line for line in lines if "overlaps" in line]
    assert covered.startswith("home (light, 1280): p")
    assert 'p.high "Hier staat het overheen"' in covered


def test_text_that_scrolls_is_whole_on_a_screen_and_cut_on_paper(draw: Draw) -> None:
    wide = f"<div class=box style='overflow: auto; white-space: nowrap'>{LONG}</div>"
    _, lines = draw(planted(wide))
    assert {line.split(":")[0] for line in lines[:-1]} == {"home (print, A4, 1 of 1)"}


def test_text_that_is_left_out_on_paper_is_reported(draw: Draw) -> None:
    beside = "<p style='position: absolute; left: 100cm; white-space: nowrap'>Ver weg</p>"
    _, lines = draw(planted(beside))
    assert any("'Ver weg' is not on paper" in line or "edge of sheet" in line for line in lines), lines


def test_without_a_handbook_one_line_gives_the_remedy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path), str(tmp_path / "pictures")]) == 2
    assert capsys.readouterr().err == f"{tmp_path} has no page to draw: run make html\n"
