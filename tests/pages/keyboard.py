"""Controls that the keyboard does not reach, or that do not show the focus."""

from typing import Final

from playwright.sync_api import Page

ALIKE: Final = 8
"""How many of the controls of a page that look and stand alike are given the focus."""

_COMMON: Final = """
    const shown = element => element.checkVisibility({visibilityProperty: true}) && element.getClientRects().length;
    const name = element => element.outerHTML.replace(/\\s+/g, ' ').slice(0, 90);
    const CONTROLS = 'a[href], button, input, select, textarea, summary, [tabindex], [contenteditable], [onclick], '
        + '[role=button], [role=link], [role=checkbox], [role=tab], [role=switch], [role=menuitem]';
    const isControl = element => shown(element) && !element.disabled && element.tabIndex >= 0
        && !element.closest('[inert]');
    // A ring of two pixels or more, on the element or on the label that stands for it.
    const hasRing = element => [element, ...(element.labels || [])].some(at => {
        const style = getComputedStyle(at);
        return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
            && !/rgba\\(.*, 0\\)|transparent/.test(style.outlineColor)
            && (at !== element || at.getBoundingClientRect().width > 4);
    });
"""
_FOCUS: Final = (
    """ALIKE => {"""
    + _COMMON
    + """
    const isCovered = element => {
        const box = element.getClientRects()[0];  // of a link that goes on in the next line, the first part
        const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
        if (getComputedStyle(element).opacity === '0') return false;  // its label stands for it
        if (box.width <= 4 || x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) return false;
        const top = document.elementFromPoint(x, y);
        return !!top && !element.contains(top) && !top.contains(element);
    };
    const isBeside = element => {
        const box = element.getBoundingClientRect();
        return box.right <= 0 || box.left >= innerWidth;
    };
    // Of controls that stand alike in elements alike, some are tried: each focus lays the page out anew.
    const tried = {};
    const isTried = element => {
        const kind = [element, element.parentElement, element.parentElement.parentElement]
            .map(at => `${at?.localName}.${at?.className}`).join(' in ');
        return (tried[kind] = (tried[kind] || 0) + 1) <= ALIKE;
    };
    const flaws = [];
    for (const element of document.querySelectorAll(CONTROLS)) {
        if (!isControl(element) || !isTried(element)) continue;
        element.focus({focusVisible: true});
        if (document.activeElement !== element) flaws.push(`${name(element)} takes no focus`);
        else if (isBeside(element)) flaws.push(`${name(element)} has the focus beside the screen`);
        else if (isCovered(element)) flaws.push(`${name(element)} has the focus where other things cover it`);
        else if (!hasRing(element)) flaws.push(`${name(element)} does not show that it has the focus`);
    }
    document.activeElement.blur();
    scrollTo(0, 0);
    // The hand of the mouse says that something can be done here: then the keyboard must be able to do it too.
    for (const element of document.querySelectorAll('body *')) {
        if (!shown(element) || getComputedStyle(element).cursor !== 'pointer') continue;
        const control = element.closest(CONTROLS);
        const label = element.closest('label');
        if (control && control.tabIndex >= 0 || label?.control && isControl(label.control)) continue;
        if (element.querySelector(CONTROLS) || label && !label.control) continue;
        flaws.push(`${name(element)} is for the mouse alone`);
    }
    return [...new Set(flaws)];
}"""
)
_RECORD: Final = (
    """() => {"""
    + _COMMON
    + """
    const groups = new Set();
    const isOneOfGroup = element => {
        if (element.type !== 'radio') return true;
        const isNew = !groups.has(element.name);
        groups.add(element.name);
        return isNew;
    };
    window.toReach = [...document.querySelectorAll(CONTROLS)].filter(isControl).filter(isOneOfGroup);
    window.reached = [];
    addEventListener('focusin', event => window.reached.push({at: event.target, hasRing: hasRing(event.target)}), true);
}"""
)
_IS_AROUND: Final = """() => {
    const isStuck = window.reached.length === window.before;
    window.before = window.reached.length;
    return isStuck || document.activeElement === document.body
        || window.reached.filter(step => step.at === window.reached[0].at).length > 1;
}"""
_MOST_STEPS: Final = 3000
_STRIDE: Final = 20
_MISSED: Final = (
    """() => {"""
    + _COMMON
    + """
    const been = new Set(window.reached.map(step => step.at.type === 'radio' ? step.at.name : step.at));
    return [
        ...window.toReach.filter(element => !been.has(element.type === 'radio' ? element.name : element))
            .map(element => `${name(element)} is never reached`),
        ...window.reached.filter(step => !step.hasRing)
            .map(step => `${name(step.at)} does not show that it is reached`),
    ];
}"""
)


def flaws(page: Page) -> list[str]:
    """Controls of the open page that take no focus, do not show it, or work with the mouse alone."""
    flaws: list[str] = page.evaluate(_FOCUS, ALIKE)
    return flaws


def walk(page: Page) -> list[str]:
    """What goes wrong when one presses Tab from the top of the open page to its end."""
    page.evaluate(_RECORD)
    for _ in range(_MOST_STEPS // _STRIDE):
        for _ in range(_STRIDE):
            page.keyboard.press("Tab")
        if page.evaluate(_IS_AROUND):
            break
    flaws: list[str] = page.evaluate(_MISSED)
    return flaws
