"""The sentences of a source on a page: how many are accounted for, what is open, what carries each."""

from __future__ import annotations

from pathlib import Path

from tests import breaks
from tests.handbooks import Handbook, ground
from tests.running import built, text

PAGE = "# Sentences\n\n:::{accounted} BRN-grond\n:::\n"


def shown(handbook: Handbook, *options: str) -> str:
    """The text of the page, without its marks."""
    handbook.write({"sentences.md": PAGE})
    run = built(handbook, *options)
    page = (handbook.folder / "html" / "sentences.html").read_text(encoding="utf-8")
    article = page.split('<article role="main"')[-1].split("</article>")[0]
    return text(article) + run.stderr


def test_a_page_shows_that_nothing_is_open(tmp_path: Path) -> None:
    page = shown(ground(tmp_path))
    assert "Verwerkt: 1 van 1 zinnen. Er staat geen zin open." in page
    assert "1. The authority will study waiting lists Soort: voornemen Hierop steunt: Voornemen:" in page


def test_a_page_lists_what_is_open_and_why(tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    breaks.change(":edition: 2024\n:sentences: 1", ":edition: 2024\n:sentences: 3")(handbook)
    breaks.OPEN_SENTENCE.do(handbook)
    page = shown(handbook)
    assert "Verwerkt: 0 van 3 zinnen. Deze staan nog open:" in page
    assert "The authority will study waiting lists : nog niet beoordeeld" in page
    assert "zin 2: staat niet in dit handboek zin 3: staat niet in dit handboek" in page


def test_a_source_that_is_none_is_reported_with_the_nearest(tmp_path: Path) -> None:
    handbook = ground(tmp_path).write({"sentences.md": PAGE.replace("BRN-grond", "BRN-grund")})
    (line,) = built(handbook, "-b", "dummy").stderr.splitlines()
    assert "sentences.md:3: WARNING: 'BRN-grund' is not a source, did you mean BRN-grond?" in line
