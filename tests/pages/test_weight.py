"""The page of a commitment is small, uses what it loads and does not move; a page that fails this is reported."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from measure.weigh import page
from measure.weigh.builds import PAGE
from measure.weigh.weighing import File, Weight, weigh

SOUND = "<!doctype html><title>x</title><link rel=stylesheet href=a.css><p id=x>Tekst</p><script src=a.js></script>"


def test_the_page_of_a_commitment_is_light_uses_what_it_loads_and_does_not_move(
    browser: Browser, handbook: Path
) -> None:
    found = weigh(browser, handbook / f"{PAGE}.html", handbook)
    print(f"{found.total} bytes in {len(found.files)} files")
    assert found.total <= page.MOST
    assert not found.has_jquery
    assert found.unused == []
    assert found.shift == 0
    assert all(file.bytes for file in found.files)
    assert found.paint


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    (tmp_path / "x.html").write_text(SOUND, encoding="utf-8")
    (tmp_path / "a.css").write_text("p { color: red }", encoding="utf-8")
    (tmp_path / "a.js").write_text("function run() { return 1 }\nrun()", encoding="utf-8")
    return tmp_path / "x.html"


def weighed(browser: Browser, path: Path) -> Weight:
    return weigh(browser, path, path.parent)


def test_each_file_counts_with_its_kind_and_size(browser: Browser, sound: Path) -> None:
    found = weighed(browser, sound)
    assert {(file.name, file.kind, file.bytes) for file in found.files} == {
        ("x.html", "document", len(SOUND)),
        ("a.css", "stylesheet", 16),
        ("a.js", "script", 33),
    }
    assert found.total == len(SOUND) + 49
    assert (found.has_jquery, found.shift, found.unused) == (False, 0, [])


@pytest.mark.parametrize(
    ("file", "text"), [("a.css", "table { color: red }"), ("a.js", "function run() { return 1 }\n'nothing runs'")]
)
def test_a_file_of_which_nothing_is_used_is_reported(browser: Browser, sound: Path, file: str, text: str) -> None:
    sound.with_name(file).write_text(text, encoding="utf-8")
    assert weighed(browser, sound).unused == [file]


def test_jquery_and_what_moves_are_reported(browser: Browser, sound: Path) -> None:
    moves = (
        "setTimeout(() => document.body.prepend(Object.assign(document.createElement('h1'), {textContent: 'x'})), 50)"
    )
    sound.with_name("a.js").write_text(f"function run() {{ jQuery = 1; {moves} }}\nrun()", encoding="utf-8")
    found = weighed(browser, sound)
    assert found.has_jquery
    assert found.shift > 0


def test_the_page_of_weights_is_made_of_the_results_alone() -> None:
    files = (File("x.html", "document", 150_000, None), File("a.css", "stylesheet", 60_000, 0.0))
    measured = Weight(files, has_jquery=True, shift=0.25, paint=(300.0, 100.0, 200.0))
    machine = {"processor": "P", "cores": 2, "memory": 8e9, "system": "S", "load": 1.5}
    subject = {"page": "`x`", "date": "2026-11-24", "browser": "B 1"}
    results = {
        "machine": machine,
        "what": subject,
        "times": 3,
        "weighed": {"Ours": measured},
        "versions": {"sphinx": "9"},
    }
    text = page.text(results)
    assert "P, 2 cores, 8 GB of memory, S, B 1." in text
    assert "load average was 1.5 when the measurement began, so it was not idle" in text
    assert "| Ours | 2 | 150.0 KB | 60.0 KB | 0.0 KB | 210.0 KB | 0.0 KB | yes | 0.2500 | 200 ms |" in text
    assert "| Every loaded style sheet and script is used | a.css | **no** |" in text
    assert text.count("**no**") == 4
