"""A CSV of a page is read by an independent reader, and no cell runs as a formula."""

import csv

import pytest

from spoorboek.exports import csv as ours


def test_a_csv_file_is_read_back_as_it_was_written() -> None:
    rows = [["Eén; twee", 'met "haken"', "regel\nregel"], ["", "x", "y"]]
    text = ours.text(["a", "b", "c"], rows)
    assert text.startswith("\ufeffa;b;c\r\n")
    assert list(csv.reader(text.removeprefix("\ufeff").splitlines(keepends=True), delimiter=";")) == [
        ["a", "b", "c"],
        *rows,
    ]


@pytest.mark.parametrize("formula", ["=1+1", "+31", "-2", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_formula_becomes_text(formula: str) -> None:
    assert f"'{formula}" in ours.text(["a"], [[formula]])
