"""The checklist as a PDF meets a list of requirements, checked with independent readers."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pikepdf
import pytest
from pypdfium2 import PdfDocument

from measure.pictures.paper import letters
from spoorboek.exports import pdf
from spoorboek.exports.checklists import write
from spoorboek.exports.sheet import heads, sheet
from spoorboek.i18n.language import using
from spoorboek.i18n.names import Names
from tests.exports import tagged
from tests.exports.test_checklists import AS_OF, CHECKLIST, NOTE, OWN_WORD
from tests.handbooks import ground
from tests.office import poppler
from tests.small import READ, VERDICT


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("pdf") / "checklist.pdf"
    with using("en"):
        path.write_bytes(write("pdf", CHECKLIST, READ, VERDICT.settings))
        yield path


def test_the_pdf_contains_the_whole_checklist(file: Path) -> None:
    assert tagged.passed(file) == dict.fromkeys(tagged.LIST, True)


def without(key: str, of: Callable[[pikepdf.Pdf], list[Any]]) -> Callable[[pikepdf.Pdf], None]:
    def take(pdf: pikepdf.Pdf) -> None:
        for holder in of(pdf):
            del holder[key]

    return take


def untag(pdf: pikepdf.Pdf) -> None:
    font = next(iter(pdf.pages[0].Resources.Font)).encode()
    pdf.pages[0].contents_add(b"BT %s 9 Tf (loose) Tj ET" % font)


SPOILT: Final = {
    "tagged": without("/MarkInfo", lambda pdf: [pdf.Root]),
    "language": without("/Lang", lambda pdf: [pdf.Root]),
    "title, and shown": without("/ViewerPreferences", lambda pdf: [pdf.Root]),
    "headings that nest": lambda pdf: setattr(tagged.named(pdf, "H1")[0], "S", pikepdf.Name.H3),
    "header cells with a scope": without("/A", lambda pdf: tagged.named(pdf, "TH")),
    "cells tied to their headers": without("/A", lambda pdf: tagged.named(pdf, "TD")),
    "links described and in the structure": without(
        "/Contents", lambda pdf: [annotation for page in pdf.pages for annotation in page.get("/Annots", [])]
    ),
    "no text outside the structure": untag,
    "order of the Tab key": without("/Tabs", lambda pdf: list(pdf.pages)),
    "outline": without("/Outlines", lambda pdf: [pdf.Root]),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_pdf_that_lacks_a_requirement_is_reported(file: Path, tmp_path: Path, name: str) -> None:
    with pikepdf.open(file) as found:
        SPOILT[name](found)
        found.save(tmp_path / "spoilt.pdf", fix_metadata_version=False)
    assert not tagged.passed(tmp_path / "spoilt.pdf")[name]


def test_it_reads_out_each_question_with_its_answer_and_what_is_needed_in_order(file: Path) -> None:
    program = poppler("pdfinfo")
    if program is None:
        pytest.skip("poppler is not installed, and only root on Debian can do that here")
    spoken = letters(tagged.read_out(file, program))
    at = 0
    with using("en"):
        rows = sheet(CHECKLIST, "x").rows
    for row in rows:
        for text in (row[2].text, row[0].text, row[3].text, row[4].text):
            at = spoken.index(letters(text), at)
    assert at < spoken.index("notcounted", at) < spoken.index("nameandposition", at)
    assert letters(OWN_WORD) in spoken
    assert letters(NOTE) in spoken


def test_its_letters_are_nine_points_or_more_and_each_line_can_be_signed(file: Path) -> None:
    from tests.pages.test_paper import sizes  # noqa: PLC0415 - pages are of no use to the rest

    paper = PdfDocument(file)
    assert min(size for page in paper for size, _ in sizes(page)) >= 9
    text = "".join(page.get_textpage().get_text_bounded() for page in paper)
    assert text.count("Initials and date:") == len(CHECKLIST.lines)
    assert text.count("we do not know") == len(CHECKLIST.lines)


def test_the_same_checklist_gives_the_same_file_dated_by_its_own_day(file: Path) -> None:
    assert write("pdf", CHECKLIST, READ, VERDICT.settings) == file.read_bytes()
    with pikepdf.open(file) as found:
        assert str(found.docinfo["/CreationDate"]).startswith(f"D:{AS_OF:%Y%m%d}000000")


def test_a_title_is_text_a_letter_without_a_glyph_is_its_number_and_a_language_may_name_its_territory() -> None:
    odd = "#set $x$ *y* \\ <l> @r 漢"
    drawn = sheet(CHECKLIST, "x")
    first = replace(drawn.rows[0][2], text=odd)
    rows = ((*drawn.rows[0][:2], first, *drawn.rows[0][3:]), *drawn.rows[1:])
    assert len(drawn.rows[0]) == len(heads())
    with using("nl_BE"):
        paper = PdfDocument(pdf.document(replace(drawn, rows=rows), AS_OF))
    assert letters("#set $x$ *y* \\ <l> @r [U+6F22]") in letters(
        "".join(p.get_textpage().get_text_bounded() for p in paper)
    )


def test_a_long_line_begins_on_the_first_sheet_and_a_short_one_stays_whole() -> None:
    drawn = sheet(CHECKLIST, "x")
    rows = tuple(
        (*row[:5], replace(row[5], text="evidence " * 400 if n == 0 else "evidence"), *row[6:])
        for n, row in enumerate(drawn.rows)
    )
    first, *rest = PdfDocument(pdf.document(replace(drawn, rows=rows), AS_OF))
    assert letters(rows[0][2].text) in letters(first.get_textpage().get_text_bounded())
    texts = [letters(page.get_textpage().get_text_bounded()) for page in (first, *rest)]
    for row in rows[1:]:
        (of_it,) = [text for text in texts if letters(row[2].text) in text]
        assert letters(row[0].text) in of_it


def test_names_in_another_language_are_tagged_with_it(tmp_path: Path) -> None:
    names = Names.of(("town", "A town", "A report of (the) authority", "waiting list"), "nl")
    (tmp_path / "list.pdf").write_bytes(write("pdf", CHECKLIST, READ, VERDICT.settings, names=names))
    pieces = list(tagged.texts_with_language(tmp_path / "list.pdf"))
    assert {text.strip() for text, language in pieces if language == "nl"} == {"A town", "town"}
    assert not any(re.search(r"\btown\b", text) for text, language in pieces if language != "nl")
    assert tagged.passed(tmp_path / "list.pdf") == dict.fromkeys(tagged.LIST, True)


@pytest.mark.parametrize("most", [1, 200])
def test_the_command_tags_what_is_in_the_language_of_the_handbook(
    most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "_NAMES", most)
    command = ("checklist", "--format", "pdf", "--lang", "en", "--output", tmp_path / "list.pdf")
    assert ground(tmp_path).command(*command) == 0
    pieces = list(tagged.texts_with_language(tmp_path / "list.pdf"))
    texts: dict[bool, str] = {True: "", False: ""}
    for text, tag in pieces:
        texts[tag == "nl"] += f"{text.strip()} "
    assert "Did the authority study waiting lists?" in texts[True]  # a handbook in Dutch, whose texts are English
    assert "The authority published a report" in texts[True]
    assert "Your judgement" in texts[False]
    assert "authority" not in texts[False]


def test_a_build_offers_it_beside_the_sheets_and_states_what_was_not_tried(tmp_path: Path) -> None:
    """Several processes write the pages: what makes a PDF keeps threads, and would wait for ever in a copy."""
    small = ground(tmp_path)
    pages = {f"more/{n}.md": f"# Page {n}\n" for n in range(24)}
    small.write({**pages, "list.md": "# Checklist\n\n:::{checklist} theme\n:::\n"})
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-q",
        "-j",
        "4",
        "-c",
        small.conf,
        "-D",
        "language=en",
        small.docs,
        tmp_path / "html",
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    text = (tmp_path / "html/list.html").read_text(encoding="utf-8")
    for name in ("checklist.pdf", "checklist-THM-grond.pdf"):
        assert f'href="data/{name}"' in text
        file = tmp_path / "html/data" / name
        assert tagged.passed(file) == dict.fromkeys(tagged.LIST, True)
        assert {text.strip() for text, language in tagged.texts_with_language(file) if language == "nl"} == {
            "An authority",
            "Programme of an authority",
        }
    assert "No PDF/UA validator was run on it." in text
