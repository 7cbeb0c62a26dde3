"""Every word around the text of a page is Dutch, and a foreign one is told."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.pages import frame, survey

SOUND = (
    "<!doctype html><html lang=nl><head><link rel=next title='The next page' href=x.html></head><body>"
    "<a href='#a'>Naar de inhoud</a><input placeholder=Zoeken aria-label=Zoeken>"
    "<article id=a><h1>Kop<a class=headerlink title='Adres van deze kop' href='#a'>#</a></h1>The text itself"
    "<div lang=en><img alt='The data'></div></article>"
    "<nav class=related-pages><span class=title>The next page</span></nav></body></html>"
)


def test_every_word_around_every_page_is_dutch(browser: Browser, handbook: Path, names: list[str]) -> None:
    page = survey.window(browser)
    found, around = [], set()
    for name in names:
        page.goto((handbook / name).as_uri())
        seen = frame.frame(page)
        around |= set(seen.around)
        found += [f"{name} {flaw}" for flaw in frame.not_dutch(seen)]
    page.close()
    print(f"frame: {len(around)} words and names on {len(names)} pages")
    assert not found, "\n".join(found)
    assert len(around) > 20


@pytest.mark.parametrize("words", ["radicalisering", "xyzzy"])
def test_what_the_search_says_of_what_it_found_is_dutch(page: Page, handbook: Path, words: str) -> None:
    page.goto(f"{(handbook / 'search.html').as_uri()}?q={words}")
    page.wait_for_function("/gevonden/i.test(document.querySelector('article').innerText)")
    own = page.evaluate(
        "[...document.querySelectorAll('article :is(h1, h2, .search-summary, [role=status])')].map(e => e.innerText)"
    )
    assert own
    assert not [said for said in own if frame.is_english(said)]


def test_a_sound_frame_has_no_flaw(page: Page) -> None:
    page.set_content(SOUND)
    assert list(frame.not_dutch(frame.frame(page))) == []


@pytest.mark.parametrize(
    ("old", "new", "flaw"),
    [
        (">Naar de inhoud<", ">Skip to content<", "says 'Skip to content', which is not listed"),
        ("placeholder=Zoeken", "placeholder=Search", "says 'Search', which is not listed"),
        ("aria-label=Zoeken", "aria-label=Search", "says 'Search', which is not listed"),
        ("<nav", "<svg><title>Light mode</title></svg><nav", "says 'Light mode', which is not listed"),
        ("<nav", "<img alt='Logo of it'><nav", "says 'Logo of it', which is not listed"),
        ("Adres van deze kop", "Link to this heading", "says 'Link to this heading'"),
        ("The text", "<p class=admonition-title>Note</p>The text", "says 'Note'"),
        ("The text", "<button>Show all</button>The text", "says 'Show all'"),
    ],
)
def test_a_foreign_word_is_told(page: Page, old: str, new: str, flaw: str) -> None:
    assert old in SOUND
    page.set_content(SOUND.replace(old, new, 1))
    assert flaw in list(frame.not_dutch(frame.frame(page)))
