"""A page without script, and how it differs from the page with script."""

from dataclasses import dataclass
from typing import Any, Final

from playwright.sync_api import Browser, CDPSession, Page

from tests.pages import axe, survey

WIDTHS: Final = (1280, 360)

# Text outside what script may add: controls, heads of columns that become some, and what says how many were found.
_TEXT: Final = """() => {
    const ADDED = 'form, fieldset, button, table.board thead, label, output, [role=search], [role=status]';
    const words = [];
    const walker = document.createTreeWalker(document.querySelector('article'), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const parent = node.parentElement;
        if (parent.closest('script, style, noscript, .was-noscript, .headerlink') || parent.closest(ADDED)) continue;
        if (parent.checkVisibility({visibilityProperty: true})) words.push(node.data);
    }
    return words.join('').replace(/\\s+/g, ' ').trim();
}"""
# The page but for what the theme's script always does: note the mode, and where in the page one is.
_STRUCTURE: Final = """() => {
    const copy = document.body.cloneNode(true);
    copy.removeAttribute('data-theme');
    copy.querySelectorAll('script, noscript, .was-noscript').forEach(at => at.remove());
    copy.querySelectorAll('.toc-tree [class]').forEach(at => at.removeAttribute('class'));
    copy.querySelectorAll('[class=""]').forEach(at => at.removeAttribute('class'));
    return copy.outerHTML.replace(/\\s+/g, ' ');
}"""
# Where the blocks of the text stand, to half a pixel; what script moves, a reader sees jump.
_PLACES: Final = """() => [...document.querySelectorAll('article :is(h1, h2, h3, p, li, td, dd)')]
    .filter(at => at.checkVisibility({visibilityProperty: true}) && !at.closest('.was-noscript'))
    .map(at => [at.textContent.trim().slice(0, 40), Math.round((at.getBoundingClientRect().top + scrollY) * 2) / 2])"""
# noscript is no longer drawn once script may run again, as axe needs.
_KEEP_NOSCRIPT: Final = """() => document.querySelectorAll('noscript').forEach(said => {
    const kept = document.createElement('div');
    kept.className = 'was-noscript';
    kept.append(...said.childNodes);
    said.replaceWith(kept);
})"""


@dataclass(frozen=True, slots=True)
class Plain:
    """The text of a page without script, and its structure."""

    text: str
    structure: str
    places: dict[int, list[tuple[str, float]]]


class Window:
    """A page in which the scripts of the page never run, and ours may."""

    def __init__(self, browser: Browser) -> None:
        self.page: Page = browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
        self._session: CDPSession = self.page.context.new_cdp_session(self.page)

    def open(self, url: str) -> None:
        """Load it with script off; once it is there, script may run, but the page's own have missed their turn."""
        self._may_run(False)
        self.page.goto(url)
        self.page.evaluate(_KEEP_NOSCRIPT)
        self._may_run(True)

    def close(self) -> None:
        self.page.close()

    def _may_run(self, is_allowed: bool) -> None:
        self._session.send("Emulation.setScriptExecutionDisabled", {"value": not is_allowed})


def plain(page: Page) -> Plain:
    """The text and structure of the open page, to be compared with and without script."""
    places: dict[int, Any] = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        places[width] = page.evaluate(_PLACES)
    return Plain(page.evaluate(_TEXT), page.evaluate(_STRUCTURE), places)


def flaws(window: Window, url: str, name: str, scripted: Plain) -> list[str]:
    """Flaws of the page that it has only without script.

    Where it is built otherwise, it is judged once more; the same page gets the same verdict."""
    window.open(url)
    scriptless = plain(window.page)
    flaws = []
    if scriptless.text != scripted.text:
        flaws.append(f"{name} reads otherwise: {difference(scriptless.text, scripted.text)}")
    if scriptless.structure == scripted.structure:
        flaws += [f"{name}: {flaw}" for flaw in moved(scriptless, scripted)]
    else:  # what controls move when they come, the survey has seen
        flaws += [f"{name} {flaw}" for flaw in survey.sticking_out(window.page)]
        window.page.evaluate(axe.FEW)
        flaws += axe.but_colours(window.page, f"{name} without script")
    return flaws


def difference(scriptless: str, scripted: str) -> str:
    """Where two texts part, with what follows in each."""
    at = next((at for at, (first, other) in enumerate(zip(scriptless, scripted, strict=False)) if first != other), None)
    start = min(len(scriptless), len(scripted)) if at is None else at
    return f"{scriptless[start : start + 40]!r} without script, {scripted[start : start + 40]!r} with it"


def moved(scriptless: Plain, scripted: Plain) -> list[str]:
    """The first block that script moves, at each width; the rest follows from it."""
    found = []
    for width, places in scriptless.places.items():
        pairs = zip(places, scripted.places[width], strict=False)
        first = next((old for old, new in pairs if old[0] == new[0] and abs(old[1] - new[1]) > 1), None)
        found += [f"script moves {first[0]!r}, {width} wide"] if first else []
    return found
