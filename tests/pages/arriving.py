"""What moves on a page while the rest of it still arrives, as on a slow line or a busy machine.

The end of the page is taken away step by step; what is left is what a browser shows before it has read the rest.
"""

from typing import Final

from playwright.sync_api import Page

STEPS: Final = 6
LEAST: Final = 30
"""Pixels, three or four letters: a table without room to spare gives so much when a longer word arrives."""
_MOVED: Final = """([steps, least]) => {
    const shown = parts => [...document.querySelectorAll(`#furo-main-content :is(${parts})`)]
        .filter(element => element.getClientRects().length);
    const text = element => element.textContent.trim();
    const place = element => { const {x, y} = element.getBoundingClientRect(); return [x, y]; };
    const before = shown('h1, h2, h3, p, li, td, th, dt, dd')
        .map(element => [element, text(element), place(element)])
        .filter(([_element, wording, [_x, y]]) => wording && y < innerHeight);
    const ends = shown('section, tr, li, p, dt, dd').filter(element => !element.parentElement.closest('tr, li'));
    const moved = [];
    for (let step = steps - 1; step > 0; step--) {
        const end = ends[Math.floor(ends.length * step / steps)];
        if (!end?.isConnected) continue;
        const rest = document.createRange();
        rest.setStartBefore(end);
        rest.setEndAfter(document.body.lastChild);
        rest.deleteContents();
        for (const [element, wording, [x, y]] of before) {
            if (!element.isConnected || text(element) !== wording) continue;
            const [left, top] = place(element);
            const by = Math.round(Math.max(Math.abs(x - left), Math.abs(y - top)));
            if (by < least) continue;
            moved.push(`${element.nodeName} "${wording.slice(0, 30)}" moves by ${by} once ${step}/${steps} are there`);
            break;
        }
    }
    return moved;
}"""


def flaws(page: Page, url: str) -> list[str]:
    """Return what moves on a page while it arrives, on a wide screen; afterwards, the page is empty."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(url)
    moved: list[str] = page.evaluate(_MOVED, [STEPS, LEAST])
    return moved
