"""Papers of parliament are known by the pattern of the settings alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from spoorboek.analysis import papers
from spoorboek.analysis.papers import Paper
from tests.handbooks import ground, with_papers
from tests.running import built
from tests.years import town

GERMAN = r"(?P<series>\d\d)/(?P<number>\d+)"


@pytest.fixture(scope="module")
def dutch(tmp_path_factory: pytest.TempPathFactory) -> str:
    handbook = ground(tmp_path_factory.mktemp("papers"))
    with_papers(handbook.conf)
    _programme, settings = handbook.read()
    return settings.parliamentary_paper


@pytest.mark.parametrize(
    ("text", "paper"),
    [
        ("Kamerstukken II 2023/24, 29 754, nr. 731", Paper("29754", "731")),
        ("29754-731", Paper("29754", "731")),
        ("29.754 nrs. 728", Paper("29754", "728")),
        ("dossier 29\u00a0754", Paper("29754")),
        ("129 754 people", None),
        ("In 2024 there were 7", None),
    ],
)
def test_a_dutch_paper_is_a_series_of_five_digits_and_a_number(dutch: str, text: str, paper: Paper | None) -> None:
    assert papers.read(text, dutch) == paper


def test_papers_of_another_parliament_have_another_pattern() -> None:
    assert papers.read("Drucksache 19/1234", GERMAN) == Paper("19", "1234")
    assert papers.read("A bridge for 12 345 cyclists", GERMAN) is None
    assert papers.in_javascript(GERMAN) == r"(?<series>\d\d)/(?<number>\d+)"


def test_numbers_in_a_series_are_sorted_by_their_value() -> None:
    unsorted = [Paper("19", "1000"), Paper("19", "9"), Paper("19", "10"), Paper("19")]
    assert [paper.number for paper in sorted(unsorted, key=lambda paper: paper.order)] == ["", "9", "10", "1000"]


def test_without_the_setting_no_title_is_a_paper_and_dossier_states_what_is_missing(tmp_path: Path) -> None:
    handbook = town(tmp_path).write({"papers.md": "# Papers\n\n```{dossier} 29 754\n```\n"})
    page = handbook.docs / "plans.md"
    page.write_text(
        page.read_text(encoding="utf-8").replace("{source} ", "{source} 29 754, nr. 3 ", 1), encoding="utf-8"
    )
    problem = "parliamentary-paper is not set in [trace] of ubproject.toml: it defines how papers are numbered"
    assert problem in built(handbook).stderr
    assert '"paper":"29754' not in (tmp_path / "html" / "searchitems.js").read_text(encoding="utf-8")
    settings = handbook.conf / "ubproject.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("[trace]\n", f"[trace]\nparliamentary-paper = '{GERMAN}'\n"), encoding="utf-8")
    assert (
        f"'29 754' is not a series of papers, expected {GERMAN} without a number"
        in built(handbook, "-b", "dummy").stderr
    )
