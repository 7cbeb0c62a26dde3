"""Two careful copies of one sentence have the same fingerprint; a different sentence has another."""

from __future__ import annotations

import hashlib
import unicodedata

import pytest

from spoorboek.model.fingerprint import fingerprint, normalise

SENTENCE = 'De regio\'s (en ketens) zien, "samen", om - ja.'
COPIES = {
    "as it is": SENTENCE,
    "curly apostrophe": SENTENCE.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}"),
    "opening apostrophe": SENTENCE.replace("'", "\N{LEFT SINGLE QUOTATION MARK}"),
    "curly quotes": SENTENCE.replace('"s', "\N{LEFT DOUBLE QUOTATION MARK}s").replace(
        'n"', "n\N{RIGHT DOUBLE QUOTATION MARK}"
    ),
    "en dash": SENTENCE.replace("-", "\N{EN DASH}"),
    "em dash": SENTENCE.replace("-", "\N{EM DASH}"),
    "hyphen": SENTENCE.replace("-", "\N{HYPHEN}"),
    "hard hyphen": SENTENCE.replace("-", "\N{NON-BREAKING HYPHEN}"),
    "soft hyphen": SENTENCE.replace("ketens", "ke\N{SOFT HYPHEN}tens"),
    "line break": SENTENCE.replace(" ", "\n", 2),
    "hard blank": SENTENCE.replace(" ", "\N{NO-BREAK SPACE}", 1),
    "two blanks and a tab": SENTENCE.replace(" ", "  \t", 1),
    "blanks around": f"  {SENTENCE}\n",
    "note mark": SENTENCE.replace("ja.", "ja{12}."),
    "note mark after a blank": SENTENCE.replace("ja.", "ja {5}."),
    "blank before punctuation": SENTENCE.replace("zien,", "zien ,").replace("ja.", "ja ."),
    "blank before a closing bracket": SENTENCE.replace("ketens)", "ketens )"),
}
OTHER_SENTENCES = {
    "case": SENTENCE.lower(),
    "spelling": SENTENCE.replace("ketens", "ketenen"),
    "punctuation": SENTENCE.replace("zien,", "zien"),
    "a word less": SENTENCE.replace("samen", ""),
    "blank inside a word": SENTENCE.replace("ketens", "ke tens"),
    "an accent": SENTENCE.replace("regio", "régio"),
    "no hyphen": SENTENCE.replace(" - ", " "),
    "braces that hold no number": SENTENCE.replace("ja.", "ja{a}."),
}


@pytest.mark.parametrize("copy", COPIES.values(), ids=COPIES)
def test_typographic_variants_are_the_same_sentence(copy: str) -> None:
    assert normalise(copy) == SENTENCE
    assert fingerprint(copy) == fingerprint(SENTENCE)


@pytest.mark.parametrize("other", OTHER_SENTENCES.values(), ids=OTHER_SENTENCES)
def test_a_choice_of_the_author_makes_another_sentence(other: str) -> None:
    assert fingerprint(other) != fingerprint(SENTENCE)


def test_composed_and_decomposed_accents_are_equal() -> None:
    composed = "Justiti\u00eble inrichtingen"
    assert unicodedata.normalize("NFD", composed) != composed
    assert fingerprint(unicodedata.normalize("NFD", composed)) == fingerprint(composed)


def test_normalising_twice_changes_nothing() -> None:
    for copy in (*COPIES.values(), *OTHER_SENTENCES.values(), "a {1} {2} .", "x\u00ad \u00ad,", "( {3} )"):
        assert normalise(normalise(copy)) == normalise(copy)


def test_the_fingerprint_is_sha_256_in_hexadecimal() -> None:
    assert fingerprint(" Een  zin{3} .") == hashlib.sha256(b"Een zin.").hexdigest()
