"""Ten things that readers come for, done as they do them: by what they type, click and read at the end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from tests.pages import sites


@dataclass(frozen=True)
class Words:
    """What a reader of one language types, clicks and reads."""

    waiting: str
    supervised: str
    open: str
    response: str
    answered: str
    leads: str
    unknown: str
    needed: str
    sheet: str
    calendar: str
    maker: str
    about: str
    not_official: str
    origin: str
    as_of: str
    report: str
    changes: str


WORDS: Final = {
    "nl": Words(
        "wachtlijsten jeugdzorg", "Wij staan onder toezicht", "Open: ", "reactie minister rapport radicalisering",
        "9 oktober 2024", "Ik leid het programma", "Niet bevestigd", "Nodig bewijs", "xlsx", "ics",
        "de maker is hier niet ingevuld", "Over dit handboek", "geen uitgave van de Inspectie", "Herkomst", "stand van",
        "Een fout melden", "Wijzigingen",
    ),
    "en": Words(
        "youth care waiting lists", "We are supervised", "Open: ", "minister response radicalisation report",
        "9 October 2024", "I run the programme", "Not confirmed", "Evidence needed", "xlsx", "ics",
        "the maker is not filled in here", "About this handbook", "not a publication of the Inspectorate", "Origin",
        "as of", "Report an error", "Changes",
    ),
}  # fmt: skip


@pytest.fixture(params=sites.FOLDERS)
def reader(request: pytest.FixtureRequest, page: Page, handbook: Path) -> tuple[Page, Words]:
    """A reader on the home page of one language."""
    page.goto((handbook / sites.FOLDERS[request.param] / "index.html").as_uri())
    return page, WORDS[request.param]


def look_for(page: Page, words: str) -> None:
    page.locator(".sidebar-search").fill(words)
    page.locator(".sidebar-search").press("Enter")
    page.wait_for_selector("ol.found li")


def test_what_became_of_waiting_lists_in_youth_care(reader: tuple[Page, Words]) -> None:
    page, words = reader
    look_for(page, words.waiting)
    page.locator("[data-id='WP2024-C2'] a").click()
    expect(page.locator("p.outcome").first).to_be_in_viewport()
    expect(page.locator(".at-a-glance").first).to_be_in_viewport()


def test_what_touches_an_organisation_what_is_open_and_its_sheet_and_calendar(reader: tuple[Page, Words]) -> None:
    page, words = reader
    page.get_by_role("link", name=words.supervised).click()
    page.locator("article").get_by_role("link", name=re.compile("Immigratie- en Naturalisatiedienst")).first.click()
    expect(page.locator("p.standing").first).to_contain_text(words.open)
    look_for(page, "NCTV")
    page.locator("[data-id='ORG-nctv'] a").click()
    for form in (words.sheet, words.calendar):
        link = page.locator(f"article .download a[href$='checklist-ORG-nctv.{form}']").first
        file = Path(link.evaluate("link => link.href").removeprefix("file://"))
        assert b"WP2024" in file.read_bytes() or file.read_bytes().startswith(b"PK")


def test_what_the_minister_answered_to_a_report_and_when_and_how_to_cite_it(reader: tuple[Page, Words]) -> None:
    page, words = reader
    look_for(page, words.response)
    page.locator("[data-id='GEB-2024-10-09-beleidsreactie-vroegsignalering'] a").click()
    entry = page.locator("details.entry", has=page.locator("[id='GEB-2024-10-09-beleidsreactie-vroegsignalering']"))
    expect(entry).to_have_attribute("open", "")
    expect(entry).to_contain_text(words.answered)
    entry.get_by_text(words.origin).click()
    cited = entry.locator(".citation").inner_text()
    assert "GEB-2024-10-09-beleidsreactie-vroegsignalering" in cited
    assert words.as_of in cited
    assert "CC BY 4.0" in cited


def test_what_has_no_evidence_and_what_would_settle_it(reader: tuple[Page, Words]) -> None:
    page, words = reader
    page.get_by_role("link", name=words.leads).click()
    section = page.locator("section", has=page.get_by_role("heading", name=words.unknown)).last
    expect(section).to_contain_text(words.needed)


def test_whether_this_is_official_whose_it_is_and_how_to_report_an_error(reader: tuple[Page, Words]) -> None:
    page, words = reader
    expect(page.locator("dl.provenance")).to_contain_text(words.maker)
    page.locator("footer").get_by_role("link", name=words.about).click()
    expect(page.locator("article")).to_contain_text(words.not_official)
    page.locator("footer").get_by_role("link", name=words.report).click()
    assert page.url.partition("#")[0].endswith("errata.html")


def test_what_changed(reader: tuple[Page, Words]) -> None:
    page, words = reader
    page.get_by_role("navigation").get_by_role("link", name=words.changes, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(words.changes)
