"""A document that cannot be read is reported in one line with a remedy."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from spoorboek import cli, source
from spoorboek.model.errors import SpoorboekError
from spoorboek.source import document
from tests.source import press

EMPTY = press.Style(is_numbered=False)
SENTENCE = "De stad plant bomen."


def refusal(path: Path) -> str:
    with pytest.raises(SpoorboekError) as stopped:
        document.read(path)
    assert "\n" not in str(stopped.value)
    return str(stopped.value).replace(f"{path}", path.name)


def put(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


UNREADABLE = {
    "a scanned page": ("a.pdf", press.picture(), "error: page 1 of a.pdf is a picture without text; run OCR"),
    "an encrypted file": ("a.pdf", press.encrypted(), "error: a.pdf is encrypted; save a copy that opens without a"),
    "a file that breaks off": ("a.pdf", press.printed([SENTENCE])[:200], "error: a.pdf is a broken PDF; get"),
    "an empty page": ("a.pdf", press.printed([""], style=EMPTY), "error: a.pdf contains no text;"),
    "no PDF": ("a.pdf", SENTENCE, "error: a.pdf is not a PDF; get the file again, or, if it is"),
    "a text in Latin-1": ("a.txt", "een\nCafé".encode("latin-1"), "a.txt:2:4: error: byte 0xe9 is not UTF-8; save"),
    "another kind of file": ("a.docx", b"PK\x03\x04\0\0", "a.docx:1:1: error: it is neither a text nor a PDF;"),
    "an empty text": ("a.txt", "", "error: a.txt contains no sentence; name the file that has the text"),
    "a tag that is none": ("a.txt", "[L1] Een.\n[LEFT2] Twee.", "a.txt:2:1: error: [LEFT2] is not a tag; use"),
    "a line before the tags": ("a.txt", "Een.\n[L1] Twee.", "a.txt:1:1: error: this line comes before the first tag;"),
}  # fmt: skip


@pytest.mark.parametrize("case", UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_is_reported_in_one_line(case: tuple[str, bytes | str, str], tmp_path: Path) -> None:
    name, content, begins = case
    assert refusal(put(tmp_path, name, content)).startswith(begins)


def test_a_file_that_is_not_there_and_a_folder_are_reported(tmp_path: Path) -> None:
    assert refusal(tmp_path / "gone.pdf").startswith("error: gone.pdf does not exist; name a")
    assert refusal(tmp_path).endswith("cannot be read: Is a directory; name a PDF, or a text in reading order")


def test_without_pypdfium2_the_error_names_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    monkeypatch.delitem(sys.modules, "spoorboek.source.pdf", raising=False)
    monkeypatch.delattr(source, "pdf", raising=False)
    assert cli.main(["source", "read", str(put(tmp_path, "a.pdf", press.printed([SENTENCE])))]) == 2
    problem = "pypdfium2 is not installed; install it: python -m pip install 'spoorboek[source]'"
    assert capsys.readouterr().err == f"error: {problem}\n"
    assert document.read(put(tmp_path, "a.txt", SENTENCE)).sentences[0].text == SENTENCE


def test_a_text_without_tags_has_paragraphs_pages_titles_and_notes(tmp_path: Path) -> None:
    text = f"Over bomen\n\n{SENTENCE} Zij snoeit\n\n{{5}} Uitleg.\n\n7\n\fze in de\nherfst.\n\n{SENTENCE}\n\n8\n"
    found = document.read(put(tmp_path, "a.txt", text))
    assert [(str(sentence.place), sentence.text) for sentence in found.sentences] == [
        ("page 7, P1, sentence 1", SENTENCE),
        ("pages 7 and 8, P1, sentence 2", "Zij snoeit ze in de herfst."),
        ("page 8, P2, sentence 3", SENTENCE),
    ]
    assert [(str(block.kind), block.lines[0], block.number) for block in found.around] == [
        ("title", "Over bomen", 0),
        ("note", "Uitleg.", 5),
        ("page number", "7", 0),
        ("page number", "8", 0),
    ]
    assert found.proof.is_complete
