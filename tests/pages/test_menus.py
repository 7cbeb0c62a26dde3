"""The menus work with the keyboard alone: focus is visible, and never goes into a closed menu."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.pages import survey

PAGE = "2024/voornemens/c9.html"


def hidden(page: Page, most: int = 30) -> list[str]:
    """The stops of the keyboard on its way back up that lie behind the bar at the top of a narrow page."""
    page.set_viewport_size({"width": 360, "height": 700})
    survey.styled(page, "html { scroll-behavior: auto !important }")
    page.locator("footer a").last.focus()
    found = []
    for _ in range(most):
        page.keyboard.press("Shift+Tab")
        name, bottom = page.evaluate(
            "(at => [at.textContent, at.getBoundingClientRect().bottom])(document.activeElement)"
        )
        found += [name] if bottom <= page.locator(".mobile-header").bounding_box()["height"] else []
    return found


def test_no_focus_is_hidden_behind_the_top_bar(page: Page, handbook: Path) -> None:
    page.goto((handbook / PAGE).as_uri())
    assert hidden(page) == []


def test_a_focus_hidden_behind_the_top_bar_is_reported(page: Page, handbook: Path) -> None:
    page.goto((handbook / PAGE).as_uri())
    survey.styled(page, "* { scroll-margin: 0 !important }")
    assert hidden(page)


@pytest.mark.parametrize("width", [360, 800])
def test_the_menus_open_and_close_by_keyboard(page: Page, handbook: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((handbook / PAGE).as_uri())
    for toggle, menu in (("__navigation", ".sidebar-search"), ("__toc", ".toc-tree a[href='#toetspunten']")):
        assert not page.locator(menu).is_visible()
        page.locator(f"#{toggle}").focus()
        page.keyboard.press("Space")
        assert page.locator(menu).is_visible()
        page.keyboard.press("Space")
        assert not page.locator(menu).is_visible()


def test_a_folded_part_of_the_menu_opens_by_keyboard(page: Page, handbook: Path) -> None:
    page.goto((handbook / PAGE).as_uri())
    theme = page.locator(".sidebar-tree a[href='../../themas/cter.html']")
    assert not theme.is_visible()
    page.get_by_role("switch", name="Onderdelen tonen van Thema").focus()
    page.keyboard.press("Space")
    assert theme.is_visible()


def test_a_page_without_parts_has_no_menu_of_them_to_open(page: Page, handbook: Path) -> None:
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto((handbook / "search.html").as_uri())
    assert not page.locator("#__toc").is_visible()
