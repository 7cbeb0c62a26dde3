"""Where a sentence ends: the rule of decision 018, case by case."""

from __future__ import annotations

import pytest

from spoorboek.source import sentences
from spoorboek.source.margins import printed_number
from tests.source.spelled import ENGLISH

# A bar stands where one sentence ends and the next begins.
CASES = {
    "a full stop and a capital": "The town plants trees.|It does so each year.",
    "a question and a call": "Who plants?|The town!|And so it is.",
    "an ellipsis": "The town waits…|Then it plants.",
    "a small letter goes on": "The town plants (see pag. 4) trees, shrubs, etc. and hedges.",
    "an abbreviation": "See art. 5 and par. 3 by Dr. Boom.|No more.",
    "letters with full stops": "That is done e.g. In The Hague and w.r.t. Utrecht.|Good.",
    "an abbreviation that may end": "It opens at 9 a.m.|The rest follows.",
    "initials": "So writes J.P. Boom.|And A. Smith too.",
    "a number with figures behind the point": "See section 1.2.|It stands there.",
    "a year at the end": "That was in 2024.|The town went on.",
    "a number that a sentence begins with": "1. The town plants trees.|2. It prunes them.",
    "a figure begins a sentence": "Trees came.|12 of them are dead.",
    "brackets within": "The town (see the map. It hangs here.) plants trees.|Done.",
    "a sentence in brackets": "The town plants.|(That is certain.)|Done.",
    "a bracket that nobody closes": "The town (plants trees.|It prunes.",
    "quotes close behind the stop": "It said: “I plant.”|Then it went.",
    "a note mark behind the stop": "The town plants.{5}|It prunes{6}.|Done.",
    "an apostrophe and a letter before the capital": "The town sleeps.|’s Nachts it is quiet.",
    "an address": "See www.town.example.|It stands there.",
    "a bullet": "The town wants this.|• to plant trees",
    "no stop at the end": "The town plants trees.|It prunes",
    "nothing but one": "The town plants trees",
}


@pytest.mark.parametrize("text", CASES.values(), ids=CASES)
def test_the_text_is_split_at_the_bars(text: str) -> None:
    plain = text.replace("|", " ")
    assert "|".join(plain[start:end] for start, end in sentences.spans(plain, ENGLISH)) == text


def test_an_abbreviation_that_no_setting_names_ends_a_sentence() -> None:
    assert list(sentences.spans("See art. 5 of it.")) == [(0, 8), (9, 17)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", "7"),
        ("– 7 –", "7"),
        ("Page 7", "7"),
        ("p. 7 of 12", "7"),
        ("7/12", "7"),
        ("Article 7", ""),
        ("7 by 12", ""),
    ],
)
def test_the_number_of_a_page_may_have_the_words_of_its_language_around_it(text: str, number: str) -> None:
    assert printed_number(text, ENGLISH) == number
