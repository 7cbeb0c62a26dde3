"""What readers type, and what must be among the first five that are found: written before the index was looked at."""

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


def is_found(wanted: str, rows: list[list[str]]) -> bool:
    """Is one of these, which `|` stands between, an item or a page among the rows?"""
    return any(
        one == id or f"/{one}.html" in address or f"/{one}/" in address
        for one in wanted.split("|")
        for id, address in rows
    )


@pytest.mark.parametrize("language", sites.FOLDERS)
def test_what_readers_look_for_is_among_the_first_five(page: Page, handbook: Path, language: str) -> None:
    page.goto((handbook / sites.FOLDERS[language] / "search.html").as_uri() + "?q=" + quote("C9"))
    page.wait_for_selector("ol.found li")
    asked = queries(language)
    assert len(asked) == 40
    answers = page.evaluate(_ASK, [row["words"] for row in asked])
    for held_back in ("", "x"):
        chosen = [(row, found) for row, found in zip(asked, answers, strict=True) if row["held back"] == held_back]
        wanted = [(row["words"], one, is_found(one, found)) for row, found in chosen for one in row["wanted"].split()]
        missed = [(words, one) for words, one, is_there in wanted if not is_there]
        assert 1 - len(missed) / len(wanted) >= LEAST, missed
