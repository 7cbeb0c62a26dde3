"""The trace line in a browser: in order, each form with its own shape and text, also in a row and on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page

from tests.handbooks import ground, searches
from tests.running import built

C9: Final = "2024/voornemens/c9.html"
_STOPS: Final = """() => [...document.querySelectorAll('ol.spoor > li')].map(stop => ({
    form: stop.className.split(' ')[0],
    when: stop.querySelector('.when').innerText.replace(/\\s+/g, ' ').trim(),
    name: stop.querySelector('.name').innerText.replace(/\\s+/g, ' ').trim(),
    links: [...stop.querySelectorAll('a')].map(link => link.getAttribute('href').replace(/.*#/, '')),
}))"""
_SHAPE: Final = """stop => {
    const drawn = getComputedStyle(stop, '::after');
    return ['borderTopStyle', 'borderTopWidth', 'borderTopLeftRadius', 'width', 'height', 'transform']
        .map(name => drawn[name]).join(' ')
        + (drawn.backgroundColor === getComputedStyle(document.body).backgroundColor ? ' hollow' : ' filled');
}"""

LINES: Final = """
:::{{commitment}} The authority {does}
:id: GR-{id}
:year: 2024
:testability: {testability}
:grounded_in: GR-P1-S1
:theme: THM-grond
:responsible: ORG-grond
{due}

What the authority says it does.
:::

## Questions

:::{{check}} Question {id}
:id: GR-{id}-a
:question: Does it?
:settles: A paper that says so.
:checks: GR-{id}
:::
{searches}
{event}
"""
EVENT: Final = """
:::{{event}} What became of {id}
:id: GEB-{id}
:date: {date}
:kind: {kind}
:of: GR-{id}
:by: ORG-grond
:documented_in: BRN-grond
:::
"""
FORMS: Final = {  # id: what it does, its due date, the event: its date and kind
    "late": ("is late", "2024", ("2025-02-01", "report")),
    "withdrawn": ("takes it back", "", ("2024-06-01", "withdrawal")),
    "superseded": ("does something else", "", ("2024-06-01", "supersession")),
    "due": ("has time", "2028", None),
    "missing": ("was silent", "", None),
    "untestable": ("means well", "", None),
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A handbook with a commitment of each form, on a page each."""
    book = ground(tmp_path_factory.mktemp("forms") / "book")
    for id, (does, due, happened) in FORMS.items():
        event = EVENT.format(id=id, date=happened[0], kind=happened[1]) if happened else ""
        testability = "principle" if id == "untestable" else "activity"
        due_line = f":due: {due}" if due else ":supervision: regular"
        sought = searches(f"GR-{id}-a")
        fields = {"testability": testability, "due": due_line, "event": event, "searches": sought}
        text = LINES.format(id=id, does=does, **fields)
        book.write({f"{id}.md": text})
    directives = "".join(f":::{{trace}} GR-{id}\n:short:\n:::\n\n" for id in FORMS)
    table = ":::{items} commitment\n:columns: id, trace, state\n:::\n"
    book.write({"lines.md": f"# Lines\n\n{directives}{table}"})
    finished = built(book)
    assert finished.returncode == 0, finished.stderr
    return book.folder / "html"


def stops(page: Page, address: Path) -> list[dict[str, object]]:
    page.goto(address.as_uri())
    found: list[dict[str, object]] = page.evaluate(_STOPS)
    return found


def test_the_line_of_c9_is_a_list_in_order_with_every_stop_named_dated_and_linked(page: Page, handbook: Path) -> None:
    found = stops(page, handbook / C9)
    assert [(stop["form"], stop["when"], stop["name"]) for stop in found] == [
        ("happened", "19 januari 2023", "gebeurd: Plan van aanpak voor het onderzoek"),
        ("stated", "18 september 2023", "gezegd: Eén onderzoek met naam verschijnt in 2024"),
        ("happened", "8 augustus 2024", "gebeurd: Het rapport gaat naar de Tweede Kamer"),
        ("happened", "8 augustus 2024", "gebeurd: Rapport: Vroegsignalering van radicalisering in het lokale domein"),
        ("happened", "augustus 2024", "gebeurd: Bevindingen in de pers"),
        ("happened", "9 oktober 2024", "gebeurd: Beleidsreactie op het rapport"),
        ("happened", "17 december 2024", "gebeurd: Rapport en reactie op de agenda van een debat"),
        ("missing", "gezocht op 25 november 2026", "Opvolging: niet bevestigd"),
    ]
    assert found[2]["links"] == [
        "GEB-2024-08-08-brief-vroegsignalering", "ORG-jenv", "BRN-kst-29754-728", "BRN-kst-29754-731",
        "BRN-debat-2024-12-17",
    ]  # fmt: skip
    assert found[1]["links"] == [
        "WP2024-P4-S6", "BRN-werkprogramma-2024", "GEB-2023-09-18-aankondiging-vroegsignalering",
    ]  # fmt: skip
    assert "keer gezocht, het laatst op 25 november 2026." in page.locator(".spoor .searched").inner_text()
    assert page.locator(".spoor .happened .says").count() > 0 == page.locator(".spoor .missing .says").count()


@pytest.mark.parametrize(
    ("id", "form", "name"),
    [
        ("late", "late", "What became of late te laat"),
        ("withdrawn", "withdrawn", "What became of withdrawn vervallen"),
        ("superseded", "superseded", "What became of superseded vervangen"),
        ("due", "due", "Nog niet aan de orde"),
        ("missing", "missing", "Question missing: niet bevestigd"),
        ("untestable", "untestable", "Niet toetsbaar verwoord"),
    ],
)
def test_each_form_of_station_has_its_text(page: Page, small: Path, id: str, form: str, name: str) -> None:
    last = stops(page, small / f"{id}.html")[-1]
    assert (last["form"], last["name"]) == (form, name)


def test_a_passed_due_date_is_on_the_line(page: Page, small: Path) -> None:
    assert [(stop["form"], stop["when"]) for stop in stops(page, small / "late.html")] == [
        ("stated", "2024"), ("late", "uiterlijk 2024"), ("late", "1 februari 2025"),
    ]  # fmt: skip


def test_no_two_forms_have_one_shape_colour_left_aside(page: Page, small: Path, handbook: Path) -> None:
    shapes: dict[str, dict[str, str]] = {"light": {}, "dark": {}}
    for address in (handbook / C9, *(small / f"{id}.html" for id in FORMS)):
        page.goto(address.as_uri())
        for mode, shapes_in_mode in shapes.items():
            page.emulate_media(color_scheme=mode)
            for stop in page.locator("ol.spoor > li").all():
                form = (stop.get_attribute("class") or "").split()[0]
                shapes_in_mode[form] = stop.evaluate(_SHAPE)
    for found in shapes.values():
        assert set(found) == {"stated", "happened", "late", "withdrawn", "superseded", "due", "untestable", "missing"}
        assert len(set(found.values())) == len(found), found


def test_the_line_in_a_row_has_a_text_alternative(page: Page, handbook: Path) -> None:
    page.goto((handbook / "index.html").as_uri())
    row = page.locator("tr", has=page.locator("a[href*='WP2024-C9']")).locator(".spoortje")
    assert row.locator(".stop").count() == 8
    assert row.locator(".unseen").text_content() == (
        "8 haltes: Plan van aanpak 19 januari 2023, Zin in het programma 18 september 2023, Brief 8 augustus 2024, "
        "Rapport 8 augustus 2024, Bericht in de pers augustus 2024, Reactie 9 oktober 2024, "
        "Op de agenda 17 december 2024; niet bevestigd: Opvolging"
    )


def test_the_line_in_a_row_has_every_form_too(page: Page, small: Path) -> None:
    page.goto((small / "lines.html").as_uri())
    texts = {
        row.locator("code").inner_text(): row.locator(".spoortje .unseen").text_content()
        for row in page.locator("tbody tr").all()
    }
    assert texts["GR-late"] == (
        "3 haltes: Zin in het programma 2024, uiterlijk 2024 (te laat), Rapport 1 februari 2025 (te laat)"
    )
    assert texts["GR-withdrawn"] == "2 haltes: Zin in het programma 2024, Intrekking 1 juni 2024 (vervallen)"
    assert texts["GR-due"] == "2 haltes: Zin in het programma 2024, uiterlijk 2028 (nog niet aan de orde)"
    assert texts["GR-untestable"] == "2 haltes: Zin in het programma 2024, Niet toetsbaar verwoord"


def test_a_line_is_horizontal_or_vertical_where_there_is_no_room(page: Page, handbook: Path) -> None:
    page.goto((handbook / "index.html").as_uri())
    first, second = page.locator(".across > li").all()[:2]
    for width, lies in ((1280, True), (800, False)):
        page.set_viewport_size({"width": width, "height": 900})
        first_box, other = first.bounding_box(), second.bounding_box()
        assert first_box is not None
        assert other is not None
        assert (first_box["y"] == other["y"]) is lies


def test_the_home_page_answers_in_one_screen(page: Page, handbook: Path) -> None:
    page.goto((handbook / "index.html").as_uri())
    for selector in ("h1", ".lead", ".notice", ".tally", ".legend", ".still-open", "ol.across", ".ways li:last-child"):
        box = page.locator(selector).first.bounding_box()
        assert box is not None, selector
        assert box["y"] + box["height"] <= 900, selector
    shown = page.locator(".legend a").first
    assert shown.inner_text() == "2 aangetoond"
    assert shown.get_attribute("href") == "2024/voornemens/index.html?state=shown"
    assert "6 van 9" in page.locator(".still-open").inner_text()


def test_the_sections_of_a_commitment_are_headings_in_its_table_of_contents(page: Page, handbook: Path) -> None:
    page.goto((handbook / C9).as_uri())
    heads = [head.removesuffix("#") for head in page.locator("article h2").all_text_contents()]
    assert heads == [
        "Het spoor", "Toetspunten", "Wat niet is bevestigd", "Waar het bij hoort", "Bronnen en kanttekeningen",
    ]  # fmt: skip
    assert page.locator(".toc-tree li li").all_text_contents() == heads


def test_the_checks_of_a_commitment_are_one_table_and_each_keeps_its_address(page: Page, handbook: Path) -> None:
    page.goto((handbook / "2024/voornemens/c4.html").as_uri())
    table = page.locator("table.questions")
    assert table.locator("thead th").all_inner_texts() == ["Vraag", "Antwoord", "Bewijs"]
    assert table.locator("tbody tr").count() == 4
    for letter in "abcd":
        assert table.locator(f"#WP2024-C4-{letter}").count() == 1


def test_a_trace_of_an_unknown_item_is_reported_with_the_nearest(tmp_path: Path) -> None:
    book = ground(tmp_path / "book").write({"lines.md": "# Lines\n\n:::{trace} GR-C2\n:::\n"})
    finished = built(book, "-b", "dummy")
    assert finished.returncode == 1
    assert "lines.md:3: WARNING: 'GR-C2' is not an item, did you mean GR-C1?" in finished.stderr
