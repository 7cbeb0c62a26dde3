"""Queries of readers, each with a result that must be among the first five; written before the index was looked at."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from tests.pages import sites

WRITTEN: Final = Path(__file__).with_name("queries.csv")
LEAST: Final = 0.95
"""The share of what is wanted that must be among the first five."""
_ASK: Final = """queries => queries.map(query => {
    Search.query(query);
    const rows = [...document.querySelectorAll('ol.found li')].slice(0, 5);
    return rows.map(row => [row.dataset.id ?? '', row.querySelector('a').href]);
})"""


def queries(language: str) -> list[dict[str, str]]:
    with WRITTEN.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file, delimiter=";") if row["language"] == language]


def is_found(expected: str, rows: list[list[str]]) -> bool:
    """Whether one of these, separated by `|`, is an item or a page among the rows."""
    return any(
        wanted_address == id or f"/{wanted_address}.html" in address or f"/{wanted_address}/" in address
        for wanted_address in expected.split("|")
        for id, address in rows
    )


@pytest.mark.parametrize("language", sites.FOLDERS)
def test_the_sought_item_is_among_the_first_five_results(page: Page, handbook: Path, language: str) -> None:
    page.goto((handbook / sites.FOLDERS[language] / "search.html").as_uri() + "?q=" + quote("C9"))
    page.wait_for_selector("ol.found li")
    rows = queries(language)
    assert len(rows) == 40
    answers = page.evaluate(_ASK, [row["words"] for row in rows])
    for held_back in ("", "x"):
        chosen = [(row, found) for row, found in zip(rows, answers, strict=True) if row["held back"] == held_back]
        answers_due = [
            (row["words"], address, is_found(address, found))
            for row, found in chosen
            for address in row["wanted"].split()
        ]
        missed = [(query, address) for query, address, is_there in answers_due if not is_there]
        assert 1 - len(missed) / len(answers_due) >= LEAST, missed
