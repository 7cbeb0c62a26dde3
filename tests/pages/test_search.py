"""Searching in a real browser, from the folder: items first, by number, name and words, in any form of a word."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from spoorboek.model.programme import Item, Location, Option
from spoorboek.sphinxext.pages import search as index
from tests.pages import axe, survey


def search(page: Page, handbook: Path, query: str) -> None:
    """Open the page that searches with a query, or ask it the next one, which is done without opening it again."""
    address = (handbook / "search.html").as_uri()
    if page.url.partition("?")[0] == address:
        page.evaluate("query => Search.query(query)", query)
    else:
        page.goto(f"{address}?q={quote(query)}")


def ids_found(page: Page) -> list[str]:
    """The ids of the items that were found, best first."""
    return page.locator("ol.found [data-id]").evaluate_all("rows => rows.map(row => row.dataset.id)")


FIRST = {
    "": {
        "WP2024-C9": "WP2024-C9",
        "wp2024-c9": "WP2024-C9",
        "C9": "WP2024-C9",
        "C2 2021": "WP2021-C2",
        "DJI": "ORG-dji",
        "dienst justitiele inrichtingen": "ORG-dji",
        "DTenV": "ORG-dtv",  # as the register spells it
        "CTER": "THM-cter",
        "wachtlijsten": "WP2024-C2",
        "wachtlijst": "WP2024-C2",
        "radicaliseren": "THM-cter",
        "jeugdbescherming": "THM-jeugdbescherming",
        "de vier punten in de asielketen": "WP2024-C4",
    },
    "en": {
        "c9": "WP2024-C9",
        "DJI": "ORG-dji",  # the abbreviation stays Dutch, and so do names
        "COA": "ORG-coa",
        "RvdK": "ORG-rvdk",
        "DTenV": "ORG-dtv",
        "dienst justitiele inrichtingen": "ORG-dji",
        "vroegsignalering": "OND-vroegsignalering",
        "Immigration and Naturalisation Service": "ORG-ind",
        "waiting list": "WP2024-C2",
        "radicalised": "THM-cter",
        "youth protection": "THM-jeugdbescherming",
        "the four points in the asylum chain": "WP2024-C4",
    },
}


@pytest.mark.parametrize("language", FIRST)
def test_the_best_match_comes_first(page: Page, handbook: Path, language: str) -> None:
    found = {}
    for query in FIRST[language]:
        search(page, handbook / language, query)
        found[query] = ids_found(page)[0]
    assert found == FIRST[language]


@pytest.mark.parametrize(
    ("language", "query", "same"),
    [
        ("", "beveiliging", "Beveiligingen"),
        ("en", "waiting lists", "Waiting List"),
        ("", "CTER", "de het een CTER"),
        ("en", "CTER", "the and of CTER"),
    ],
)
def test_forms_and_small_words_make_no_difference(
    page: Page, handbook: Path, language: str, query: str, same: str
) -> None:
    search(page, handbook / language, query)
    found = set(ids_found(page))
    search(page, handbook / language, same)
    assert set(ids_found(page)) == found
    assert len(found) > 5


def test_a_word_of_the_text_alone_finds_its_item(page: Page, handbook: Path) -> None:
    search(page, handbook, "beleidsmakers")
    assert ids_found(page) == ["WP2024-P1-S1"]


def test_each_word_must_be_there(page: Page, handbook: Path) -> None:
    search(page, handbook, "wachtlijst xyzzy")
    assert ids_found(page) == []


@pytest.mark.parametrize(
    ("language", "shown", "nothing"),
    [
        ("", ["Voornemen, 2024 C9", "aangetoond"], "Niets gevonden voor “xyzzy”"),
        ("en", ["Commitment, 2024 C9", "evidenced"], "Nothing found for “xyzzy”"),
    ],
)
def test_results_have_type_state_and_link_and_an_empty_result_offers_lists(
    page: Page, handbook: Path, language: str, shown: list[str], nothing: str
) -> None:
    search(page, handbook / language, "xyzzy")
    expect(page.get_by_role("status")).to_contain_text(nothing)
    expect(page.locator("#search-help a")).to_have_count(5)
    search(page, handbook / language, "C9")
    expect(page.locator("#search-help")).to_be_hidden()
    first = page.locator("ol.found li").first
    assert first.inner_text().split("\n")[1:3] == shown
    first.get_by_role("link").click()
    assert page.url == (handbook / language / "2024/voornemens/c9.html").as_uri() + "#WP2024-C9"


def test_pages_come_below_and_never_twice(page: Page, handbook: Path) -> None:
    search(page, handbook, "fingerprint")
    headings = page.locator("#search-results h2").all_inner_texts()
    assert headings[-1].startswith("Voor makers")
    addresses = page.locator("ol.found").last.locator("a").evaluate_all("links => links.map(link => link.href)")
    assert len(set(addresses)) == len(addresses) > 0
    for address in addresses:
        assert Path(address.removeprefix("file://")).exists()


def test_the_query_is_shown_as_text(page: Page, handbook: Path) -> None:
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(error.message))
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    for query in ("<img src=x onerror=alert(1)>", '"', "&amp;", "{query}", "$&", "(", "\\"):
        search(page, handbook, query)
        expect(page.get_by_role("status")).to_contain_text(f"“{query}”")
        assert page.locator("#search-results img").count() == 0
    assert complaints == []


def test_the_keyboard_alone_searches(page: Page, handbook: Path) -> None:
    page.goto((handbook / "search.html").as_uri())
    page.get_by_label("Zoek in het handboek").focus()
    page.keyboard.type("dji")
    page.keyboard.press("Enter")
    expect(page.locator("ol.found a").first).to_have_text("Dienst Justitiële Inrichtingen")


def test_without_script_no_control_is_shown_and_the_page_explains_why(browser: Browser, handbook: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto((handbook / "search.html").as_uri())
    assert plain.locator("article :is(button, input):visible").count() == 0
    assert "Zoeken werkt alleen met JavaScript" in plain.locator("article").inner_text()
    assert plain.locator("#search-help a:visible").count() == 5
    context.close()


def test_an_empty_result_is_accessible(page: Page, handbook: Path) -> None:
    search(page, handbook, "xyzzy")
    assert survey.sticking_out(page) == []
    assert axe.in_all_modes(page, "xyzzy") == []


def test_no_other_page_loads_what_searching_needs(handbook: Path) -> None:
    pages = handbook.rglob("*.html")
    loading = [path for path in pages if 'searchitems.js"' in path.read_text(encoding="utf-8")]
    assert sorted(loading) == [handbook / "en/search.html", handbook / "search.html"]


def test_an_item_is_called_by_its_abbreviation_and_other_spellings() -> None:
    at = Location("docs/a.md", 1)

    def item(title: str, **fields: str) -> Item:
        return Item(
            "organisation", title, "a", at, tuple(Option.placed(name, value, at, at) for name, value in fields.items())
        )

    assert index.names(item("Dienst", abbreviation="DT&V", variant="DTenV (zo in het register)")) == ["DT&V", "DTenV"]
    assert index.names(item("Contraterrorisme (CTER)")) == ["CTER"]
    assert index.names(item("Standen (noot 6)", variant="Standen")) == ["Standen"]
