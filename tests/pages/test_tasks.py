"""Ten tasks of readers, done in a browser by typing, clicking and reading the result."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.pages import sites


@dataclass(frozen=True)
class Texts:
    """What a reader of one language types, clicks and reads."""

    waiting: str
    supervised: str
    open: str
    response: str
    answer: str
    leads: str
    unknown: str
    needed: str
    evidence: str
    data: str
    again: str
    maker: str
    about: str
    not_official: str
    origin: str
    as_of: str
    report: str
    changes: str
    happened: str
    note: str


TEXTS: Final = {
    "nl": Texts(
        "wachtlijsten jeugdzorg", "Wij staan onder toezicht", "Open: ", "reactie minister rapport radicalisering",
        "9 oktober 2024", "Ik leid het programma", "Niet bevestigd", "Nodig bewijs", "openbaar stuk",
        "Gegevens om mee te nemen", "Opnieuw zoeken",
        "de maker is hier niet ingevuld", "Over dit handboek", "geen uitgave van de Inspectie", "Herkomst", "stand van",
        "Een fout melden", "Wijzigingen", "Wat er gebeurde", "Kanttekeningen",
    ),
    "en": Texts(
        "youth care waiting lists", "We are supervised", "Open: ", "minister response radicalisation report",
        "9 October 2024", "I run the programme", "Not confirmed", "Evidence needed", "public document",
        "Data to take along", "Search again",
        "the maker is not filled in here", "About this handbook", "not a publication of the Inspectorate", "Origin",
        "as of", "Report an error", "Changes", "What happened", "Editorial notes",
    ),
}  # fmt: skip


@pytest.fixture(params=sites.FOLDERS)
def texts(request: pytest.FixtureRequest, page: Page, handbook: Path) -> Texts:
    """What a reader of one language reads, on the home page of that language."""
    page.goto((handbook / sites.FOLDERS[request.param] / "index.html").as_uri())
    return TEXTS[request.param]


RESPONSE: Final = "GEB-2024-10-09-beleidsreactie-vroegsignalering"


def open_response(page: Page, texts: Texts) -> Locator:
    """Look for the response of the minister, and go to its entry."""
    look_for(page, texts.response)
    hit = page.locator(f"li[data-id='{RESPONSE}']")
    expect(hit.locator(".about")).to_contain_text(texts.answer)
    hit.get_by_role("link").click()
    return page.locator("details.entry", has=page.locator(f"[id='{RESPONSE}']"))


def look_for(page: Page, query: str) -> None:
    page.locator(".sidebar-search").fill(query)
    page.locator(".sidebar-search").press("Enter")
    page.wait_for_selector("ol.found li")


def file_behind(link: Locator) -> bytes:
    return Path(link.evaluate("link => link.href").removeprefix("file://")).read_bytes()


def test_what_became_of_waiting_lists_in_youth_care(page: Page, texts: Texts) -> None:
    look_for(page, texts.waiting)
    page.locator("[data-id='WP2024-C2'] a").click()
    for answer in ("p.outcome", "p.kicker .answer", ".at-a-glance .answer"):
        expect(page.locator(answer).first).to_be_in_viewport()


def test_what_touches_an_organisation_and_what_is_open(page: Page, texts: Texts) -> None:
    page.get_by_role("link", name=texts.supervised).click()
    page.locator("article").get_by_role("link", name=re.compile("Immigratie- en Naturalisatiedienst")).first.click()
    expect(page.locator("p.standing").first).to_be_in_viewport()
    expect(page.locator("p.standing").first).to_contain_text(texts.open)


def test_what_the_minister_answered_to_a_report_and_when(page: Page, texts: Texts) -> None:
    entry = open_response(page, texts)
    expect(entry).to_have_attribute("open", "")
    expect(entry.locator("p.says")).to_be_in_viewport()


def test_what_has_no_evidence_and_what_would_settle_it(page: Page, texts: Texts) -> None:
    page.get_by_role("link", name=texts.leads).click()
    section = page.locator("section", has=page.get_by_role("heading", name=texts.unknown)).last
    expect(section).to_contain_text(texts.needed)


def test_the_open_points_of_an_organisation_as_a_sheet(page: Page, texts: Texts) -> None:
    look_for(page, "NCTV")
    page.locator("[data-id='ORG-nctv'] a").click()
    sheet = zipfile.ZipFile(io.BytesIO(file_behind(page.locator("article .download a[href$='ORG-nctv.xlsx']").first)))
    text = "".join(sheet.read(name).decode() for name in sheet.namelist() if name.endswith(".xml"))
    assert all(id in text for id in ("WP2024-C6-a", "WP2024-C6-b", "AANB-kennis-delen"))


def test_following_what_is_due(page: Page, texts: Texts) -> None:
    page.get_by_role("navigation").get_by_role("link", name=texts.data, exact=True).click()
    calendar = file_behind(page.get_by_role("link", name="checklist.ics", exact=True)).decode()
    assert f"SUMMARY:{texts.again}" in calendar
    assert calendar.count("BEGIN:VTODO") > 1
    assert b"<entry>" in file_behind(page.get_by_role("link", name="feed.xml", exact=True))


def test_whether_this_is_official_and_whose_it_is(page: Page, texts: Texts) -> None:
    expect(page.locator("dl.provenance")).to_contain_text(texts.maker)
    page.locator("footer").get_by_role("link", name=texts.about).click()
    expect(page.locator("article")).to_contain_text(texts.not_official)


def test_citing_a_fact(page: Page, texts: Texts) -> None:
    entry = open_response(page, texts)
    entry.get_by_text(texts.origin, exact=True).click()
    expect(entry.locator(".citation")).to_be_visible()
    cited = entry.locator(".citation").inner_text()
    for part in (RESPONSE, texts.as_of, "gebeurtenissen.html#GEB", "CC BY 4.0"):
        assert part in cited


def test_reporting_an_error(page: Page, texts: Texts) -> None:
    page.locator("footer").get_by_role("link", name=texts.report).click()
    assert page.url.partition("#")[0].endswith("errata.html")
    expect(page.get_by_role("heading", name=texts.report)).to_be_visible()


def test_what_changed_since_a_month_ago(page: Page, texts: Texts) -> None:
    page.get_by_role("navigation").get_by_role("link", name=texts.changes, exact=True).click()
    section = page.locator("section", has=page.get_by_role("heading", name=texts.happened)).last
    expect(section.locator("summary").last).to_have_text(texts.note)
    dates = section.locator("table").first.locator("tbody tr td:first-child").all_inner_texts()
    assert dates[0].endswith(" 2026")
    assert page.locator("article table").nth(3).locator("tbody tr").count() > 0
