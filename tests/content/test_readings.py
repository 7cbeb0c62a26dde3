"""Stamps of this handbook name who read what, and what it was compared with."""

from __future__ import annotations

import collections
import itertools
import re

from spoorboek.analysis import reviews
from spoorboek.config import stamps_file
from tests.content.own import HOME, READ, VERDICT

_EVERY = reviews.every(READ, VERDICT.settings)
_AT_HAND = re.compile(r"\b[a-z-]+\.md\b|\bkopie(ën)?\b|\bpagina 7\b", re.IGNORECASE)
"""What a reading is held against: the editors' notes, a stored copy of a source, the page of the programme itself."""


def test_each_reading_occurs_once_and_in_order() -> None:
    text = (HOME / "conf" / stamps_file.FILE).read_text(encoding="utf-8")
    keys = [stamp.key for stamp in stamps_file.parsed(text, stamps_file.FILE)]
    assert all(key < after for key, after in itertools.pairwise(keys))


def test_one_reason_covers_what_rests_on_one_item_or_what_one_item_rests_on() -> None:
    items_by_reason = collections.defaultdict(list)
    for review in _EVERY:
        if review.stamp:
            items_by_reason[review.stamp.why].append((review.item.id, review.target.id))
    assert [
        reason
        for reason, ends in items_by_reason.items()
        if all(len(set(side)) > 1 for side in zip(*ends, strict=True))
    ] == []


def test_a_reason_names_what_was_compared() -> None:
    assert [review.name for review in _EVERY if review.stamp and not _AT_HAND.search(review.stamp.why)] == []
