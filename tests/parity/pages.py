"""Whole handbooks: pages in folders, the parts they include, line ends and marks of every kind."""

from __future__ import annotations

import posixpath

from hypothesis import strategies as st

from tests.parity import blocks, inline
from tests.parity.blocks import Lines
from tests.parity.dice import Dice

Pages = dict[str, bytes]
NAMES = ("other.md", "map/other.md", "map/index.md", "map/onder/other.md", "zee/other.md")
FRONT = (
    ["---", "orphan: true", "---"],
    ["---", "title: Een titel", "theme: THM-een", "---"],
    ["---", "myst:", "  substitutions:", "    naam: Naam", "---"],
    ["---", "abstract: 'Zie [a](#KTN-a)'", "author: '{need}`THM-een`'", "---"],
    ["---", "- a", "---"],
    ["---", "a: [", "---"],
    ["---", "---"],
    ["---", "tocdepth: 2", "...", "tekst"],
    ["", "---", "a: b", "---"],
    ["---", "myst:", "  enable_extensions: [tasklist]", "---"],
)


def page(dice: Dice, most: int) -> bytes:
    """A page: perhaps front matter, a heading, blocks, and then what editors and systems do to a file."""
    rows: Lines = []
    if dice.rarely(5):
        rows += [*dice.one(FRONT), ""]
    if not dice.rarely(3):
        rows += ["# Kop een", ""]
    rows += blocks.body(dice, 0, most)
    return stored(dice, "\n".join(rows))


def stored(dice: Dice, written: str) -> bytes:
    """The bytes of a page: mostly plain, now and then as another editor or system writes them."""
    if not dice.rarely(10):
        written += "\n"
    how = dice.one(("plain",) * 12 + ("crlf", "cr", "mixed", "mark", "character", "character", "spaces", "tabs"))
    at = dice.below(len(written)) if how in ("mixed", "character") else 0
    if how == "crlf":
        written = written.replace("\n", "\r\n")
    elif how == "cr":
        written = written.replace("\n", "\r")
    elif how == "mixed":
        written = written[:at].replace("\n", "\r\n") + written[at:]
    elif how == "mark":
        written = "\ufeff" + written
    elif how == "character":
        written = written[:at] + inline.odd(dice) + written[at:]
    elif how == "spaces":
        written = written.replace("\n", "  \n")
    elif how == "tabs":
        written = written.replace("    ", "\t")
    return written.encode()


def write(rolls: bytes) -> Pages:
    """The handbook of these rolls: one to four pages, and the parts they include."""
    dice = Dice(rolls)
    names = [name for name in NAMES if dice.rarely(3)][:3]
    written = {name: page(dice, 5) for name in ("index.md", *names)}
    targets = _items_asked(written)
    while missing := sorted(targets - set(written)):
        written[missing[0]] = page(dice, 2)
        targets |= _items_asked(written)
    if targets and dice.rarely(20):
        written.pop(dice.one(sorted(targets)))
    return written or {"index.md": b"# Kop een\n"}


def _items_asked(written: Pages) -> set[str]:
    """The files that the pages include, from the folder of the pages on."""
    return {
        posixpath.normpath(posixpath.join("/", posixpath.dirname(name), part)).strip("/")
        for name, text in written.items()
        for part in blocks.PARTS
        if f"{{include}} {part}".encode() in text
    }


handbooks = st.binary(min_size=40, max_size=40) | st.binary(min_size=1500, max_size=1500)
handbooks = handbooks.map(write)
