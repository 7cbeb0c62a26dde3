"""Sets made-up paragraphs in one or two columns of a PDF, without knowing what they say."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
MARK = re.compile(r"\{(\d+)\}")


@dataclass(frozen=True)
class Style:
    """How a document is set, in points; `columns` is one or two."""

    columns: int = 1
    size: float = 10
    leading: float = 1.2
    font: str = "Times-Roman"
    gutter: float = 24
    margin: float = 60
    foot: float = 80
    depth: float = HEIGHT - 160
    indent: float = 0
    between: float = 0.6
    is_justified: bool = False
    is_hyphened: bool = True
    head: str = ""
    is_numbered: bool = True
    first_page: int = 1

    @property
    def measure(self) -> float:
        return (WIDTH - 2 * self.margin - (self.columns - 1) * self.gutter) / self.columns

    @property
    def note_size(self) -> float:
        return self.size * 0.75


@dataclass
class Column:
    """What is set in one column: lines with size, indent, height from the top, and whether they fill the measure."""

    lines: list[tuple[str, float, float, float, bool]] = field(default_factory=list)
    notes: list[list[str]] = field(default_factory=list)
    used: float = 0


class Paper(Canvas):
    """The pages of a PDF to draw on."""

    def __init__(self, **options: Any) -> None:
        self.file = io.BytesIO()
        super().__init__(self.file, pagesize=A4, invariant=1, **options)

    def pdf(self) -> bytes:
        self.save()
        return self.file.getvalue()


def printed(paragraphs: Sequence[str], notes: Mapping[int, str] | None = None, style: Style | None = None) -> bytes:
    """A PDF of these paragraphs; `{5}` in one is a mark of note 5, and one that begins with `# ` is a title."""
    style = style or Style()
    canvas = Paper()
    set_ = typeset(paragraphs, notes or {}, style)
    for page in range(0, len(set_), style.columns):
        _print(canvas, set_[page : page + style.columns], style, style.first_page + page // style.columns)
        canvas.showPage()
    return canvas.pdf()


def typeset(paragraphs: Sequence[str], notes: Mapping[int, str], style: Style) -> list[Column]:
    columns = [Column()]
    for paragraph in paragraphs:
        is_title = paragraph.startswith("# ")
        size = style.size * 1.5 if is_title else style.size
        lines = list(_lines(paragraph.removeprefix("# "), style.measure, size, style))
        if columns[-1].lines:
            columns[-1].used += style.between * style.size
        for n, line in enumerate(lines):
            own = [
                list(_lines(f"{mark} {notes[mark]}", style.measure, style.note_size, style, 0)) for mark in _marks(line)
            ]
            height = size * style.leading
            if columns[-1].used + height + _height([*columns[-1].notes, *own], style) > style.depth:
                columns.append(Column())
            column = columns[-1]
            column.used += height
            indent = style.indent if n == 0 and not is_title else 0
            column.lines.append((line, size, indent, column.used, style.is_justified and n < len(lines) - 1))
            column.notes += own
    return columns


def _marks(line: str) -> list[int]:
    return [int(mark) for mark in MARK.findall(line)]


def _height(notes: Sequence[Sequence[str]], style: Style) -> float:
    lines = sum(len(note) for note in notes)
    return lines * style.note_size * style.leading + (2 * style.size if lines else 0)


def _lines(text: str, measure: float, size: float, style: Style, indent: float | None = None) -> Iterator[str]:
    """The text as lines that fit; a long word that does not is broken with a hyphen."""
    room = measure - (style.indent if indent is None else indent)
    line = ""
    for word in text.split():
        rest = word
        while True:
            tried = f"{line} {rest}" if line else rest
            if _width(tried, style.font, size) <= room:
                line = tried
                break
            head = _broken(line, rest, room, style, size)
            yield (f"{line} {head}" if line else head) if head else line
            rest = rest[len(head) - 1 :] if head else rest
            line, room = "", measure
    yield line


def _broken(line: str, word: str, room: float, style: Style, size: float) -> str:
    """As much of the word as fits, with a hyphen behind it; nothing where it may not be broken."""
    letters = re.match(r"[a-zé]{8,}", word)
    if not style.is_hyphened or letters is None:
        return ""
    for cut in range(len(letters[0]) - 3, 2, -1):
        head = f"{word[:cut]}-"
        if _width(f"{line} {head}" if line else head, style.font, size) <= room:
            return head
    return ""


def _width(line: str, font: str, size: float) -> float:
    plain = MARK.sub("", line)
    return stringWidth(plain, font, size) + sum(stringWidth(mark, font, 0.6 * size) for mark in MARK.findall(line))


def _print(canvas: Canvas, columns: Sequence[Column], style: Style, number: int) -> None:
    top = HEIGHT - 80
    if style.head:
        _draw(canvas, style.head, style.margin, HEIGHT - 40, style.font, style.size * 0.9, 0)
    if style.is_numbered:
        _draw(canvas, str(number), WIDTH - style.margin - 20, 30, style.font, style.size * 0.9, 0)
    for n, column in enumerate(columns):
        left_edge = style.margin + n * (style.measure + style.gutter)
        for line, size, indent, down, is_full in column.lines:
            _draw(
                canvas, line, left_edge + indent, top - down, style.font, size, style.measure - indent if is_full else 0
            )
        y = style.foot + _height(column.notes, style) - 2 * style.size
        for note in column.notes:
            for n_line, line in enumerate(note):
                y -= style.note_size * style.leading
                x, shown = left_edge, line
                if n_line == 0:
                    mark, shown = line.split(" ", 1)
                    canvas.setFont(style.font, 0.6 * style.note_size)
                    canvas.drawString(x, y + 0.35 * style.note_size, mark)
                    x += stringWidth(f"{mark} ", style.font, 0.6 * style.note_size)
                _draw(canvas, shown, x, y, style.font, style.note_size, 0)


def _draw(canvas: Canvas, line: str, x: float, y: float, font: str, size: float, width: float) -> None:
    """One line, its marks small and raised, its blanks stretched to fill the width where one is given."""
    blanks = line.count(" ")
    stretch = (width - _width(line, font, size)) / blanks if width and blanks else 0.0
    for n, part in enumerate(re.split(r"(\{\d+\})", line)):
        is_mark = bool(n % 2)
        shown = part.strip("{}") if is_mark else part
        own = 0.6 * size if is_mark else size
        canvas.setFont(font, own)
        text = canvas.beginText(x, y + (0.35 * size if is_mark else 0))
        text.setFont(font, own)
        text.setWordSpace(stretch)
        text.textOut(shown)
        canvas.drawText(text)
        x += stringWidth(shown, font, own) + (0 if is_mark else stretch * shown.count(" "))


def stacked(parts: Sequence[tuple[Sequence[str], Style]]) -> bytes:
    """One page with these below each other, each set in its own way."""
    canvas = Paper()
    for paragraphs, style in parts:
        columns = typeset(paragraphs, {}, style)
        assert len(columns) <= style.columns
        _print(canvas, columns, style, 1)
        canvas.translate(0, -max(column.used for column in columns) - 2 * style.size)
    return canvas.pdf()


def turned(text: str, beside: str) -> bytes:
    """A page with text along its side."""
    canvas = Paper()
    _print(canvas, typeset([text], {}, Style(is_numbered=False)), Style(is_numbered=False), 1)
    canvas.translate(30, 300)
    canvas.rotate(90)
    canvas.drawString(0, 0, beside)
    return canvas.pdf()


def picture() -> bytes:
    """A page that is a picture, as a scanner makes it."""
    canvas = Paper()
    canvas.drawImage(ImageReader(Image.new("L", (80, 80), 200)), 0, 0, WIDTH, HEIGHT)
    return canvas.pdf()


def encrypted() -> bytes:
    canvas = Paper(encrypt=StandardEncryption("secret", "owner"))
    canvas.drawString(72, 700, "Nobody reads this.")
    return canvas.pdf()


def beside(text: Sequence[str], texts: Sequence[tuple[float, float, str]], *, ruled: bool = False) -> bytes:
    """A page of a column of text, with other words at their places: from the left and from the top, in points.

    Where it is `ruled`, upright rules stand left and right of each of these.
    """
    canvas = Paper()
    style = Style(margin=160, is_numbered=False)
    _print(canvas, typeset(text, {}, style), style, 1)
    canvas.setFont(style.font, style.size)
    for x, y, own_text in texts:
        canvas.drawString(x, HEIGHT - y, own_text)
        for edge in (x - 4, x + 90) if ruled else ():
            canvas.line(edge, HEIGHT - y - 4, edge, HEIGHT - y + 10)
    return canvas.pdf()


def dropped(text: str) -> bytes:
    """A page whose first letter is as high as two lines."""
    canvas = Paper()
    canvas.setFont("Times-Roman", 24)
    canvas.drawString(60, HEIGHT - 104, text[0])
    for n, line in enumerate(_lines(text[1:], 400, 10, Style())):
        _draw(canvas, line, 80 if n < 2 else 60, HEIGHT - 92 - 12 * n, "Times-Roman", 10, 0)
    return canvas.pdf()


def bound(pages: Sequence[bytes]) -> bytes:
    """Documents behind each other in one."""
    bound_pdf = pypdfium2.PdfDocument.new()
    for page in pages:
        bound_pdf.import_pages(pypdfium2.PdfDocument(page))
    file = io.BytesIO()
    bound_pdf.save(file)
    return file.getvalue()
