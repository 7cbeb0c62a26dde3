"""The timeline has every event and due date of the programme, as precise as it is known."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page

from spoorboek.analysis import lineage
from spoorboek.analysis.timeline import Sign
from spoorboek.i18n.language import translate
from spoorboek.model.programme import Item
from tests import running
from tests.content.own import READ, VERDICT
from tests.handbooks import Handbook
from tests.pages import survey

MONTHS: Final = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip
_ENTRIES: Final = """() => [...document.querySelectorAll('.moments > .moment')].map(entry => ({
    id: decodeURIComponent(entry.querySelector('strong a').getAttribute('href').split('#')[1]),
    when: entry.querySelector('.when').firstChild.textContent,
    sign: entry.querySelector('.sign').textContent,
    about: [...entry.querySelectorAll('.details a')].map(link => link.getAttribute('href').split('#')[1]),
    year: entry.closest('.year')?.querySelector('h3').firstChild.textContent.trim() || '',
    month: entry.closest('.months > li')?.querySelector('.month').textContent || '',
    top: entry.getBoundingClientRect().top,
}))"""
_LANES: Final = """() => [...document.querySelectorAll('table.lanes tbody tr')].flatMap(row =>
    [...row.querySelectorAll('.stop')].map(stop => [
        row.cells[0].querySelector('a').getAttribute('href').split('#')[1],
        stop.querySelector('a').getAttribute('href').split('#')[1], stop.className.split(' ')[1]]))"""
_FORM: Final = """element => {
    const form = getComputedStyle(element, '::before');
    const isFilled = form.backgroundColor !== 'rgba(0, 0, 0, 0)';
    return [form.borderTopLeftRadius, isFilled, form.transform].join(' ');
}"""


def dutch(date: str) -> str:
    """`8 augustus 2024`, computed without the code under test."""
    parts = date.split("-")
    month = MONTHS[int(parts[1]) - 1] if len(parts) > 1 else ""
    day = str(int(parts[2])) if len(parts) > 2 else ""
    return " ".join(part for part in (day, month, parts[0]) if part)


def when(item: Item) -> str:
    first = item.field("date") or item.field("due")
    if not first:
        return "zonder datum"
    last = item.field("until")
    if not last:
        return dutch(first)
    begin = dutch(first).removesuffix(f" {last[:4]}") if len(first) > 4 else dutch(first)
    return f"{begin} tot en met {dutch(last)}"


def stand_on_it() -> dict[str, Item]:
    """Every event of the edition, and every commitment of it that is due."""
    due = (item for item in READ.of_type("commitment") if item.field("due"))
    return {item.id: item for item in (*READ.of_type("event"), *due) if is_of_2024(item.id)}


def is_of_2024(id: str) -> bool:
    """Is it about the edition that the page shows?"""
    return "2024" in lineage.editions(READ, READ.by_id[id])


@pytest.fixture
def line(page: Page, handbook: Path) -> Page:
    page.goto((handbook / "2024/tijdlijn.html").as_uri())
    return page


def test_no_event_is_missing_from_the_line_and_none_occurs_twice(line: Page) -> None:
    assert sorted(entry["id"] for entry in line.evaluate(_ENTRIES)) == sorted(stand_on_it())


def test_a_date_is_as_fine_as_it_is_known_and_no_finer(line: Page) -> None:
    items = stand_on_it()
    for entry in line.evaluate(_ENTRIES):
        item = items[entry["id"]]
        date = item.field("date") or item.field("due")
        assert entry["when"] == when(item)
        assert entry["year"] == date[:4]
        month = MONTHS[int(date[5:7]) - 1] if len(date) > 4 else "maand niet genoemd"
        assert entry["month"] == (month if date else "")


def test_the_line_runs_in_order_and_what_has_no_date_is_below_its_end(line: Page) -> None:
    items = stand_on_it()
    entries = line.evaluate(_ENTRIES)
    dated = [items[entry["id"]].field("date") or items[entry["id"]].field("due") for entry in entries if entry["year"]]
    assert dated == sorted(dated, key=lambda date: f"{date}-99-99"[:10])
    end = line.locator(".to-here").evaluate("end => end.getBoundingClientRect().top")
    assert {entry["id"] for entry in entries if entry["top"] > end} == {
        item.id for item in items.values() if not (item.field("date") or item.field("due"))
    }
    assert VERDICT.settings.as_of
    assert f"{VERDICT.settings.as_of.day} november 2026" in line.locator(".to-here").inner_text()


def test_the_programme_year_is_marked(line: Page) -> None:
    marked = line.locator("section.year.marked")
    assert marked.count() == 1
    assert marked.locator("h3").inner_text().startswith("2024 programmajaar")


def test_the_lanes_the_table_and_the_file_say_the_same(line: Page, handbook: Path) -> None:
    items = stand_on_it()
    signs = {translate(sign.label, "nl"): sign for sign in Sign}
    on_line = {
        (about, entry["id"], signs[entry["sign"]])
        for entry in line.evaluate(_ENTRIES)
        for about in entry["about"]
        if is_of_2024(about)
    }
    assert {tuple(stop) for stop in line.evaluate(_LANES)} == on_line
    rows = running.rows(handbook / "data/2024-tijdlijn.csv")
    assert {
        (about, row["Nummer"], signs[row["Teken"]])
        for row in rows
        for about in row["Bij"].split(", ")
        if is_of_2024(about)
    } == on_line
    assert all(
        row["Datum"] == (items[row["Nummer"]].field("date") or items[row["Nummer"]].field("due")) for row in rows
    )
    table = line.locator("table.timeline:not(.lanes) tbody tr")
    assert table.count() == len(rows) == len(items)
    titles = table.locator("td:nth-child(3) a").all_text_contents()
    assert titles == [row["Gebeurtenis"] for row in rows]


def test_every_commitment_has_a_lane_even_where_nothing_is_known(line: Page) -> None:
    lanes = line.locator("table.lanes tbody th a").evaluate_all("links => links.map(link => link.hash.slice(1))")
    assert [f"WP2024-C{n}" for n in range(1, 10)] == lanes[:9]


@pytest.fixture
def other(page: Page, book: Handbook) -> Page:
    page.goto((book.folder / "html/sheets.html").as_uri())
    return page


def signs(page: Page) -> dict[str, str]:
    return {entry["id"]: entry["sign"] for entry in page.evaluate(_ENTRIES)}


def test_what_came_late_what_is_due_and_what_is_to_come_say_so(other: Page) -> None:
    labels = signs(other)
    assert labels["GEB-late"] == labels["GR-C10"] == translate(Sign.LATE.label, "nl")
    assert labels["GR-C2"] == translate(Sign.DUE.label, "nl")
    assert labels["GEB-visit"] == translate(Sign.PLANNED.label, "nl")
    assert labels["GEB-grond"] == labels["GEB-when"] == translate(Sign.DONE.label, "nl")


def test_future_events_are_below_the_as_of_date(other: Page) -> None:
    end = other.locator(".to-here").evaluate("end => end.getBoundingClientRect().top")
    below = [entry["id"] for entry in other.evaluate(_ENTRIES) if entry["top"] > end]
    assert below == ["GEB-visit", "GR-C2", "GEB-when"]


def test_a_year_alone_comes_after_the_months_of_that_year(other: Page) -> None:
    of_2024 = [(entry["id"], entry["month"]) for entry in other.evaluate(_ENTRIES) if entry["year"] == "2024"]
    assert of_2024 == [
        ("GR-C10", "januari"), ("GEB-late", "februari"), ("GEB-grond", "mei"), ("GEB-year", "maand niet genoemd"),
    ]  # fmt: skip


def test_no_two_signs_have_the_same_form_whatever_their_colour(other: Page) -> None:
    forms = {sign: other.locator(f"ul.signs .sign.{sign}").evaluate(_FORM) for sign in Sign}
    assert len(set(forms.values())) == len(Sign), forms
    stops = {sign: other.locator(f"table.lanes .stop.{sign}").first.evaluate(_FORM) for sign in Sign}
    assert len(set(stops.values())) == len(Sign), stops


def test_two_signs_of_one_form_are_reported(other: Page) -> None:
    survey.styled(other, ".sign.due::before { border-radius: 50% !important }")
    forms = {sign: other.locator(f"ul.signs .sign.{sign}").evaluate(_FORM) for sign in Sign}
    assert len(set(forms.values())) < len(Sign)
