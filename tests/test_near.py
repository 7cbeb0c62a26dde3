"""The nearest candidate is the same among few and among many, and is found in bounded time."""

from __future__ import annotations

import pytest

from spoorboek.model.near_matches import Names, did_you_mean, nearest

IDS = ("THM-cter", "THM-jeugdbescherming", "KTN-jeugdstrafrecht", "WP2024-C1", "WP2024-C10", "ORG-inspectie-jenv")
MANY = [f"KTN-{number:05}" for number in range(20_000)]

# What is written, and what it comes near to.
WRITTEN = {
    "THM-cter": "THM-cter",
    "thm-CTER": "THM-cter",
    "THM-ctr": "THM-cter",
    "THM-cteer": "THM-cter",
    "THM-cetr": "THM-cter",
    "THM-ctex": "THM-cter",
    "THM-cter[a == 'b']": "THM-cter",
    "KTN-jeugdstrafrechtsketen": "KTN-jeugdstrafrecht",
    "ORG-inspectie-j-en-v": "ORG-inspectie-jenv",
    "THM-jeugd-bescherming-": "THM-jeugdbescherming",
    "jeugdbescherming": "THM-jeugdbescherming",
    "THM-ctre-": "THM-cter",
    "a": None,
    "nothing like it": None,
    "ORG-dienst-justis": None,
    "": None,
}


@pytest.mark.parametrize("written", WRITTEN)
def test_few_and_many_candidates_give_the_same_answer(written: str) -> None:
    assert nearest(written, IDS) == WRITTEN[written]
    assert Names(IDS).nearest(written) == WRITTEN[written]
    assert Names([*IDS, *MANY]).nearest(written) == WRITTEN[written]


def test_of_very_many_words_only_the_first_are_searched_for() -> None:
    names = Names(MANY)
    assert names.nearest("KTN-0123x") is not None
    for number in range(1_000):
        names.nearest(f"KTN-{number}x")
    assert names.nearest("KTN-0124x") is None
    assert names.nearest("ktn-01234") == "KTN-01234"


def test_the_answer_does_not_depend_on_the_order_of_names() -> None:
    shuffled = [*MANY[1::2], *reversed(MANY[::2])]
    ids = ["KTN-0123x", "KTN-99", "KTN-1-2-3-4-5", "XTN-00000"]
    assert [Names(MANY).nearest(word) for word in ids] == [Names(shuffled).nearest(word) for word in ids]


def test_a_word_of_a_million_letters_comes_near_to_nothing() -> None:
    word = "x" * 1_000_000
    assert nearest(word, [word[1:]]) is None
    assert Names([word[1:], *IDS]).nearest(word) is None
    assert Names([word[1:], *IDS]).nearest("THM-ctr") == "THM-cter"


def test_a_name_is_not_its_own_suggestion() -> None:
    assert did_you_mean("THM-cter", IDS) == ""
    assert Names(IDS).did_you_mean("THM-ctr") == ", did you mean THM-cter?"
