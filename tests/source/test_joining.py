"""Words broken at the end of a line: which are joined, and which are not."""

from __future__ import annotations

import pytest

from spoorboek.source.joining import compounds, joined
from tests.source.spelled import ENGLISH

CASES = {
    "a broken word": (["de speel-", "tuin is"], "de speeltuin is"),
    "a word broken twice": (["een samen-", "werkings-", "verband"], "een samenwerkingsverband"),
    "a soft hyphen": (["de speel\u00ad", "tuin is"], "de speeltuin is"),
    "a soft hyphen before a capital": (["de speel\u00ad", "Tuin"], "de speelTuin"),
    "a word that stands for a longer one": (["pre-", "and postwar"], "pre- and postwar"),
    "a hyphen before a capital": (["in Noord-", "Holland"], "in Noord-Holland"),
    "a hyphen behind a capital": (["het CTER-", "beleid"], "het CTER-beleid"),
    "a hyphen behind a figure": (["de 50-", "plussers"], "de 50-plussers"),
    "a word with a hyphen elsewhere": (["een kant-en-", "klaar, kant-en-klaar"], "een kant-en-klaar, kant-en-klaar"),
    "the name of a site": (["zie stad-", "in-bloei.nl)."], "zie stad-in-bloei.nl)."),
    "an address": (["https://stad.nl/bomen-", "en-struiken"], "https://stad.nl/bomen-en-struiken"),
    "a slash": (["bomen/", "struiken"], "bomen/struiken"),
    "a dash between blanks": (["de stad -", "groen en blauw"], "de stad - groen en blauw"),
    "whole words": (["de stad", "plant"], "de stad plant"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_lines_become_one_text(case: tuple[list[str], str]) -> None:
    lines, text = case
    found = joined(lines, compounds(lines), ENGLISH)
    assert found.text == text
    assert all(found.text[start:].startswith(line[:2]) for start, line in zip(found.starts, lines, strict=True))


def test_the_parts_of_a_joined_word_are_reported() -> None:
    joins = joined(["een samen-", "werkings-", "verband"]).joins
    assert [(join.first, join.second, join.word) for join in joins] == [
        ("samen", "werkings", "samenwerkings"),
        ("samenwerkings", "verband", "samenwerkingsverband"),
    ]
