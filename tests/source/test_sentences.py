"""Where a sentence ends: the rule of decision 018, case by case."""

from __future__ import annotations

import pytest

from spoorboek.source import sentences

# A bar stands where one sentence ends and the next begins.
CASES = {
    "a full stop and a capital": "De stad plant bomen.|Zij doet dat elk jaar.",
    "a question and a call": "Wie plant?|De stad!|En zo is het.",
    "an ellipsis": "De stad wacht…|Dan plant zij.",
    "a small letter goes on": "De stad plant (zie blz. 4) bomen, enz. en struiken.",
    "an abbreviation": "Zie art. 5 en par. 3 van dr. De Boer.|Meer niet.",
    "letters with full stops": "Dat gebeurt o.a. In den Haag en m.b.t. Utrecht.|Goed.",
    "an abbreviation that may end": "Bomen, struiken e.d.|De rest volgt.",
    "initials": "Dat schrijft J.P. de Boer.|En A. Smit ook.",
    "a number with figures behind the point": "Zie paragraaf 1.2.|Daar staat het.",
    "a year at the end": "Dat was in 2024.|De stad ging door.",
    "a number that a sentence begins with": "1. De stad plant bomen.|2. Zij snoeit ze.",
    "a figure begins a sentence": "Er kwamen bomen.|12 daarvan zijn dood.",
    "brackets within": "De stad (zie de kaart. Die hangt hier.) plant bomen.|Klaar.",
    "a sentence in brackets": "De stad plant.|(Dat staat vast.)|Klaar.",
    "a bracket that nobody closes": "De stad (plant bomen.|Zij snoeit.",
    "quotes close behind the stop": "Zij zei: “Ik plant.”|Toen ging zij.",
    "a note mark behind the stop": "De stad plant.{5}|Zij snoeit{6}.|Klaar.",
    "an apostrophe before the capital": "De stad slaapt.|’s Nachts is het stil.",
    "an address": "Zie www.stad.nl.|Daar staat het.",
    "a bullet": "De stad wil dit.|• bomen planten",
    "no stop at the end": "De stad plant bomen.|Zij snoeit",
    "nothing but one": "De stad plant bomen",
}


@pytest.mark.parametrize("text", CASES.values(), ids=CASES)
def test_the_text_is_split_at_the_bars(text: str) -> None:
    plain = text.replace("|", " ")
    assert "|".join(plain[start:end] for start, end in sentences.spans(plain)) == text


@pytest.mark.parametrize("text", CASES.values(), ids=CASES)
def test_no_word_stands_between_sentences(text: str) -> None:
    plain = text.replace("|", " ")
    assert "".join(plain[start:end] for start, end in sentences.spans(plain)).replace(" ", "") == plain.replace(" ", "")
