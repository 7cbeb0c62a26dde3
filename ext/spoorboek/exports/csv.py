"""A table as CSV that spreadsheets open without an import dialog: UTF-8 with BOM, semicolons between cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def text(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The whole file; a cell that a spreadsheet would evaluate as a formula is prefixed with `'`."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerows([f"'{cell}" if is_formula(cell) else cell for cell in row] for row in (heads, *rows))
    return f"\ufeff{written.getvalue()}"


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet would evaluate the cell as a formula."""
    return cell.startswith(_FORMULA)
