"""Reads the positioned words of a PDF; the only module that knows pypdfium2."""

from __future__ import annotations

import ctypes
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pypdfium2
from pypdfium2 import raw

from spoorboek.model import files
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.message import _, ngettext
from spoorboek.source.blocks import split
from spoorboek.source.sheets import Sheet, Word

_PASSWORD: Final = 4
_GAP: Final = 0.2
"""Letters further apart than this, in letter sizes, are in two words."""
_ONE_LINE: Final = 0.6
_DROP: Final = 1.8
"""A letter this many times larger than the next one, and lower, is a drop cap."""
_UPRIGHT: Final = 6
"""In points: a lower path is a dot or a horizontal line."""
_RECOGNISE: Final = _("run OCR on it first, or write its text in reading order")
_NO_LETTER: Final = "\0\ufffd\uffff"
_HYPHEN: Final = "\x02\ufffe"


def read(path: Path) -> tuple[Sheet, ...]:
    """The pages of a PDF.

    Raises SpoorboekError if it is broken or encrypted, has no text, or has a page that is an image.
    """
    try:
        document = pypdfium2.PdfDocument(files.read_required(path, path, _("name a PDF")))
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            problem = _("{file} is encrypted", file=path)
            raise SpoorboekError(problem, _("save a copy that opens without a password")) from None
        problem = _("{file} is a broken PDF", file=path)
        raise SpoorboekError(problem, _("get the file again, or write its text in reading order")) from None
    try:
        sheets = tuple(_sheet(document[n], n + 1, path) for n in range(len(document)))
    finally:
        document.close()
    if not any(sheet.words for sheet in sheets):
        raise SpoorboekError(_("{file} contains no text", file=path), _RECOGNISE)
    return sheets


def _sheet(page: Any, ordinal: int, path: Path) -> Sheet:
    width, height = page.get_size()
    letters = page.get_textpage()
    sheet = Sheet(ordinal, width, height, tuple(_words(letters, height)), tuple(_rules(page, height)))
    if not sheet.words and any(part.type == raw.FPDF_PAGEOBJ_IMAGE for part in page.get_objects()):
        problem = _("page {page} of {file} is a picture without text", page=ordinal, file=path)
        raise SpoorboekError(problem, _RECOGNISE)
    unknown = [word.text for word in sheet.words if any(sign in _NO_LETTER for sign in word.text)]
    if unknown:
        problem = ngettext(
            "page {page} of {file} has {count} word without a text encoding",
            "page {page} of {file} has {count} words without a text encoding",
            len(unknown),
            page=ordinal,
            file=path,
        )
        raise SpoorboekError(problem, _("run OCR on it again, or write its text in reading order"))
    return sheet


def _rules(page: Any, height: float) -> Iterator[tuple[float, float, float]]:
    """The vertical lines (x, top, bottom): thin ones, and the sides of boxes."""
    for path in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = path.get_bounds()
        if top - bottom > _UPRIGHT:
            yield from ((x, height - top, height - bottom) for x in ({left, right} if right - left > 2 else {left}))


class _Letter:
    """A character with its left and right edge, baseline from the top of the page, and size, in points."""

    __slots__ = ("is_blank", "is_bold", "is_turned", "left", "right", "size", "text", "y")

    def __init__(self, letters: Any, n: int, height: float) -> None:
        sign = chr(raw.FPDFText_GetUnicode(letters, n))
        is_made_up = sign.isspace() and raw.FPDFText_IsGenerated(letters, n) == 1  # pdfium's guess; _touch measures
        self.text = "" if is_made_up else "-" if sign in _HYPHEN else _unligated(sign)
        self.is_blank = sign.isspace() and not is_made_up
        x, y, matrix = ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX()
        raw.FPDFText_GetCharOrigin(letters, n, x, y)
        raw.FPDFText_GetMatrix(letters, n, matrix)
        self.left, _, self.right, _ = letters.get_charbox(n, loose=True)
        self.y = height - y.value
        self.size = round(raw.FPDFText_GetFontSize(letters, n) * (matrix.b**2 + matrix.d**2) ** 0.5, 1)
        self.is_turned = abs(matrix.b) > abs(matrix.d)
        self.is_bold = _is_bold(letters, n)


def _unligated(sign: str) -> str:
    return unicodedata.normalize("NFKC", sign) if "\ufb00" <= sign <= "\ufb06" else sign


def _is_bold(letters: Any, n: int) -> bool:
    flags, name = ctypes.c_int(), ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(letters, n, name, len(name), flags)
    return any(weight in name.value.lower() for weight in (b"bold", b"black", b"heavy"))


def _words(letters: Any, height: float) -> Iterator[Word]:
    """Group letters that touch into words; a small raised number is a word of its own."""
    signs = (_Letter(letters, n, height) for n in range(letters.count_chars()))
    before: _Letter | None = None
    for run in split((sign for sign in signs if sign.text), lambda *pair: not _touch(*pair) or _is_seam(*pair)):
        if not run[0].is_blank:
            yield _word(run, is_glued=before is not None and _touch(before, run[0]))
        before = run[-1]


def _touch(before: _Letter, letter: _Letter) -> bool:
    if before.is_blank or letter.is_blank:
        return False
    if before.is_turned or letter.is_turned:
        return bool(before.is_turned == letter.is_turned)
    if before.size > _DROP * letter.size and before.y - letter.y > letter.size:
        return False
    size = max(before.size, letter.size)
    return bool(abs(before.y - letter.y) < _ONE_LINE * size and -size < letter.left - before.right < _GAP * size)


def _is_seam(before: _Letter, letter: _Letter) -> bool:
    """Whether a note mark begins or ends here: a number of another size and height."""
    smaller = min(before, letter, key=lambda item: item.size)
    is_set_off = before.size != letter.size and abs(before.y - letter.y) > 0.1 * letter.size
    return bool(is_set_off and smaller.text.isdigit())


def _word(letters: list[_Letter], *, is_glued: bool) -> Word:
    first = letters[0]
    text = "".join(letter.text for letter in letters)
    size = Counter(letter.size for letter in letters).most_common(1)[0][0]
    bold = all(letter.is_bold for letter in letters)
    y = max(letter.y for letter in letters)
    return Word(text, first.left, letters[-1].right, y, size, bold, first.is_turned, is_glued)
