"""Registers in a real browser, from the folder: sort, search, filter, and share the view by its address."""

from __future__ import annotations

import csv
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from spoorboek.analysis.state import DISPLAY_ORDER
from spoorboek.i18n.language import translate
from tests import breaks
from tests.handbooks import ground
from tests.pages import axe
from tests.running import built

COMMITMENTS = "2024/voornemens/index.html"
EVENTS = "2024/gebeurtenissen.html"
KEYS = ".register tbody data"
REGISTERS = (
    COMMITMENTS,
    EVENTS,
    "bronnen.html",
    "organisaties/index.html",
    "bevindingen.html",
    f"en/{COMMITMENTS}",
    f"en/{EVENTS}",
)


def open_register(page: Page, handbook: Path, name: str, view: str = "") -> None:
    page.goto((handbook / name).as_uri() + view)


def shown(page: Page, column: int = 0) -> list[str]:
    """The text of a column in the rows that are seen, from top to bottom, without the name of the column."""
    found: list[str] = page.locator(".register tbody tr").evaluate_all(
        """(rows, column) => rows.filter(row => row.checkVisibility()).map(row => {
            const cell = row.cells[column].cloneNode(true);
            cell.querySelector('.column')?.remove();
            return cell.textContent.trim();
        })""",
        column,
    )
    return found


def numbers(page: Page) -> list[str]:
    return [id.removeprefix("WP2024-") for id in shown(page)]


def view(page: Page) -> dict[str, list[str]]:
    """The view in the address."""
    return parse_qs(urlsplit(address(page)).query)


def address(page: Page) -> str:
    found: str = page.evaluate("location.href")  # Playwright itself learns of it a little later
    return found


def choose(page: Page, facet: str, choice: str) -> None:
    """Open a filter if need be and click one of its choices."""
    details = page.locator(".register details", has=page.locator("summary", has_text=facet))
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    details.locator("label", has_text=choice).click()


def counts(page: Page, facet: str) -> dict[str, int]:
    labels = page.locator(f".register input[name={facet}]").evaluate_all(
        "boxes => boxes.map(box => [box.value, Number(box.closest('label').querySelector('.count').textContent)])"
    )
    return dict(labels)


def count(page: Page) -> str:
    return page.locator(".register output").inner_text()


def test_a_head_sorts_up_down_and_back(page: Page, handbook: Path) -> None:
    open_register(page, handbook, COMMITMENTS)
    titles = shown(page, 1)
    head = page.get_by_role("columnheader", name="Titel")
    for sort, order in (("ascending", sorted(titles)), ("descending", sorted(titles, reverse=True)), (None, titles)):
        head.get_by_role("button").click()
        assert head.get_attribute("aria-sort") == sort
        assert shown(page, 1) == order
    assert sorted(titles) != titles


@pytest.mark.parametrize("down", [False, True])
def test_dates_sort_by_day_and_what_has_none_comes_last(page: Page, handbook: Path, down: bool) -> None:
    open_register(page, handbook, EVENTS, f"?sort={'-' * down}date")
    keys = page.locator(KEYS).evaluate_all("keys => keys.map(key => key.value)")
    dated = [key for key in keys if key]
    assert keys == [*sorted(dated, reverse=down), *[""] * (len(keys) - len(dated))]
    assert len(dated) < len(keys)
    assert shown(page)[:-1] != sorted(shown(page)[:-1], reverse=down)  # the words of the dates say otherwise


def test_states_sort_as_they_follow_one_another(page: Page, handbook: Path) -> None:
    open_register(page, handbook, COMMITMENTS, "?sort=state")
    keys = page.locator(KEYS).evaluate_all("keys => keys.map(key => [Number(key.value), key.textContent])")
    assert keys == sorted(keys)
    assert all([translate(state.label, "nl") for state in DISPLAY_ORDER][order] == state for order, state in keys)


def test_one_filter_leaves_its_rows_and_shows_how_many(page: Page, handbook: Path) -> None:
    open_register(page, handbook, COMMITMENTS)
    assert count(page) == "9 van 9"
    before = counts(page, "state")
    choose(page, "Stand", "deels aangetoond")
    assert set(shown(page, 4)) == {"deels aangetoond"}
    assert len(shown(page)) == before["partly"]
    assert count(page) == f"{before['partly']} van 9"
    assert counts(page, "state") == before  # a second choice of the same filter would add to the first
    assert "(1)" in page.locator(".register summary", has_text="Stand").inner_text()


def test_filters_work_together_and_their_counts_follow_one_another(page: Page, handbook: Path) -> None:
    open_register(page, handbook, COMMITMENTS)
    choose(page, "Thema", "CTER")
    assert numbers(page) == ["C6", "C7", "C9"]
    assert {state: n for state, n in counts(page, "state").items() if n} == {"shown": 1, "partly": 2}
    choose(page, "Stand", "deels aangetoond")
    assert numbers(page) == ["C6", "C7"]
    assert counts(page, "theme")["THM-bewaken-en-beveiligen"] == 1
    choose(page, "Thema", "Asiel en migratie")
    assert numbers(page) == ["C4", "C6", "C7"]
    assert view(page) == {"state": ["partly"], "theme": ["THM-asiel-en-migratie", "THM-cter"]}


def test_words_are_looked_for_whatever_their_case_and_accents(page: Page, handbook: Path) -> None:
    open_register(page, handbook, "organisaties/index.html")
    page.get_by_label("Zoek in de tabel").fill("JUSTITIELE inrichtingen")
    assert shown(page) == ["Dienst Justitiële Inrichtingen", "Justitiële jeugdinrichtingen"]
    page.get_by_label("Zoek in de tabel").fill("afkorting")  # the name of a column is no word of a row
    assert shown(page) == []
    assert "Niets voldoet aan alle filters." in count(page)


def test_an_address_opens_its_view(page: Page, handbook: Path) -> None:
    open_register(
        page, handbook, COMMITMENTS, "?state=partly&theme=THM-cter&theme=THM-jeugdbescherming&sort=-id&text=de"
    )
    assert numbers(page) == ["C7", "C6"]
    assert page.get_by_role("columnheader", name="Nummer").get_attribute("aria-sort") == "descending"
    assert page.get_by_label("Zoek in de tabel").input_value() == "de"
    expect(page.locator(".register details[open] summary")).to_have_text(["Stand (1)", "Thema (2)"])


def test_the_address_follows_the_view_and_keeps_what_is_not_its_own(page: Page, handbook: Path) -> None:
    open_register(page, handbook, COMMITMENTS, "?other=1#furo-main-content")
    choose(page, "Toetsbaar als", "uitgangspunt")
    page.get_by_role("columnheader", name="Titel").get_by_role("button").click()
    page.get_by_label("Zoek in de tabel").fill("risico")
    assert view(page) == {"other": ["1"], "testability": ["principle"], "sort": ["title"], "text": ["risico"]}
    again = address(page)
    assert again.endswith("#furo-main-content")
    page.goto("about:blank")
    page.goto(again)
    assert numbers(page) == ["C5"]


@pytest.mark.parametrize(
    ("name", "view"),
    [
        (COMMITMENTS, "?state=partly&theme=THM-cter&sort=-id"),
        ("bronnen.html", "?publisher=tweede-kamer-der-staten-generaal&sort=published"),
    ],
)
def test_an_address_opens_the_same_view_in_both_languages(page: Page, handbook: Path, name: str, view: str) -> None:
    open_register(page, handbook, name, view)
    is_tied = name == "bronnen.html"  # many were published on one day, and go by their titles, each language its own
    order = sorted if is_tied else list
    dutch = [order(shown_links(page)), page.locator(".register :checked[type=checkbox]").count()]
    open_register(page, handbook / "en", name, view)
    assert [order(shown_links(page)), page.locator(".register :checked[type=checkbox]").count()] == dutch
    assert dutch[0]
    assert " of " in count(page)


def shown_links(page: Page) -> list[str]:
    """Where the first link of each row leads that is seen, from top to bottom."""
    found: list[str] = page.locator(".register tbody tr").evaluate_all(
        "rows => rows.filter(row => row.checkVisibility()).map(row => row.querySelector('a').getAttribute('href'))"
    )
    return found


def test_an_invalid_view_in_the_address_shows_all_rows(page: Page, handbook: Path) -> None:
    open_register(page, handbook, COMMITMENTS, "?state=unheard-of&sort=unheard-of&theme=%3Cb%3E&x=%22")
    assert count(page) == "9 van 9"


def test_clearing_shows_all_again(page: Page, handbook: Path) -> None:
    open_register(page, handbook, COMMITMENTS, "?state=partly&sort=title&text=de")
    page.get_by_role("button", name="Wis alle filters").click()
    expect(page.locator(".register output")).to_have_text("9 van 9")
    assert numbers(page) == [f"C{n}" for n in range(1, 10)]
    assert view(page) == {}
    expect(page.get_by_label("Zoek in de tabel")).to_be_focused()
    expect(page.get_by_role("button", name="Wis alle filters")).to_be_hidden()


def test_the_keyboard_alone_does_it_all(page: Page, handbook: Path) -> None:
    open_register(page, handbook, COMMITMENTS)
    page.get_by_label("Zoek in de tabel").focus()
    page.keyboard.type("de")
    page.keyboard.press("Enter")  # sends nothing
    for key in ("Tab", "Enter", "Tab", "Tab", "Space"):  # open the first filter, pass its first choice, take its second
        page.keyboard.press(key)
    assert view(page) == {"text": ["de"], "state": ["partly"]}
    page.get_by_role("button", name="Nummer").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert view(page)["sort"] == ["title"]


def test_on_a_narrow_page_a_list_sorts_and_no_hidden_button_takes_the_focus(page: Page, handbook: Path) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    open_register(page, handbook, COMMITMENTS)
    page.get_by_label("Volgorde").select_option("Titel, omgekeerd")
    assert shown(page, 1) == sorted(shown(page, 1), reverse=True)
    assert (
        page.locator(".register thead button").evaluate_all(
            "all => all.filter(each => each.checkVisibility({visibilityProperty: true})).length"
        )
        == 0
    )


def test_without_script_the_table_is_whole_and_no_control_is_seen(browser: Browser, handbook: Path, page: Page) -> None:
    open_register(page, handbook, EVENTS)
    rows = shown(page)
    plain = browser.new_context(java_script_enabled=False).new_page()
    open_register(plain, handbook, EVENTS, "?text=xyz")
    assert plain.locator(".register tbody tr:visible").count() == len(rows) > 0
    folds = "summary:not(:is(.searched, .entry, .history) > summary)"
    assert plain.locator(f"article :is(button, input, select, {folds}):visible").count() == 0
    plain.context.close()


def test_paper_has_the_table_and_no_control(page: Page, handbook: Path) -> None:
    open_register(page, handbook, COMMITMENTS)
    page.emulate_media(media="print")
    assert page.locator(".register form:visible, .download:visible").count() == 0
    assert page.locator(".register table:visible").count() == 1


@pytest.mark.parametrize("name", REGISTERS)
def test_the_file_contains_the_rows_of_the_table(page: Page, handbook: Path, name: str) -> None:
    open_register(page, handbook, name)
    href = page.locator(".register .download a").get_attribute("href")
    assert href is not None
    text = (handbook / name).parent.joinpath(href).resolve().read_text(encoding="utf-8-sig")
    heads, *rows = csv.reader(text.splitlines(), delimiter=";")
    assert len(rows) == page.locator(".register tbody tr").count()
    drawn = page.locator(".register th").all_inner_texts()
    ids = ("Nummer", "Id")
    assert [head for head in heads if head not in ids] == [head.strip() for head in drawn if head not in ids]


def test_a_register_with_its_filters_open_is_accessible(page: Page, handbook: Path) -> None:
    open_register(page, handbook, EVENTS, "?sort=date&kind=report&text=rapport")
    page.evaluate("document.querySelectorAll('.register details').forEach(each => each.open = true)")
    assert axe.in_all_modes(page, EVENTS) == []


def test_only_a_page_with_a_register_loads_its_script(handbook: Path) -> None:
    for path in handbook.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert ("/register.js?" in page) == ('class="controls"' in page), path.name


@pytest.mark.parametrize(
    ("facets", "message"),
    [
        ("testabilty", "'testabilty' is not a filter of commitment, did you mean testability?"),
        (">chain<involvd_in>who", "is not a filter of commitment, did you mean involved_in?"),
        ("theme, >grounded_in|>theme, >theme", "two filters have one name"),
        (">", "a filter has no name"),
    ],
)
def test_a_filter_that_no_item_can_have_is_reported(facets: str, message: str, tmp_path: Path) -> None:
    page = f"# Page\n\n:::{{items}} commitment\n:facets: '{facets}'\n:::\n"
    command = built(ground(tmp_path).write({"page.md": page}), "-b", "dummy")
    assert command.returncode == 1
    assert message in command.stderr
    assert "Traceback" not in command.stderr


def test_a_filter_by_which_all_rows_are_alike_is_not_offered(tmp_path: Path) -> None:
    page = "# Page\n\n:::{items} commitment\n:facets: theme, state\n:::\n"
    handbook = ground(tmp_path).write({"page.md": page})
    assert built(handbook).stderr == ""
    written = (handbook.folder / "html/page.html").read_text(encoding="utf-8")
    assert 'class="controls"' in written
    assert "<details>" not in written.partition('class="controls"')[2]


def test_what_a_writer_wrote_is_text_in_every_control(tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    breaks.change(":publisher: An authority", ':publisher: "<b>&quot; onclick=x"', "docs/index.md")(handbook)
    page = '# Page\n\n:::{items} source\n:caption: <i>"All"\n:facets: publisher\n:::\n'
    handbook.write({"page.md": page, "extra.md": "# Extra\n\n" + SOURCE})
    command = built(handbook)
    written = (handbook.folder / "html/page.html").read_text(encoding="utf-8").partition("<article")[2]
    assert "S1" in command.stderr or command.stderr == ""
    assert "<b>" not in written
    assert "<i>" not in written
    assert 'aria-label="&lt;i&gt;&quot;All&quot;"' in written


SOURCE = """\
:::{source} Another
:id: BRN-ander
:publisher: Another
:licence: unknown
:::

[Another](#BRN-ander)
"""
