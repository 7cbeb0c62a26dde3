"""All text around the content of a page is in the language of the page, or marked as foreign."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.pages import frame, sites
from tests.pages.shared import Notes

SOUND = (
    "<!doctype html><html lang=nl><head><link rel=next title='The next page' href=x.html></head><body>"
    "<a href='#a'>Naar de inhoud</a><input placeholder=Zoeken aria-label=Zoeken>"
    "<article id=a><h1>Kop<a class=headerlink title='Adres van deze kop' href='#a'>#</a></h1>The text itself"
    "<div lang=en><img alt='The data'></div></article>"
    "<nav class=related-pages><span class=title>The next page</span></nav></body></html>"
)


@pytest.mark.parametrize("language", sites.FOLDERS)
def test_every_word_around_every_page_is_in_its_language(noted: list[Notes], language: str) -> None:
    frames = {notes["look"]["name"]: frame.Frame(*notes["frame"]) for notes in noted}
    frames = {name: found for name, found in frames.items() if sites.language(name) == language}
    flaws = [f"{name} {flaw}" for name, page_frame in frames.items() for flaw in frame.foreign(page_frame, language)]
    around = {text for frame in frames.values() for text in frame.around}
    print(f"frame: {len(around)} words and names on {len(frames)} pages")
    assert not flaws, "\n".join(flaws)
    assert len(around) > 20


@pytest.mark.parametrize(
    ("language", "query", "found"),
    [
        ("nl", "radicalisering", "gevonden"),
        ("nl", "xyzzy", "gevonden"),
        ("en", "radicalisation", "found"),
        ("en", "xyzzy", "found"),
    ],
)
def test_texts_of_the_search_are_in_the_language_of_the_page(
    page: Page, handbook: Path, language: str, query: str, found: str
) -> None:
    page.goto(f"{(handbook / sites.FOLDERS[language] / 'search.html').as_uri()}?q={query}")
    page.wait_for_function(f"/{found}/i.test(document.querySelector('article').innerText)")
    own = page.evaluate(
        "[...document.querySelectorAll('article :is(h1, h2, .search-summary, [role=status])')].map(e => e.innerText)"
    )
    assert own
    assert not [text for text in own if frame.is_foreign(text, language)]


def test_a_sound_frame_has_no_flaw(page: Page) -> None:
    page.set_content(SOUND)
    assert list(frame.foreign(frame.frame(page))) == []


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
def test_a_foreign_word_is_reported(page: Page, old: str, new: str, flaw: str) -> None:
    assert old in SOUND
    page.set_content(SOUND.replace(old, new, 1))
    assert flaw in list(frame.foreign(frame.frame(page)))


def test_a_dutch_word_on_an_english_page_is_reported(page: Page) -> None:
    english = SOUND.replace("<html lang=nl", "<html lang=en").replace("<div lang=en", "<div lang=nl")
    page.set_content(english)
    assert list(frame.foreign(frame.frame(page), "en")) == [
        "says 'Naar de inhoud', which is not listed",
        "says 'Zoeken', which is not listed",
        "says 'Adres van deze kop'",
    ]
