"""Documents with columns, notes, heads and broken words are read in the order in which they were written."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from string import ascii_lowercase

import pytest

from spoorboek import cli
from spoorboek.config.spelling import Spelling
from spoorboek.source import document
from spoorboek.source.blocks import Kind
from spoorboek.source.reading import Reading
from tests.source import press
from tests.source.press import Style

VOCABULARY = """
    stad plant bomen struiken gemeente onderzoekt waterhuishouding speeltuinvereniging bewoners regenwater park met
    samenwerkingsverband jaarlijks veiligheidsregio één ’s-Gravenhage voor op en of naar burgemeester wethouders
    handhavingsuitvoering (kaart) CTER-beleid 12 2024
""".split()  # noqa: SIM905 read as running text
SPELLING = Spelling(abbreviations=frozenset({"art", "dr"}), joining_words=frozenset({"en", "of"}))
SEEDS = range(80)
LONG = "De gemeente plant elk jaar bomen langs de straten, samen met de bewoners van de buurt en hun vereniging."


def read(folder: Path, pdf: bytes) -> Reading:
    path = folder / "programme.pdf"
    path.write_bytes(pdf)
    return document.read(path, SPELLING)


def texts_around(reading: Reading, kind: Kind) -> list[str]:
    return [block.lines[0] for block in reading.around if block.kind is kind]


def made_up(seed: int) -> tuple[list[str], dict[int, str], Style]:
    """Paragraphs of sentences, notes and a style; the same ones for a seed each time."""
    dice = random.Random(seed)  # noqa: S311 nothing secret
    notes: dict[int, str] = {}
    number = dice.randrange(1, 90)
    paragraphs: list[str] = []
    for _ in range(dice.randrange(3, 9)):
        if dice.random() < 0.2:
            paragraphs.append(
                f"# Hoofdstuk over {dice.choice(VOCABULARY[:7])} in {ascii_lowercase[len(paragraphs)]}-stad"
            )
        sentences = []
        for _ in range(dice.randrange(1, 7)):
            vocabulary = [dice.choice(VOCABULARY) for _ in range(dice.randrange(3, 28))]
            if dice.random() < 0.25:
                number += 1
                notes[number] = (
                    " ".join(["Uitleg", *(dice.choice(VOCABULARY) for _ in range(dice.randrange(2, 20)))]) + "."
                )
                vocabulary[dice.randrange(len(vocabulary))] = f"bomen{{{number}}}"
            ending = " volgens art. 5 en dr. J. Boom." if dice.random() < 0.1 else " langs de straat."
            sentences.append(f"De {' '.join(vocabulary)}{ending}")
        paragraphs.append(" ".join(sentences))
    style = Style(
        columns=dice.choice([1, 2]),
        size=dice.choice([9, 10, 11]),
        leading=dice.choice([1.15, 1.2, 1.35]),
        font=dice.choice(["Times-Roman", "Helvetica"]),
        gutter=dice.choice([18, 24, 36]),
        depth=dice.choice([140, 300, 600]),
        indent=dice.choice([0, 0, 12]),
        is_justified=dice.random() < 0.5,
        is_hyphened=dice.random() < 0.7,
        head=dice.choice(["", "Programma van de stad"]),
        is_numbered=dice.random() < 0.7,
        first_page=dice.choice([1, 7]),
    )
    return paragraphs, notes, style


def sentences_of(paragraphs: list[str]) -> list[str]:
    """What was put in, by the one full stop that ends a made-up sentence."""
    text = " ".join(paragraph for paragraph in paragraphs if not paragraph.startswith("# "))
    return [f"De {sentence}" for sentence in text.removeprefix("De ").split(" De ")]


@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_printed_is_read_in_order_and_without_doubt(seed: int, tmp_path: Path) -> None:
    paragraphs, notes, style = made_up(seed)
    columns = press.typeset(paragraphs, notes, style)
    if style.columns == 2 and len(columns) > 1 and len(columns[1].lines) < 3:  # too few lines to be seen as a column
        style = replace(style, columns=1)
    reading = read(tmp_path, press.printed(paragraphs, notes, style))
    assert [sentence.text for sentence in reading.sentences] == sentences_of(paragraphs)
    assert {block.number: block.lines[0] for block in reading.around if block.kind is Kind.NOTE} == notes
    titles = [paragraph.removeprefix("# ") for paragraph in paragraphs if paragraph.startswith("# ")]
    assert " ".join(texts_around(reading, Kind.TITLE)) == " ".join(titles)  # one may run on over a column
    assert set(texts_around(reading, Kind.HEADER)) <= {style.head}
    assert reading.proof.is_complete
    assert reading.doubts == ()
    pages = {sentence.place.page for sentence in reading.sentences}
    assert min(pages) == (style.first_page if style.is_numbered else 1)


def test_a_hyphen_that_the_author_wrote_stays_at_the_end_of_a_line(tmp_path: Path) -> None:
    text = "Het CTER-\nbeleid en de jeugd-\nen gezinszorg staan op www.stad-\nin-bloei.nl en gaan door."
    path = tmp_path / "text.txt"
    path.write_text(f"[T1] {text}\n", encoding="utf-8")
    (sentence,) = document.read(path, SPELLING).sentences
    assert sentence.text == "Het CTER-beleid en de jeugd- en gezinszorg staan op www.stad-in-bloei.nl en gaan door."


def test_a_sentence_runs_on_over_a_column(tmp_path: Path) -> None:
    style = Style(columns=2, depth=13 * 12 + 1, is_numbered=False)
    reading = read(tmp_path, press.printed([" ".join([LONG] * 12)], style=style))
    assert [sentence.text for sentence in reading.sentences] == [LONG] * 12
    over = [sentence.place for sentence in reading.sentences if sentence.place.column == "left-right"]
    assert [(place.page, place.until, place.passage) for place in over] == [(1, 1, 1)]


def test_a_sentence_runs_on_over_a_page_past_its_notes_number_and_head(tmp_path: Path) -> None:
    marked = LONG.replace("bomen", "bomen{3}")
    style = Style(depth=14 * 10 * 1.2, head="Programma van de stad", first_page=6)
    reading = read(tmp_path, press.printed([" ".join([marked, *[LONG] * 12])], {3: "Uitleg over bomen."}, style))
    assert [sentence.text for sentence in reading.sentences] == [marked, *[LONG] * 12]
    assert [(s.place.page, s.place.until) for s in reading.sentences if s.place.page != s.place.until] == [(6, 7)]
    assert {sentence.place.passage for sentence in reading.sentences} == {1}
    assert texts_around(reading, Kind.PAGE) == ["6", "7"]
    assert texts_around(reading, Kind.HEADER) == ["Programma van de stad"] * 2
    assert texts_around(reading, Kind.NOTE) == ["Uitleg over bomen."]


def test_text_over_the_whole_width_lies_between_columns(tmp_path: Path) -> None:
    wide = " ".join([LONG] * 3)
    narrow = " ".join([LONG.replace("bomen", "struiken")] * 9)
    style = Style(columns=2, depth=11 * 12 + 1, is_numbered=False)
    pdf = press.stacked([([wide], Style(is_numbered=False)), ([narrow], style), ([wide], Style(is_numbered=False))])
    reading = read(tmp_path, pdf)
    texts = [sentence.text for sentence in reading.sentences]
    assert texts == [LONG] * 3 + [LONG.replace("bomen", "struiken")] * 9 + [LONG] * 3
    assert reading.proof.is_complete


def test_text_that_is_turned_is_not_lost(tmp_path: Path) -> None:
    reading = read(tmp_path, press.turned(LONG, "Concept"))
    assert [sentence.text for sentence in reading.sentences] == [LONG]
    assert texts_around(reading, Kind.HEADER) == ["Concept"]
    assert reading.proof.is_complete


TEXT = [" ".join([LONG] * 6)]
ROWS = [(160 + 100 * n, 300 + 12 * row, f"cel {row}{n}") for row in range(3) for n in range(3)]
PRINTED = Path(__file__).with_name("printed")  # by a browser
UNKNOWN = {
    "a table as a browser prints it": ((PRINTED / "table.pdf").read_bytes(), "a table"),
    "text around a box as a browser prints it": ((PRINTED / "box.pdf").read_bytes(), "text that runs around a box"),
    "headings in the margin as a browser prints them": (
        (PRINTED / "margin-headings.pdf").read_bytes(),
        "text in the margin",
    ),
    "a table with rules": (press.beside(TEXT, ROWS, ruled=True), "a table"),
    "a table without rules": (press.beside(TEXT, ROWS), "text side by side, as in a table"),
    "a table of two columns": (
        press.beside(TEXT, [row for row in ROWS if row[0] < 300]),
        "text side by side, as in a table",
    ),
    "headings in the margin": (
        press.beside(TEXT, [(60, 105, "Wachtlijsten"), (60, 117, "in de keten"), (60, 150, "Personeel")]),
        "columns of unequal width, as headings in the margin",
    ),
    "three columns": (
        press.printed([" ".join([LONG] * 40)], style=Style(columns=3, depth=300)),
        "text side by side",
    ),
    "three justified columns": (
        press.printed([" ".join([LONG] * 40)], style=Style(columns=3, depth=300, is_justified=True)),
        "text side by side",
    ),
    "a drop capital": (press.dropped(" ".join([LONG] * 4)), "a letter as high as several lines"),
    "text along its side": (press.turned("Kort.", "Concept van de hele tekst van dit blad"), "text along its side"),
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_a_layout_that_is_not_known_is_reported_and_is_no_clean_reading(name: str, tmp_path: Path) -> None:
    pdf, expected = UNKNOWN[name]
    doubt = read(tmp_path, pdf).doubts[0]
    assert doubt.startswith(f"page 1 has {expected}")
    assert cli.main(["source", "read", str(tmp_path / "programme.pdf")]) == 1


OTHER = "Elke school kreeg in het voorjaar een brief waarin stond hoe men zich voor de cursus kon melden en wanneer."


@pytest.mark.parametrize("foot", ["Werkprogramma van de stad", "Dit is een uitgave van de stad."])
def test_a_running_foot_within_the_text_is_reported(foot: str, tmp_path: Path) -> None:
    style = Style(is_numbered=False)
    pages = [press.stacked([([text] * 3, style), ([foot], style), ([text] * 4, style)]) for text in (LONG, OTHER)]
    reading = read(tmp_path, press.bound(pages))
    expected = "has a running head or foot within its text, at “{}”: its reading order is uncertain"
    assert list(map(str, reading.doubts)) == [f"page {n} {expected.format(foot)}" for n in (1, 2)]
