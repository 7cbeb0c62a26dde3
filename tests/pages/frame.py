"""The text around the content of a page, seen or read aloud, and which of it is in another language."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from playwright.sync_api import Page

_NL: Final = """\
Alle pagina's
Citeer dit
Een fout melden
English
Geen uitgave van de Inspectie Justitie en Veiligheid. Eigen woorden, met bron en datum bij elk feit.
Gelezen
Gemaakt uit
Inhoud van deze pagina tonen
Inhoud van het handboek tonen
Kleuren: licht, donker of automatisch
Laatst gewijzigd
Licentie van de tekst
Maker
Menu’s
Naar boven
Naar de inhoud
Op deze pagina
Over dit handboek
Stand van
Taal
Toegankelijkheid
Versie
Volgen (feed)
Volgende
Vorige
Vorige en volgende pagina
Zoeken
"""
_EN: Final = """\
About this handbook
Accessibility
All pages
As of
Back to top
Cite this
Follow (feed)
Language
Last changed
Licence of the text
Made from
Maker
Menus
Nederlands
Next
Not a publication of the Inspectorate of Justice and Security. In our own words, with a source and a date \
for every fact.
On this page
Previous
Previous and next page
Report an error
Reviewed
Search
Skip to content
Toggle Light / Dark / Auto color theme
Toggle site navigation sidebar
Toggle table of contents sidebar
Version
"""
KNOWN: Final = {"nl": frozenset(_NL.splitlines()), "en": frozenset(_EN.splitlines())}
_BEGIN: Final = {"nl": "Onderdelen tonen van ", "en": "Show the parts of "}
_ENGLISH: Final = re.compile(
    r"\b(and|back|click|collapse|error|expand|fewer|finished|footnote|found|heading|hide|home|image|index|is|items?"
    r"|made|matches|next|no|note|on|page|pages|permalink|previous|results?|row|search|searching|show|skip|sort|table"
    r"|the|this|to|toggle|view|with|you|your)\b",
    re.IGNORECASE,
)
_DUTCH: Final = re.compile(
    r"\b(aan|alle|bladzijde|dit|deze|een|en|fout|geen|gevonden|het|inhoud|kop|naar|niet|om|onderdelen|op|pagina|regel"
    r"|tabel|terug|tonen|van|verbergen|volgende|voor|vorige|wis|zoek|zoeken)\b",
    re.IGNORECASE,
)
_FOREIGN: Final = {"nl": _ENGLISH, "en": _DUTCH}
_COLLECT: Final = """() => {
    const language = document.documentElement.lang;
    const named = ['title', 'aria-label', 'alt', 'placeholder', 'aria-description', 'aria-roledescription'];
    const isSaid = text => text && /\\p{L}/u.test(text);
    const ownWords = element => {
        const copy = element.cloneNode(true);
        copy.querySelectorAll('[lang]').forEach(at => at.lang === language || at.remove());
        return copy.textContent;
    };
    const plain = text => text.trim().replace(/\\s+/g, ' ');
    const titles = '.sidebar-tree a, .sidebar-tree .caption, .toc-tree, .related-pages .title, .provenance dd,'
        + ' .sidebar-brand, .brand';  // names of pages, files and days: the handbook's own words
    const around = [], within = [];
    const isForeign = at => at.closest('article [lang]') && at.closest('[lang]').lang !== language;
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const at = walk.currentNode.parentElement;
        if (isSaid(walk.currentNode.textContent) && !at.closest(`article, script, style, ${titles}`))
            around.push(plain(walk.currentNode.textContent));
    }
    for (const element of document.querySelectorAll('*'))
        for (const name of named) {
            const said = element.getAttribute(name);
            const isTitleOfPage = name === 'title' && element.matches('a.reference, link:is([rel=next], [rel=prev])')
                || element.matches('link[rel=alternate]');  // a feed has the name of the handbook
            if (isSaid(said) && !isTitleOfPage && !isForeign(element))
                (element.closest('article') ? within : around).push(plain(said));
        }
    document.querySelectorAll('article :is(.admonition-title, .caption-number, button, label)')
        .forEach(element => !isForeign(element) && within.push(plain(ownWords(element))));
    return [around, within];
}"""


class Frame(NamedTuple):
    """Each text and name around the article, and the texts of the theme and Sphinx within it."""

    around: list[str]
    within: list[str]


def frame(page: Page) -> Frame:
    """The frame of the open page."""
    return Frame(*page.evaluate(_COLLECT))


def foreign(frame: Frame, language: str = "nl") -> Iterator[str]:
    """Around the text each word that nobody has read in that language; within it each that is plainly of another."""
    begin = _BEGIN[language]
    known = (text for text in frame.around if text not in KNOWN[language] and not text.startswith(begin))
    yield from (f"says {text!r}, which is not listed" for text in dict.fromkeys(known))
    yield from (f"says {text!r}" for text in dict.fromkeys(frame.within) if is_foreign(text, language))


def is_foreign(text: str, language: str = "nl") -> bool:
    """Does it have a small word of the other language?"""
    return bool(_FOREIGN[language].search(text))
