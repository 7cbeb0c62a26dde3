"""Each link to a page in another language is marked with that language."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

_TITLES = """() => [
    ...document.querySelectorAll('.sidebar-tree a, .toc-tree a, .related-pages a, article .toctree-wrapper a')
].map(link => [new URL(link.href).pathname, (link.querySelector('.title') || link).closest('[lang]').lang])"""


@pytest.mark.parametrize(
    "name", ["index.html", "techniek/architecture.html", "regels/index.html", "metingen/index.html"]
)
def test_every_title_of_a_page_has_the_language_of_that_page(page: Page, handbook: Path, name: str) -> None:
    page.goto((handbook / name).as_uri())
    titles = page.evaluate(_TITLES)
    wrong = [(path, language) for path, language in titles if language != spoken(Path(path))]
    assert wrong == []
    assert {language for _, language in titles} == {"nl", "en"}


def spoken(path: Path) -> str:
    """The language of the page's own text."""
    article = path.read_text(encoding="utf-8").split("<article", 1)[1]
    return "en" if ' lang="en"' in article.split("<h1>", 1)[0] else "nl"
