"""A table as CSV that a spreadsheet opens as it is: UTF-8 with its mark, semicolons between cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def text(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The whole file; a cell that a spreadsheet would take for a formula is quoted with `'`."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerows([plain(cell) for cell in row] for row in (heads, *rows))
    return f"\ufeff{written.getvalue()}"


def plain(cell: str) -> str:
    """The cell as text that no spreadsheet runs."""
    return f"'{cell}" if is_formula(cell) else cell


def is_formula(cell: str) -> bool:
    """Would a spreadsheet take it for one?"""
    return cell.startswith(_FORMULA)
