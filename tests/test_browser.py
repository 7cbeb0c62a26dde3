"""The browser is a real one, and axe-core has the rules of WCAG 2.2."""

from importlib.resources import files

import pytest
from playwright.sync_api import Browser

from tests import browser as obtaining


def test_the_browser_draws_a_page(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 640}, color_scheme="dark")
    page.set_content("<h1>Spoorboek</h1>")
    assert page.locator("h1").inner_text() == "Spoorboek"
    assert page.locator("h1").bounding_box()["height"] > 0
    page.close()


def test_axe_knows_wcag_2_2(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<html lang=nl><title>x</title><main><h1>x</h1><img src='data:,'></main></html>")
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    tags = page.evaluate("axe.getRules().flatMap(rule => rule.tags)")
    violations = page.evaluate("axe.run().then(found => found.violations.map(violation => violation.id))")
    page.close()
    assert "wcag22aa" in tags
    assert violations == ["image-alt"]


def test_without_a_browser_one_line_gives_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(obtaining, "installed", lambda: None)
    monkeypatch.setattr(obtaining, "is_debian_as_root", lambda: False)
    monkeypatch.setattr(obtaining.sys, "executable", "/bin/false")
    with pytest.raises(obtaining.NoBrowserError, match=r"^The browser tests need Chromium.*apt-get install") as caught:
        obtaining.chromium()
    assert "\n" not in str(caught.value)
