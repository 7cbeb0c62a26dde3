"""Checklists as an XLSX workbook: one sheet each, with columns for an organisation to fill in."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Sequence
from typing import Any, Final

import xlsxwriter

from spoorboek.exports import csv
from spoorboek.exports.sheet import Cell, Sheet, evidence_note, heads, readings
from spoorboek.i18n.language import _

_WIDTHS: Final = (15, 42, 42, 22, 42, 36, 12, 28, 36, 36, 10, 12, 30, 28, 22, 42, 36)
_FILL_IN_WIDTHS: Final = (18, 30, 14)
_NO_NAME: Final = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME: Final = 31
_LONGEST_CONTACT: Final = 200
_DAY: Final = 14
"""The built-in number format for a short date, which follows the locale of the reader."""


def workbook(sheets: Sequence[Sheet], as_of: datetime.date) -> bytes:
    """The file. `as_of` is its date of creation, so that the same checklist gives the same bytes."""
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    created = datetime.datetime.combine(as_of, datetime.time.min, datetime.UTC).replace(tzinfo=None)
    book.set_properties(
        {
            "title": sheets[0].title,
            "comments": evidence_note(),
            "created": created,
        }
    )
    looks = {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "above": book.add_format({"italic": True}),
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": "#E6EFF3"}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "quoted": book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True}),
        "day": book.add_format({"num_format": _DAY, "valign": "top", "align": "left"}),
        "link": book.add_format({"text_wrap": True, "valign": "top", "font_color": "#0A5C73", "underline": 1}),
        "open": book.add_format({"text_wrap": True, "valign": "top", "border": 4}),
        "open_day": book.add_format({"num_format": _DAY, "valign": "top", "border": 4}),
    }
    names: set[str] = set()
    for sheet in sheets:
        name = _name(sheet.tab or sheet.title, names)
        names.add(name.casefold())
        _fill(book.add_worksheet(name), sheet, looks)
    book.close()
    return written.getvalue()


def _name(title: str, used: set[str]) -> str:
    """A valid name for a sheet: at most 31 characters, none of _NO_NAME, unique without regard to case."""
    plain = _NO_NAME.sub(" ", title).strip()[:_LONGEST_NAME].strip() or _("Checklist")
    name, number = plain, 2
    while name.casefold() in used:
        end = f" {number}"
        name, number = plain[: _LONGEST_NAME - len(end)].rstrip() + end, number + 1
    return name


def _fill(page: Any, sheet: Sheet, looks: dict[str, Any]) -> None:
    page.write_string(0, 0, sheet.title, looks["title"])
    for row, text in enumerate(sheet.above, 1):
        page.write_string(row, 0, text, looks["above"])
    head = len(sheet.above) + 2
    above = (*heads(), *_fill_in())
    for column, text in enumerate(above):
        page.write_string(head, column, text, looks["head"])
        page.set_column(column, column, (*_WIDTHS, *_FILL_IN_WIDTHS)[column])
    for row, cells in enumerate(sheet.rows, head + 1):
        for column, cell in enumerate(cells):
            _write(page, row, column, cell, looks)
        for column in range(len(heads()), len(above)):
            page.write_blank(row, column, None, looks["open_day" if column == len(above) - 1 else "open"])
    last = head + len(sheet.rows)
    if sheet.rows:
        page.autofilter(head, 0, last, len(above) - 1)
        _validate(page, head + 1, last)
    page.freeze_panes(head + 1, 1)
    _fill_below(page, sheet, last + 2, looks)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(head)


def _write(page: Any, row: int, column: int, cell: Cell, looks: dict[str, Any]) -> None:
    if cell.day:
        page.write_datetime(row, column, datetime.datetime.combine(cell.day, datetime.time.min), looks["day"])
    elif cell.number is not None:
        page.write_number(row, column, cell.number, looks["text"])
    elif cell.url:
        page.write_url(row, column, cell.url, looks["link"], cell.text)
    else:
        page.write_string(row, column, cell.text, looks["quoted" if csv.is_formula(cell.text) else "text"])


def _fill_in() -> tuple[str, ...]:
    """The headings of the columns to fill in."""
    return _("Your judgement"), _("Contact"), _("Planned for")


def _validate(page: Any, first: int, last: int) -> None:
    """Add the validation of the columns to fill in: a choice, a text of limited length, a date."""
    rules: tuple[dict[str, Any], ...] = (
        {"validate": "list", "source": readings(), "error_message": _("Choose a value from the list.")},
        {
            "validate": "length",
            "criteria": "<=",
            "value": _LONGEST_CONTACT,
            "error_message": _("The name of a department or an address, in at most 200 characters."),
        },
        {
            "validate": "date",
            "criteria": ">=",
            "value": datetime.date(2000, 1, 1),
            "error_message": _("A date."),
        },
    )
    for column, rule in enumerate(rules, len(_WIDTHS)):
        page.data_validation(first, column, last, column, rule)


def _fill_below(page: Any, sheet: Sheet, below: int, looks: dict[str, Any]) -> None:
    """Write the untestable items and the open recommendations below the lines."""
    for title, rows in sheet.below:
        page.write_string(below, 0, title, looks["title"])
        for row, texts in enumerate(rows, below + 1):
            for column, text in enumerate(texts):
                _write(page, row, column, Cell(text), looks)
        below += len(rows) + 2
