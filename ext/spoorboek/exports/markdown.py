"""A checklist as Markdown with task-list boxes, for a letter, an issue or a message."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from spoorboek.exports.sheet import Cell, Sheet, heads

_MARKUP: Final = re.compile(r"([\\`*_\[\]<>|#])")
_BLANKS: Final = re.compile(r"\s+")


def text(sheets: Iterable[Sheet]) -> str:
    """Each sheet as a heading with a list; each line is an entry with its cells below it."""
    return "\n".join(line for sheet in sheets for line in _sheet(sheet))


def _sheet(sheet: Sheet) -> Iterator[str]:
    yield f"# {plain(sheet.title)}\n"
    yield from (f"{plain(line)}\n" for line in sheet.above)
    for row in sheet.rows:
        number, commitment, question, answer, *rest = row
        yield f"- [ ] **{plain(number.text)}** {plain(question.text)} — **{plain(answer.text)}**"
        yield f"    - {heads()[1]}: {plain(commitment.text)}"
        yield from (f"    - {head}: {_cell(cell)}" for head, cell in zip(heads()[4:], rest, strict=True) if cell.text)
    for heading, rows in sheet.below:
        yield f"\n## {heading}\n"
        yield from (f"- **{plain(id)}** {plain(title)}: {plain(more)}" for id, title, more in rows)
    yield ""


def _cell(cell: Cell) -> str:
    return f"[{plain(cell.text)}](<{cell.url}>)" if cell.url else plain(cell.text)


def plain(text: str) -> str:
    """The text with Markdown escaped, on one line; words that contain a URL stay as they are."""
    return " ".join(word if "://" in word else _MARKUP.sub(r"\\\1", word) for word in _BLANKS.split(text.strip()))
