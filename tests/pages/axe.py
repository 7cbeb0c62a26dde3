"""Violations that axe-core finds in a page, in each mode and width: WCAG and best practices."""

from collections.abc import Sequence
from importlib.resources import files
from typing import Final

from playwright.sync_api import Page

MODES: Final = ("light", "dark", "forced")
WIDTHS: Final = (360, 1400)
"""The narrowest in use, and one in which all parts of a page are seen at once."""
SCRIPT: Final = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
_ALL: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_COLOURS: Final = ["color-contrast", "link-in-text-block"]  # all that the dark can change
_RUN: Final = """([only, without]) => axe.run(document, {
        resultTypes: ['violations'], runOnly: only,
        rules: Object.fromEntries(without.map(rule => [rule, {enabled: false}])),
    })
    .then(found => found.violations.flatMap(violation => violation.nodes.map(node => (
        `${violation.id} at ${node.target.join(' ')}: ${node.failureSummary.replace(/\\s+/g, ' ')}`
    ))))"""

FEW: Final = """() => {
    for (const all of document.querySelectorAll(':is(article, .sidebar-tree) :is(tbody, ul, ol, dl, section)')) {
        const seen = {};
        for (const at of [...all.children]) {
            if (all.localName === 'section' && !at.className.includes('item-')) continue;
            const kind = `${at.localName}.${at.className}`;
            seen[kind] = (seen[kind] || 0) + 1;
            if (seen[kind] > 2) at.remove();
        }
    }
}"""
"""Keeps two, an even and an odd one, of what stands in a page many times and alike."""


def in_all_modes(page: Page, name: str) -> list[str]:
    """Each violation of the open page on a line: page, mode, width, rule, selector, summary.

    Of rows or items alike a few are kept, for axe takes long."""
    return [*in_light_and_dark(page, name), *_violations(page, name, "forced", WIDTHS[-1], _COLOURS)]


def in_light_and_dark(page: Page, name: str) -> list[str]:
    """The same but in forced colours: those replace all colours of a page but those of its marks."""
    page.evaluate(FEW)
    found = but_colours(page, name)
    found += _violations(page, name, "light", WIDTHS[0], _ALL)
    return found + _violations(page, name, "dark", WIDTHS[-1], _COLOURS)


def but_colours(page: Page, name: str) -> list[str]:
    """Violations in the open page, but those of colours."""
    page.evaluate(SCRIPT)
    return _violations(page, name, "light", WIDTHS[-1], _ALL, without=_COLOURS)


def _violations(
    page: Page, name: str, mode: str, width: int, only: list[str], without: Sequence[str] = ()
) -> list[str]:
    page.set_viewport_size({"width": width, "height": 900})
    wear(page, mode)
    return [f"{name} ({mode}, {width}): {violation}" for violation in page.evaluate(_RUN, [only, list(without)])]


def wear(page: Page, mode: str) -> None:
    """Show the page in colours of the reader's choice; forced ones are those of a system in high contrast."""
    page.emulate_media(
        color_scheme="dark" if mode == "dark" else "light", forced_colors="active" if mode == "forced" else "none"
    )
