"""Reads a document, a PDF or a text file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from spoorboek.config.spelling import NO_SPELLING, Spelling
from spoorboek.model import files
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.message import _
from spoorboek.source import layout, proof, text_file
from spoorboek.source.reading import Reading, reading


def read(path: Path, spelling: Spelling = NO_SPELLING) -> Reading:
    """The sentences of a PDF with a text layer, or of a text file in reading order.

    `spelling` is that of its language. Raises SpoorboekError if it cannot be read or has no sentence.
    """
    if is_pdf(path):
        from spoorboek.source import pdf  # noqa: PLC0415 - pypdfium2 is in an extra

        sheets = pdf.read(path)
        written = _count(word.text for sheet in sheets for word in sheet.words)
        blocks, doubts = layout.read(sheets, spelling)
        document = replace(reading(blocks, written, spelling), doubts=tuple(doubts))
    else:
        texts = text_file.read(path, spelling)
        document = reading(texts, _count(block.text for block in texts), spelling)
    if not document.sentences:
        raise SpoorboekError(_("{file} contains no sentence", file=path), _("name the file that has the text"))
    return document


def is_pdf(path: Path) -> bool:
    """Whether the file has a PDF header.

    Raises SpoorboekError if it cannot be read, or is named .pdf and is not one.
    """
    begins = files.read_required(path, path, _("name a PDF, or a text in reading order"))[:1024]
    if path.suffix.lower() == ".pdf" and b"%PDF-" not in begins:
        raise SpoorboekError(
            _("{file} is not a PDF", file=path), _("get the file again, or, if it is a text, give it another name")
        )
    return b"%PDF-" in begins


def _count(texts: Iterable[str]) -> Counter[str]:
    counted = Counter[str]()
    for text in texts:
        counted += proof.runs(text)
    return counted
