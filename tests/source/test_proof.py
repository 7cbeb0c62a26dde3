"""The proof by counting names each lost or added word, in any layout."""

from __future__ import annotations

from collections import Counter

import pytest

from spoorboek.source import proof
from spoorboek.source.blocks import Block, Kind
from spoorboek.source.joining import Join
from spoorboek.source.proof import Proof, between, runs
from spoorboek.source.reading import reading

TEXT = "De stad plant bomen.\nDe burge-\nmeester kijkt."


def test_the_order_of_words_does_not_matter() -> None:
    assert between("een twee\ndrie vier", "drie een vier twee").is_complete


def test_a_word_that_is_lost_and_one_that_is_added_are_reported() -> None:
    found = between("De stad plant bomen", "De stad plant struiken")
    assert not found.is_complete
    assert (found.lost, found.added) == (Counter(["bomen"]), Counter(["struiken"]))
    assert list(proof.lines(found, ("a", "b"))) == ["4 words in a, 4 in b", "lost: bomen (1)", "added: struiken (1)"]


def test_a_word_that_is_there_once_too_few_is_lost() -> None:
    assert between("en en en", "en en").lost == Counter(["en"])


def test_a_word_broken_in_the_dump_is_whole_in_the_other() -> None:
    found = between(TEXT, "De stad plant bomen. De burgemeester kijkt.")
    assert found.is_complete
    assert [join.word for join in found.joins] == ["burgemeester"]


def test_a_word_is_only_joined_at_a_hyphen() -> None:
    assert not between(TEXT.replace("-", ""), "De stad plant bomen. De burgemeester kijkt.").is_complete


def test_parts_of_two_columns_are_found_though_they_lie_apart() -> None:
    assert between("De burge- De zee\nmeester is. is diep.", "De burgemeester is. De zee is diep.").is_complete


def test_one_hyphenated_word_accounts_for_one_word_only() -> None:
    found = between(TEXT, "De stad plant bomen. De burgemeester burgemeester kijkt.")
    assert found.added == Counter(["burgemeester"])


def test_ligatures_and_soft_hyphens_are_no_other_words() -> None:
    assert runs("de \ufb01ets rijdt snel\u00adler") == Counter(["de", "fiets", "rijdt", "sneller"])
    assert runs("ee\u0301n") == Counter(["eén"])


def test_joining_words_that_do_not_exist_fails_the_proof() -> None:
    assert not Proof(runs("de stad"), runs("de stad"), (Join("bur", "ger"),)).is_complete


@pytest.mark.parametrize("missing", range(3))
def test_a_reading_that_loses_a_block_fails_the_proof(missing: int) -> None:
    blocks = [
        Block(Kind.HEADER, ("Programma",)),
        Block(Kind.TEXT, ("De stad plant{5}.", "Zij snoeit.")),
        Block(Kind.NOTE, ("Uitleg.",), number=5),
    ]
    written = sum((runs(block.text) for block in blocks), Counter[str]())
    assert reading(blocks, written).proof.is_complete
    del blocks[missing]
    assert reading(blocks, written).proof.lost
