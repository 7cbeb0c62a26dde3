"""A checklist as a tagged PDF: to print, to sign, and to read with a screen reader."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator, Sequence
from typing import Any, Final

from spoorboek.exports import typesetting
from spoorboek.exports.sheet import Cell, Sheet, heads, paper_heads, readings, signature
from spoorboek.i18n import date_formats
from spoorboek.i18n.language import _, base, in_use
from spoorboek.i18n.names import Names, alternatives

_OF_A_COMMITMENT: Final = slice(-4, -1)
"""The columns theme, chain and organisations, which are the same for every check of a commitment."""
_NAMES: Final = 200
"""The most names in one pattern: of sentences of 500 characters, a quarter of what Typst takes."""


def document(sheet: Sheet, as_of: datetime.date, names: Names | None = None) -> bytes:
    """The file, tagged as PDF/UA-1 requires; `names` are tagged with their language. `as_of` is its date of creation.

    Raises SpoorboekError if Typst cannot compile it.
    """
    return typesetting.compiled("checklist.typ", _shown(sheet, as_of, names), format="pdf", pdf_standards=["ua-1"])


def _shown(sheet: Sheet, as_of: datetime.date, names: Names | None) -> dict[str, Any]:
    """The input of the template, in the language in use."""
    return {
        "language": base(in_use()),
        "title": sheet.title,
        "day": [as_of.year, as_of.month, as_of.day],
        "above": sheet.above,
        "heads": paper_heads(),
        "readings": readings(),
        "initials": _("Initials and date"),
        "groups": list(_groups(sheet)),
        "below": [{"title": title, "entries": rows} for title, rows in sheet.below],
        "sign": {"title": _("Signature"), "words": signature()},
        "names": _in(sheet, names) if names else {"patterns": [], "language": ""},
    }


def _in(sheet: Sheet, names: Names) -> dict[str, Any]:
    """The names on a sheet as patterns of some each, since one of all may be too long for Typst; and their language."""
    cells = (cell.text for row in sheet.rows for cell in row)
    below = (text for _title, entries in sheet.below for entry in entries for text in entry)
    texts = (sheet.title, *sheet.above, *cells, *below)
    found = sorted({name for text in texts for name in names.pattern.findall(text)})
    parts = (found[n : n + _NAMES] for n in range(0, len(found), _NAMES))
    return {"patterns": [alternatives(part) for part in parts], "language": names.language}


def _groups(sheet: Sheet) -> Iterator[dict[str, Any]]:
    """The lines grouped by commitment, in their order."""
    for title, rows in itertools.groupby(sheet.rows, key=lambda row: row[1].text):
        checks = list(rows)
        around = zip(heads()[_OF_A_COMMITMENT], checks[0][_OF_A_COMMITMENT], strict=True)
        yield {
            "title": title,
            "around": [_part(head, cell) for head, cell in around if cell.text],
            "checks": [_check(row) for row in checks],
        }


def _check(row: Sequence[Cell]) -> dict[str, Any]:
    id, _title, question, answer, *rest = row
    of_a_commitment = heads()[_OF_A_COMMITMENT]
    ground = zip(heads()[4:], rest, strict=True)
    return {
        "id": id.text,
        "question": question.text,
        "answer": answer.text,
        "ground": [_part(head, cell) for head, cell in ground if cell.text and head not in of_a_commitment],
    }


def _part(label: str, cell: Cell) -> dict[str, str]:
    return {
        "label": label,
        "text": date_formats.shown(cell.text) if cell.number is None else cell.text,
        "url": cell.url,
    }
