"""Pages printed by Chromium, and read from the PDF by another program."""

import ctypes
from collections.abc import Iterator
from typing import Any, Final

import pytest
from playwright.sync_api import Page
from pypdfium2 import PdfDocument, PdfPage, raw

from measure.pictures.paper import letters

_COMMITMENTS: Final = tuple(f"2024/voornemens/c{number}.html" for number in range(1, 10))
_OTHER_PAGES: Final = ("2024/checklist/index.html", "themas/cter.html", "organisaties/coa.html", "2023/index.html")
_SMALLEST: Final = 9  # points
_FIRST: Final = """article => ({
    heading: article.querySelector('h1').firstChild.data,
    outcome: article.querySelector('.outcome, .lead').textContent,
    state: article.querySelector('.kicker .answer')?.textContent ?? '',
    checks: [...article.querySelectorAll('table.tested tbody tr')].map(row =>
        `${row.querySelector('.asked strong').textContent} ${row.querySelector('.answer').textContent}`),
    stops: [...article.querySelectorAll('ol.spoor .name strong')].map(name => name.textContent),
})"""
_BEHIND: Final = """article => [
    ...[...article.querySelectorAll('.sources a.external')].map(link => link.href),
    ...[...article.querySelectorAll('.query')].map(query => query.textContent),
]"""
_HEADINGS: Final = """article => [...article.querySelectorAll('h1, h2, h3, h4, p.rubric, caption, thead')]
    .map(heading => heading.innerText.replace(/#$/, ''))"""


def printed(page: Page) -> PdfDocument:
    return PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))


def text(sheet: PdfPage) -> str:
    found: Any = sheet.get_textpage().get_text_bounded()
    return str(found)


def sizes(sheet: PdfPage) -> Iterator[tuple[float, str]]:
    """The size of each letter in points, as it is drawn."""
    found = sheet.get_textpage()
    for at in range(found.count_chars()):
        letter, matrix = found.get_text_range(at, 1), raw.FS_MATRIX()
        if letter.strip() and raw.FPDFText_GetMatrix(found, at, ctypes.byref(matrix)):
            yield round(raw.FPDFText_GetFontSize(found, at) * abs(matrix.d), 1), letter


def last_line(sheet: PdfPage) -> str:
    lines = [line for line in text(sheet).splitlines() if letters(line)]
    return letters(lines[-1])


@pytest.mark.parametrize("name", [*_COMMITMENTS, *(f"en/{name}" for name in _COMMITMENTS[2::3])])
def test_a_commitment_is_on_one_sheet_with_its_sources_and_searches_behind_it(
    page: Page, handbook: Any, name: str
) -> None:
    page.goto((handbook / name).as_uri())
    article = page.locator("article")
    first, behind, headings = (article.evaluate(script) for script in (_FIRST, _BEHIND, _HEADINGS))
    paper = printed(page)
    on_first, all_sheets = letters(text(paper[0])), letters("".join(map(text, paper)))
    expected = [first["heading"], first["outcome"], first["state"], *first["checks"]]
    expected += [stop.partition(": ")[2] if n < len(first["stops"]) else stop for n, stop in enumerate(first["stops"])]
    assert [part for part in expected if letters(part) not in on_first] == []
    assert [(size, letter) for size, letter in sizes(paper[0]) if size < _SMALLEST] == []
    assert behind or name.endswith("c5.html")
    assert [part for part in behind if letters(part) not in all_sheets] == []
    assert [last_line(sheet) for sheet in paper if last_line(sheet) in set(map(letters, headings))] == []


@pytest.mark.parametrize("name", _OTHER_PAGES)
def test_no_sheet_of_another_page_is_small_or_ends_in_a_heading(page: Page, handbook: Any, name: str) -> None:
    page.goto((handbook / name).as_uri())
    headings = set(map(letters, page.locator("article").evaluate(_HEADINGS)))
    for sheet in printed(page):
        assert [(size, letter) for size, letter in sizes(sheet) if size < _SMALLEST] == []
        assert last_line(sheet) not in headings
