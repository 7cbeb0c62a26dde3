"""A document compared with the handbook: what is unchanged, changed, moved, removed or new, and what rests on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from spoorboek.model.fingerprint import fingerprint
from spoorboek.model.programme import Item, Location, Option
from spoorboek.source import document, drift

AT = Location("docs/page.md", 1)
OLD = ("De stad plant.", "Zij snoeit.", "Zij maait.", "Zij veegt.", "Zij rust.")


def item(number: int, text: str, page: str = "1") -> Item:
    fields = {
        "id": f"X-P1-S{number}",
        "passage": "P1",
        "page": page,
        "number": str(number),
        "fingerprint": fingerprint(text),
    }
    return Item(
        "sentence", text, "page", AT, tuple(Option.placed(name, value, AT, AT) for name, value in fields.items())
    )


def fates(folder: Path, text: str, page: str = "1") -> list[str]:
    path = folder / "text.txt"
    path.write_text(f"[T1] {text}\n[PAGE] 1\n", encoding="utf-8")
    items = [item(number, text, page) for number, text in enumerate(OLD, 1)]
    pairs = drift.pairs(items, document.read(path).sentences)
    return [f"{p.item.field('number') if p.item else '-'} {p.fate}{' follows' if p.follows else ''}" for p in pairs]


SAME = [f"{number} unchanged" for number in range(1, 6)]
CASES = {
    "nothing": (OLD, SAME),
    "other words": ((*OLD[:2], "Zij hooit.", *OLD[3:]), [*SAME[:2], "3 changed", *SAME[3:]]),
    "the last one is gone": (OLD[:4], [*SAME[:4], "5 missing"]),
    "one in the middle is gone": (
        (*OLD[:2], *OLD[3:]),
        [*SAME[:2], "3 missing", "4 moved follows", "5 moved follows"],
    ),
    "one is new": ((*OLD, "Zij slaapt."), [*SAME, "- new"]),
    "one became two": (
        (*OLD[:3], "Zij veegt stoepen.", "En goten.", OLD[4]),
        [*SAME[:3], "4 changed", "- new", "5 moved follows"],
    ),
    "two have changed places": ((OLD[1], OLD[0], *OLD[2:]), ["1 moved follows", "2 moved", *SAME[2:]]),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_each_sentence_has_its_fate(case: tuple[tuple[str, ...], list[str]], tmp_path: Path) -> None:
    now, expected = case
    assert fates(tmp_path, " ".join(now)) == expected


def test_a_sentence_on_another_page_has_moved(tmp_path: Path) -> None:
    assert fates(tmp_path, " ".join(OLD), page="2")[0] == "1 moved"
