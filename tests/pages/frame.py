"""What stands around the text of a page, in words that are seen or spoken; and which of them are not Dutch."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from playwright.sync_api import Page

KNOWN: Final = frozenset(
    """
    Automatisch, nu donker
    Automatisch, nu licht
    Donker
    Een fout melden
    Geen uitgave van de Inspectie Justitie en Veiligheid. Eigen woorden, met bron en datum bij elk feit.
    Gelezen
    Gemaakt uit
    Inhoud
    Inhoud van deze bladzijde tonen
    Inhoud van het handboek tonen
    Kleuren: licht, donker of automatisch
    Laatst gewijzigd
    Licentie van de tekst
    Licht
    Menu
    Naar boven
    Naar de inhoud
    Op deze bladzijde
    Over dit handboek
    Stand
    Toegankelijkheid
    Verder
    Versie
    Volgende
    Vorige
    Vorige en volgende bladzijde
    Zoeken
    """.strip().split("\n    ")
)
_BEGIN: Final = ("Onderdelen tonen van ",)
_ENGLISH: Final = re.compile(
    r"\b(and|back|click|collapse|error|expand|fewer|finished|footnote|found|heading|hide|home|image|index|is|items?"
    r"|made|matches|next|no|note|on|page|pages|permalink|previous|results?|row|search|searching|show|skip|sort|table"
    r"|the|this|to|toggle|view|with|you|your)\b",
    re.IGNORECASE,
)
_COLLECT: Final = """() => {
    const named = ['title', 'aria-label', 'alt', 'placeholder', 'aria-description', 'aria-roledescription'];
    const isSaid = text => text && /\\p{L}/u.test(text);
    const plain = text => text.trim().replace(/\\s+/g, ' ');
    const titles = '.sidebar-tree a, .sidebar-tree .caption, .toc-tree, .related-pages .title, .provenance dd,'
        + ' .sidebar-brand, .brand';  // names of pages, files and days: the handbook's own words
    const around = [], within = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const at = walk.currentNode.parentElement;
        if (isSaid(walk.currentNode.textContent) && !at.closest(`article, script, style, ${titles}`))
            around.push(plain(walk.currentNode.textContent));
    }
    for (const element of document.querySelectorAll('*'))
        for (const name of named) {
            const said = element.getAttribute(name);
            const isTitleOfPage = name === 'title' && element.matches('a.reference, link[rel=next], link[rel=prev]');
            if (isSaid(said) && !isTitleOfPage && !element.closest('article [lang=en]'))
                (element.closest('article') ? within : around).push(plain(said));
        }
    document.querySelectorAll('article :is(.admonition-title, .caption-number, button, label)')
        .forEach(element => !element.closest('[lang=en]') && within.push(plain(element.textContent)));
    return [around, within];
}"""


class Frame(NamedTuple):
    """Around the article each text and name; within it what the theme and Sphinx say of its parts."""

    around: list[str]
    within: list[str]


def frame(page: Page) -> Frame:
    """What the open page says."""
    return Frame(*page.evaluate(_COLLECT))


def not_dutch(frame: Frame) -> Iterator[str]:
    """Around the text each word that nobody has read as Dutch; within it each that is plainly English."""
    known = (said for said in frame.around if said not in KNOWN and not said.startswith(_BEGIN))
    yield from (f"says {said!r}, which is not listed" for said in dict.fromkeys(known))
    yield from (f"says {said!r}" for said in dict.fromkeys(frame.within) if is_english(said))


def is_english(said: str) -> bool:
    return bool(_ENGLISH.search(said))
