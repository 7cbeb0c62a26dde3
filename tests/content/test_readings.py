"""Who read what of this handbook."""

from __future__ import annotations

import itertools

from spoorboek.config import stamps_file
from tests.handbooks import TOP


def test_each_reading_stands_once_and_in_order() -> None:
    text = (TOP / "conf" / stamps_file.FILE).read_text(encoding="utf-8")
    names = [stamp.name for stamp in stamps_file.parsed(text, stamps_file.FILE)]
    assert all(name < after for name, after in itertools.pairwise(names))
