"""Every page of the handbook, as a browser draws it: whole, in Dutch, from its own folder, at any width."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.pages import survey
from tests.pages.survey import Look


@pytest.fixture(scope="module")
def looks(browser: Browser, handbook: Path, names: list[str]) -> list[Look]:
    page = survey.window(browser)
    found = [survey.look(page, handbook, name) for name in names]
    page.close()
    return found


def told(flaws: list[str]) -> str:
    return "\n".join(flaws)


def test_no_page_shows_the_markup_it_was_written_in(looks: list[Look]) -> None:
    found = [f"{look.name} {flaw}" for look in looks for flaw in survey.raw_text(look)]
    print(f"raw text: {len(looks)} pages")
    assert not found, told(found)


def test_every_page_is_well_built(looks: list[Look], handbook: Path) -> None:
    found = [f"{look.name} {flaw}" for look in looks for flaw in survey.structure(look, handbook)]
    print(f"structure: {len(looks)} pages")
    assert not found, told(found)


def test_every_link_within_the_handbook_leads_somewhere(looks: list[Look], handbook: Path) -> None:
    files = (*handbook.glob("data/*"), *handbook.glob("_downloads/*/*"))
    downloads = [path.relative_to(handbook).as_posix() for path in files]
    found = list(survey.dead_links(looks, downloads))
    print(f"links: {sum(len(look.links) for look in looks)} on {len(looks)} pages")
    assert not found, told(found)


def test_every_item_stands_in_one_place(looks: list[Look], handbook: Path) -> None:
    written = json.loads((handbook / "needs.json").read_text(encoding="utf-8"))
    ids = list(written["versions"][written["current_version"]]["needs"])
    assert "WP2024-C9" in ids
    found = list(survey.lost_items(looks, ids))
    print(f"items: {len(ids)}")
    assert not found, told(found)


def test_no_page_scrolls_sideways_or_runs_out_of_its_column(looks: list[Look]) -> None:
    found = [f"{look.name} {flaw}" for look in looks for flaw in look.sticking_out]
    print(f"{', '.join(map(str, survey.WIDTHS))} wide: {len(looks)} pages")
    assert not found, told(found)


def test_the_skip_link_of_every_page_is_seen_and_leads_past_the_menu(looks: list[Look]) -> None:
    assert [look.name for look in looks if not look.skips] == []


def test_every_page_reads_the_same_without_script(browser: Browser, handbook: Path, looks: list[Look]) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    other = []
    for look in looks:
        page.goto((handbook / look.name).as_uri())
        if look.name != "search.html" and page.locator("article").inner_text() != look.article:
            other.append(look.name)
    page.goto((handbook / "search.html").as_uri())
    search = page.locator("article").inner_text()
    context.close()
    assert not other, told(other)
    assert "JavaScript" in search  # the one page that cannot do without says so


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("name", ["index.html", "2024/toezeggingen/c9.html", "search.html"])
def test_the_focus_is_seen_at_every_step(page: Page, handbook: Path, name: str, mode: str) -> None:
    page.emulate_media(color_scheme=mode)
    page.goto((handbook / name).as_uri())
    steps, unseen = 0, []
    while steps < 150:
        page.keyboard.press("Tab")
        where, is_seen = page.evaluate(
            """() => {
                const at = document.activeElement, style = getComputedStyle(at);
                const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
                const label = at.labels?.[0] && getComputedStyle(at.labels[0]);
                return [at === document.body ? '' : at.outerHTML.slice(0, 100),
                    ring || at.classList.contains('skip-to-content') || !!label && label.outlineStyle !== 'none'];
            }"""
        )
        if not where:
            break
        steps += 1
        unseen += [] if is_seen else [where]
    assert steps > 10
    assert not unseen, told(unseen)
