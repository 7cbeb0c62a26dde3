"""Values at the edge of what a field takes."""

from pathlib import Path

import pytest

from tests.handbooks import GROUND, ground

DATE = ":date: 2024-05-14"
SENTENCES = ":sentences: 1"


def findings(written: str, value: str, tmp_path: Path, *, built: bool = False) -> list[str]:
    page = (GROUND / "docs" / "index.md").read_text(encoding="utf-8")
    assert written in page
    handbook = ground(tmp_path / "handbook").write({"index.md": page.replace(written, value, 1)})
    return (handbook.check() if built else handbook.quick())[1]


@pytest.mark.parametrize("date", ["2024", "2024-02", "2024-02-29", "2024-12-31"])
def test_a_date_is_as_fine_as_its_source(date: str, tmp_path: Path) -> None:
    assert findings(DATE, f":date: {date}", tmp_path) == []


@pytest.mark.parametrize(
    "date",
    [
        "2024-02-31",
        "2023-02-29",
        "2024-13",
        "2024-00",
        "2024-05-00",
        "24-05-14",
        "14-05-2024",
        "2024-5-14",
        "soon",
        "\uff12\uff10\uff12\uff14",
    ],
)
def test_a_date_that_does_not_exist_is_no_date(date: str, tmp_path: Path) -> None:
    (line,) = findings(DATE, f":date: {date}", tmp_path)
    expected = f"S506 bad-value: GEB-grond has 'date' '{date}', expected a date, YYYY, YYYY-MM or YYYY-MM-DD"
    assert line.endswith(expected)


def test_a_number_below_the_minimum_names_the_minimum(tmp_path: Path) -> None:
    (line,) = findings(":page: 1", ":page: 0", tmp_path)
    assert line.endswith("S506 bad-value: GR-P1-S1 has 'page' '0', expected at least 1")


@pytest.mark.parametrize("number", ["+1", "01"])
def test_a_number_is_written_in_one_way(number: str, tmp_path: Path) -> None:
    lines = findings(":sentences: 1", f":sentences: {number}", tmp_path)
    assert lines[0].endswith(f"S506 bad-value: BRN-grond has 'sentences' '{number}', expected a whole number")


@pytest.mark.parametrize("truth", ["true", "false", "YES", "no", "on", "off", "1", "0"])
def test_a_boolean_may_be_written_as_sphinx_needs_reads_it(truth: str, tmp_path: Path) -> None:
    assert findings(":id: ORG-grond", f":id: ORG-grond\n:group: {truth}", tmp_path) == []


def test_a_required_field_left_empty_is_missing_and_no_bad_value(tmp_path: Path) -> None:
    (line,) = findings(":publisher: An authority", ":publisher:", tmp_path)
    assert "S505 missing-field: BRN-grond has no 'publisher', which every source has" in line


def test_an_empty_option_is_no_value(tmp_path: Path) -> None:
    assert findings(DATE, f"{DATE}\n:until:", tmp_path) == []


def test_more_sentences_than_there_are_is_a_gap(tmp_path: Path) -> None:
    (line,) = findings(SENTENCES, ":sentences: 4", tmp_path)
    assert line.endswith("S204 sentence-gap: BRN-grond has 4 sentences and none with number 2, 3, 4")


def test_of_very_many_missing_sentences_the_first_are_reported(tmp_path: Path) -> None:
    (line,) = findings(SENTENCES, ":sentences: 1000000000000", tmp_path)
    message = ", ".join(map(str, range(2, 22)))
    assert line.endswith(f"has 1000000000000 sentences and none with number {message} and 999999999979 more")


@pytest.mark.parametrize("count", ["many", "\u00b2", "\u0662", "9" * 5000, "1e3"])
def test_an_almost_number_is_one_finding(count: str, tmp_path: Path) -> None:
    (line,) = findings(SENTENCES, f":sentences: {count}", tmp_path, built=True)
    assert "S506" in line


@pytest.mark.parametrize("edition", ["0000", "99999", "\u0662\u0660\u0662\u0664"])
def test_a_year_out_of_range_stops_nothing(edition: str, tmp_path: Path) -> None:
    for line in findings(":edition: 2024", f":edition: {edition}", tmp_path, built=True):
        assert "S506" in line
