"""What axe-core has against a page, in each mode and width that readers use."""

from importlib.resources import files
from typing import Final

from playwright.sync_api import Page

MODES: Final = ("light", "dark")
WIDTHS: Final = (360, 1280)
SCRIPT: Final = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
_ALL: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_COLOURS: Final = ["color-contrast", "link-in-text-block"]  # all that the dark can change
_RUN: Final = """only => axe.run(document, {resultTypes: ['violations'], runOnly: only})
    .then(found => found.violations.flatMap(violation => violation.nodes.map(node => (
        `${violation.id} at ${node.target.join(' ')}: ${node.failureSummary.replace(/\\s+/g, ' ')}`
    ))))"""


def violations(page: Page, url: str, name: str) -> list[str]:
    """Each violation on a line: page, mode, width, rule, selector, summary. The page is loaded once for all modes."""
    page.goto(url)
    return in_all_modes(page, name)


def in_all_modes(page: Page, name: str) -> list[str]:
    """The same of the page as it stands open."""
    page.evaluate(SCRIPT)
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for mode in MODES:
            page.emulate_media(color_scheme=mode)
            only = _ALL if mode == "light" else _COLOURS
            found += [f"{name} ({mode}, {width}): {violation}" for violation in page.evaluate(_RUN, only)]
    return found


def open_page(page: Page) -> list[str]:
    """Each violation of the page as it stands, once SCRIPT has run in it."""
    found: list[str] = page.evaluate(_RUN, _ALL)
    return found
