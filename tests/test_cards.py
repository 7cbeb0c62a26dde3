"""The preview card of a page, read back with text recognition."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from PIL import Image
from rapidfuzz.fuzz import partial_ratio

from measure.pictures import paper
from spoorboek.exports.card import Card, picture
from spoorboek.i18n.language import using
from spoorboek.readers import configuration, markdown
from tests.handbooks import TOP, Handbook, ground
from tests.office import tesseract
from tests.running import built
from tests.test_whose import ADDRESS, configure, page

NOTES = {
    "nl": "Geen uitgave van de gemeente. Eigen woorden, met bron en datum bij elk feit.",
    "en": "Not a publication of the town. In our own words, with a source and a date for every fact.",
}
ALIKE = 96  # of 100: who reads letters from a picture takes one for another now and then
LANGUAGES = {"nl": "nld", "en": "eng"}


def letters(file: bytes, language: str) -> str:
    """The letters and digits in a picture."""
    program = tesseract()
    if program is None:
        pytest.skip("tesseract is not installed, and only root on Debian can do that here")
    command = [program, "-", "-", "-l", LANGUAGES[language]]
    return paper.letters(subprocess.run(command, input=file, check=True, capture_output=True).stdout.decode())


def titles(language: str) -> Iterator[str]:
    """Those of this project's own items and pages."""
    conf = configuration.read(TOP / "docs", TOP / "conf")
    pages = (path.read_text(encoding="utf-8") for path in (TOP / "docs").rglob("*.md"))
    titles_known = {item.title for item in markdown.read(conf)[0].items}
    titles_known |= {head[1] for text in pages if (head := re.search(r"^# (.+)$", text, re.MULTILINE))}
    if language == "nl":
        yield from titles_known
        return
    for path in (TOP / "docs/locales" / language).rglob("*.po"):
        with path.open("rb") as file:
            yield from (str(message.string) for message in read_po(file) if message.id in titles_known)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_the_longest_title_is_cut(language: str) -> None:
    longest = max(titles(language), key=len)
    card = Card(longest, "partly", "x", "word " * 32, "Spoorboek", NOTES[language])
    with using(language):
        png = picture(card)
    assert len(longest) > 80
    text = letters(png, language)
    assert partial_ratio(paper.letters(longest), text) > ALIKE
    assert partial_ratio(paper.letters(NOTES[language]), text) > ALIKE
    assert text.count("word") >= 32
    drawn = Image.open(io.BytesIO(png)).convert("L")
    edges = ((90, 0, 1200, 30), (90, 605, 1200, 630), (1150, 0, 1200, 630))
    assert [edge for edge in edges if drawn.crop(edge).getextrema() != (255, 255)] == []


def test_a_title_without_blanks_is_broken_and_no_letter_of_it_is_lost() -> None:
    with using("nl"):
        png = picture(Card("vreemdelingen" * 12, "", "", "", "Spoorboek", ""))
    assert letters(png, "nl").count("vreemdelingen") >= 11  # one may be broken over two lines


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Handbook:
    handbook = ground(tmp_path_factory.mktemp("cards")).write(
        {"more/old.md": "---\norphan: true\n---\n# An old page\n"}
    )
    configure(handbook, html_baseurl=ADDRESS)
    assert built(handbook).stderr == ""
    return handbook


def meta(text: str) -> dict[str, str]:
    return {
        name: unescape(value)
        for name, value in re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', text)
    }


def test_each_page_leads_to_its_card_by_a_whole_address(town: Handbook) -> None:
    for name in ("index", "more/old"):
        properties = meta(page(town, f"{name}.html"))
        assert properties["og:image"] == f"{ADDRESS}_cards/{name}.png"
        assert (properties["og:image:width"], properties["og:image:height"]) == ("1200", "630")
        with Image.open(town.folder / f"html/_cards/{name}.png") as drawn:
            assert (drawn.format, drawn.size) == ("PNG", (1200, 630))
    assert "og:image" not in meta(page(town, "search.html"))


def test_a_preview_card_and_its_text_match_the_page(town: Handbook) -> None:
    properties = meta(page(town))
    title = properties["og:title"]
    assert properties["og:image:alt"].startswith(title)
    text = letters((town.folder / "html/_cards/index.png").read_bytes(), "nl")
    for part in (title, "Spoorboek", properties["og:description"]):
        assert partial_ratio(paper.letters(part), text) > ALIKE


def test_without_an_address_there_is_no_card(town: Handbook, tmp_path: Path) -> None:
    before = (town.folder / "html/_cards/index.png").read_bytes()
    (town.docs / "more/old.md").unlink()
    assert built(town).stderr == ""
    assert not (town.folder / "html/_cards/more").exists()
    assert (town.folder / "html/_cards/index.png").read_bytes() == before
    configure(town, html_baseurl="")
    assert built(town).stderr == ""
    assert not (town.folder / "html/_cards").exists()
    assert "og:image" not in page(town)


@pytest.mark.parametrize(
    ("state", "word"), [("shown", "aangetoond"), ("unknown", "niet bevestigd"), ("late", "te laat")]
)
def test_a_state_is_on_the_card(state: str, word: str) -> None:
    with using("nl"):
        png = picture(Card("Voornemen: tellen van bomen", state, word, "", "Spoorboek", ""))
        assert png == picture(Card("Voornemen: tellen van bomen", state, word, "", "Spoorboek", ""))
    assert paper.letters(word) in letters(png, "nl")
