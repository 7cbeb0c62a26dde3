"""Checks of an open page with larger text, wider spacing, narrow windows or the reader's own colours."""

from typing import Final

from playwright.sync_api import Page

from tests.pages import layout, survey

SMALLEST: Final = 14
"""Of text that is read, in CSS pixels."""
APART: Final = 8
"""Between two controls in a bar, so that a finger finds one of them; in CSS pixels."""
SPACED: Final = (1280, 320)
"""The widths in which text is set further apart; 320 is what is left of 1280 at 400 %."""
PHONE: Final = 360
SHORT: Final = 8
"""In letters: a word that no head of a table breaks."""
_SPACING: Final = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-bottom: 2em !important }
"""
"""What WCAG 2.2 asks of 1.4.12."""
_IS_SEEN: Final = """
    const isSeen = at => at.checkVisibility({visibilityProperty: true, opacityProperty: true})
        && [...at.getClientRects()].some(box => box.width > 1 && box.height > 1);
    const classes = at => [...at.classList].slice(0, 2).map(one => '.' + one).join('');
    const name = at => at.localName + (at.id ? '#' + at.id : classes(at));
    const short = text => text.trim().replace(/\\s+/g, ' ').slice(0, 40);
"""
_SMALL: Final = (
    """smallest => {"""
    + _IS_SEEN
    + """
    const found = new Map();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.parentElement, size = parseFloat(getComputedStyle(at).fontSize);
        if (!node.data.trim() || size >= smallest - 0.01 || at.closest('script, style, sup, sub')) continue;
        const what = `${name(at.parentElement)} > ${name(at)} at ${size.toFixed(1)} px`;
        if (!found.has(what) && isSeen(at)) found.set(what, short(node.data));
    }
    return [...found].map(([what, text]) => `"${text}" is set small: ${what}`);
}"""
)
_CROWDED: Final = (
    """apart => {"""
    + _IS_SEEN
    + """
    const flaws = [];
    for (const bar of document.querySelectorAll('.mobile-header, .content-icon-container')) {
        const parts = [...bar.querySelectorAll('a, button, label')].filter(isSeen)
            .map(at => ({at, box: (at.querySelector('svg') || at).getBoundingClientRect()}))
            .sort((a, b) => a.box.left - b.box.left);
        for (let n = 1; n < parts.length; n++) {
            const [one, other] = [parts[n - 1], parts[n]];
            const gap = Math.round(other.box.left - one.box.right);
            const meet = Math.round(other.at.getBoundingClientRect().left - one.at.getBoundingClientRect().right);
            if (gap < apart || meet < 0)
                flaws.push(`${name(one.at)} and ${name(other.at)} are ${gap} px apart, and ${meet} to a finger`);
        }
    }
    return flaws;
}"""
)
_WRAPPED: Final = (
    """() => {"""
    + _IS_SEEN
    + """
    const title = document.querySelector('article h1');
    const lines = [...(() => { const range = document.createRange(); range.selectNodeContents(title); return range; })()
        .getClientRects()].filter(box => box.width > 1);
    const bar = document.querySelector('.content-icon-container');
    const parts = [...bar.querySelectorAll('a, button, label')].filter(isSeen).map(at => at.getBoundingClientRect());
    if (!parts.length || !lines.length) return [];
    const left = Math.min(...parts.map(box => box.left)), bottom = Math.max(...parts.map(box => box.bottom));
    const top = Math.min(...parts.map(box => box.top));
    const isBeside = lines.some(box => box.top < bottom && box.bottom > top);
    const isUnder = lines.some(box => box.right > left);
    return isBeside && isUnder ? [`"${short(title.textContent)}" runs around the controls beside it`] : [];
}"""
)
_NAMELESS_CELLS: Final = (
    """() => {"""
    + _IS_SEEN
    + """
    const flaws = [];
    for (const table of document.querySelectorAll('article table')) {
        const heads = [...table.querySelectorAll('thead th')];
        if (!heads.length || table.tHead.getBoundingClientRect().width > 1) continue;
        for (const row of table.querySelectorAll('tbody tr')) {
            if (!isSeen(row)) continue;
            [...row.cells].forEach((cell, n) => {
                if (n === 0 || heads[n] && getComputedStyle(heads[n]).display === 'none') return;  // for paper alone
                if (!cell.childNodes.length) return;  // it has nothing to show
                const name = heads[n]?.textContent.replace(/[\\u2191\\u2193\\u2195]/g, '').trim();
                if (!isSeen(cell)) flaws.push(`${table.className}: a cell of "${name}" is not shown`);
                else if (name && !cell.innerText.trim().startsWith(name))
                    flaws.push(`${table.className}: "${short(cell.innerText)}" lacks the name of "${name}"`);
            });
        }
    }
    return [...new Set(flaws)].slice(0, 20);
}"""
)
_MOVES: Final = """() => {
    const isStill = value => value.split(',').every(each => parseFloat(each) === 0);
    const moves = style => !isStill(style.transitionDuration) || style.scrollBehavior !== 'auto'
        || style.animationName !== 'none' && !isStill(style.animationDuration);
    const parts = [null, '::before', '::after'];
    return [...new Set([...document.querySelectorAll('*')]
        .filter(at => parts.some(part => moves(getComputedStyle(at, part))))
        .map(at => `${at.localName}.${at.className} moves`))];
}"""


_BROKEN_HEADS: Final = """longest => {
    const flaws = new Set();
    for (const head of document.querySelectorAll('article thead th')) {
        const row = head.parentElement;
        if (innerWidth > 540 || row.parentElement.getBoundingClientRect().width <= 1) continue;
        const walker = document.createTreeWalker(head, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode())
            for (const word of node.data.matchAll(/\\p{L}+/gu)) {
                const range = document.createRange();
                range.setStart(node, word.index);
                range.setEnd(node, word.index + word[0].length);
                const lines = new Set([...range.getClientRects()].filter(box => box.width > 1).map(box => box.top));
                if (lines.size > 1 && word[0].length <= longest) flaws.add(`"${word[0]}" in a head is broken`);
            }
    }
    return [...flaws];
}"""


_QUESTIONS: Final = {
    _SMALL: SMALLEST,
    _CROWDED: APART,
    _WRAPPED: None,
    _NAMELESS_CELLS: None,
    _BROKEN_HEADS: SHORT,
}
"""What is asked of a page at each width: small text; controls so near to one another that a finger takes the wrong
one; a title that wraps under the controls beside it; cells below a hidden head that do not name their column or are not
shown, unless empty; short words that a phone breaks in a head."""


def moving(page: Page) -> list[str]:
    """What would move, in colour or in place."""
    flaws: list[str] = page.evaluate(_MOVES)
    return flaws


def spaced(page: Page) -> list[str]:
    """Text that is cut, covered or outside a narrow screen with the text spacing of WCAG 1.4.12."""
    survey.styled(page, _SPACING)
    flaws = []
    for width in SPACED:
        page.set_viewport_size({"width": width, "height": 900})
        flaws += [f"{flaw}, text apart at {width}" for flaw in layout.flaws(page)]
    flaws += [f"text apart {flaw}" for flaw in survey.sticking_out(page, SPACED[-1:])]
    page.evaluate("() => { document.adoptedStyleSheets.pop() }")
    return flaws


def flaws(page: Page, name: str) -> list[str]:
    """All flaws of the open page, at each width."""
    page.emulate_media(color_scheme="light", forced_colors="none")
    flaws = []
    for width in (PHONE, 800, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        answers = (page.evaluate(ask, argument) for ask, argument in _QUESTIONS.items())
        flaws += [f"{flaw}, {width} wide" for answer in answers for flaw in answer]
    return [f"{name}: {flaw}" for flaw in (*flaws, *spaced(page))]
