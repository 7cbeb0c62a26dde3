"""A page on paper: prints it to PDF and compares the text of the PDF with that of the page."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pypdfium2
from playwright.sync_api import Page

from measure.pictures.picture import Picture, is_blank
from tests.pages import layout

_BETWEEN_MARGINS: Final = 700  # approximate width of an A4 sheet between its margins, in pixels
_MARGINS: Final = {"top": "1cm", "right": "1cm", "bottom": "1cm", "left": "1cm"}  # the default of browsers
_TEXTS: Final = """() => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const parent = node.parentElement;
        if (!node.data.trim() || !parent.checkVisibility({visibilityProperty: true, opacityProperty: true})) continue;
        if (parent.closest('select, option, textarea, script, style, noscript')) continue;
        const isUnseen = at => at && (at.getBoundingClientRect().width <= 1 || getComputedStyle(at).clip !== 'auto'
            || getComputedStyle(at).clipPath.startsWith('inset(50%'));
        if (isUnseen(parent) || isUnseen(parent.parentElement)) continue;
        found.push([parent.tagName.toLowerCase(), node.data]);
    }
    return found;
}"""


def pictures(page: Page, kind: str, folder: Path) -> Iterator[Picture]:
    """Print the open page to a PDF, and yield a picture of each sheet, saved as a file."""
    page.emulate_media(media="print", color_scheme="light")
    page.set_viewport_size({"width": _BETWEEN_MARGINS, "height": 900})
    texts = page.evaluate(_TEXTS)
    misplaced = layout.flaws(page, on_paper=True)
    file = folder / f"{kind}.pdf"
    page.pdf(path=file, format="A4", prefer_css_page_size=True, margin=_MARGINS)
    with pypdfium2.PdfDocument(file) as document:
        flaws = [*misplaced, *_lost(document, texts), *_over_the_edge(document)]
        count = len(document)
        for number in range(count):
            drawn = document[number].render(scale=1.5).to_pil()
            picture = folder / f"{kind}-print-{number + 1}.png"
            drawn.save(picture)
            blank = ["sheet is blank"] if is_blank(drawn) else []
            yield Picture(
                kind, f"print, A4, {number + 1} of {count}", picture, (*(flaws if number == 0 else ()), *blank)
            )


def _lost(document: pypdfium2.PdfDocument, texts: list[tuple[str, str]]) -> Iterator[str]:
    """A flaw for each visible text of the page that the PDF lacks."""
    printed = letters("".join(_text(document, number) for number in range(len(document))))
    for element, text in texts:
        if letters(text) not in printed:
            yield f"{element} {' '.join(text.split())[:40]!r} is not on paper"


def _text(document: pypdfium2.PdfDocument, number: int) -> str:
    text: Any = document[number].get_textpage().get_text_bounded()
    return str(text)


def letters(text: str) -> str:
    """Only the letters and digits in lower case, so that line breaks and hyphenation make no difference."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text)).lower()


def _over_the_edge(document: pypdfium2.PdfDocument) -> Iterator[str]:
    """A flaw for each sheet with a character beyond its edge."""
    for number in range(len(document)):
        width, height = document[number].get_size()
        text = document[number].get_textpage()
        for at in range(text.count_chars()):
            x1, y1, x2, y2 = text.get_charbox(at)
            is_out = x1 < -1 or y1 < -1 or x2 > width + 1 or y2 > height + 1
            if is_out and text.get_text_range(at, 1).strip():  # whitespace has no meaningful position
                yield f"text is cut at the edge of sheet {number + 1}: {text.get_text_range(max(at - 20, 0), 40)!r}"
                break
