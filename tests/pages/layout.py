"""Text that cannot be read: cut off by its box, or overlapped by other text."""

from typing import Final

from playwright.sync_api import Page

_ASK: Final = """isPaper => {
    const CUTS = isPaper ? ['hidden', 'clip', 'auto', 'scroll'] : ['hidden', 'clip'];
    const ALL = {left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity};
    const meet = (a, b) => ({left: Math.max(a.left, b.left), top: Math.max(a.top, b.top),
        right: Math.min(a.right, b.right), bottom: Math.min(a.bottom, b.bottom)});
    const isIn = (a, b) => a.left >= b.left - 1.5 && a.right <= b.right + 1.5
        && a.top >= b.top - 1.5 && a.bottom <= b.bottom + 1.5;
    const name = element => element.tagName.toLowerCase()
        + (element.id ? '#' + element.id : [...element.classList].slice(0, 2).map(word => '.' + word).join(''));
    const short = text => text.trim().replace(/\\s+/g, ' ').slice(0, 40);

    // What of an element's content is drawn, and what cuts it: asked once for each element.
    const known = new Map();
    const parentBox = (element, position) => {
        let at = element.parentElement;
        if (position === 'absolute')
            while (at && getComputedStyle(at).position === 'static' && getComputedStyle(at).transform === 'none')
                at = at.parentElement;
        return at;
    };
    const frame = element => {
        if (!element || element === document.body || element === document.documentElement)
            return {seen: ALL, cuts: [], isHidden: false};
        if (known.has(element)) return known.get(element);
        const style = getComputedStyle(element);
        const above = style.position === 'fixed' ? {seen: ALL, cuts: [], isHidden: false}
            : frame(parentBox(element, style.position));
        const box = element.getBoundingClientRect();
        const isClipped = ![style.overflowX, style.overflowY].every(way => way === 'visible');
        const isHidden = above.isHidden || isClipped && (box.width <= 1 || box.height <= 1)
            || style.clip !== 'auto' || style.opacity === '0';
        const cuts = [style.overflowX, style.overflowY].some(way => CUTS.includes(way))
            ? [...above.cuts, {element, box}] : above.cuts;
        const found = {seen: isClipped ? meet(above.seen, box) : above.seen, cuts, isHidden};
        known.set(element, found);
        return found;
    };

    const boxes = [], flaws = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const parent = node.parentElement;
        if (!node.data.trim() || parent.closest('script, style, noscript, template, select, textarea')) continue;
        if (!parent.checkVisibility({visibilityProperty: true, opacityProperty: true})) continue;
        const {seen, cuts, isHidden} = frame(parent);
        if (isHidden) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        let isTold = false;
        for (const box of range.getClientRects()) {
            if (box.width < 1 || box.height < 1) continue;
            // the theme keeps its closed menus beside the screen
            if (box.right <= 0 || box.left >= document.documentElement.clientWidth && !isPaper) continue;
            const middle = {left: box.left, right: box.right,
                top: box.top + box.height * .25, bottom: box.bottom - box.height * .25};
            const cut = cuts.find(cut => !isIn(middle, cut.box));
            if (cut && !isTold) {
                flaws.push(`${name(parent)} "${short(node.data)}" is cut by ${name(cut.element)}`);
                isTold = true;
            }
            const drawn = meet(middle, seen);
            if (drawn.right - drawn.left > 2 && drawn.bottom - drawn.top > 2) boxes.push({...drawn, node, parent});
        }
    }
    boxes.sort((a, b) => a.top - b.top);
    const told = new Set();
    for (let i = 0; i < boxes.length; i++) {
        for (let j = i + 1; j < boxes.length && boxes[j].top < boxes[i].bottom - 1; j++) {
            const one = boxes[i], other = boxes[j], both = meet(one, other);
            if (one.node === other.node || both.right - both.left <= 2 || both.bottom - both.top <= 1) continue;
            const flaw = `${name(one.parent)} "${short(one.node.data)}" overlaps `
                + `${name(other.parent)} "${short(other.node.data)}"`;
            if (!told.has(flaw)) flaws.push(flaw);
            told.add(flaw);
        }
    }
    return flaws.slice(0, 20);
}"""


def flaws(page: Page, *, on_paper: bool = False) -> list[str]:
    """Each text of the open page that is cut off or overlapped; what scrolls is cut on paper."""
    flaws: list[str] = page.evaluate(_ASK, on_paper)
    return flaws
