"""Widths of the columns of a table, from all its rows, so that they stay as they are while rows still arrive.

A browser draws a table before it has read the end of it. Without widths it works them out anew for each row it reads,
and the rows that are shown already move.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from docutils import nodes

from spoorboek.sphinxext import tree

_ROOM: Final = 102
_ROOM_IN_WIDE: Final = 120
"""Characters beside each other in a table as wide as the text, and in a table of the class `wide`."""
_LEAST: Final = 10
_LEAST_OF_LINK: Final = 20
"""Characters in the room that spoor.css keeps for a cell of a `board` table, and for a link in its first column."""
_OF_CLASS: Final = {"spoortje": 26, "answer": 24}
"""Characters in the room that spoor.css keeps for a compact trace line and for a state."""
_HIDDEN: Final = frozenset({"column", "unseen"})
_GAP: Final = 2  # characters between two columns
_CODE: Final = 1.2
_WORD: Final = 1.15
"""Width of a character of code, and of a long word, beside one of a text with its blanks."""
_LONGEST_WORD: Final = 30
_LONGEST_CODE: Final = 20
"""Characters of what may break anywhere: long words as addresses, and code."""
_BREAK: Final = re.compile(r"[^\S\u00a0\u202f]|\u00ad|[-/](?!\d)")


def percentages(group: nodes.tgroup, classes: Sequence[str]) -> list[int]:
    """Return the width of each column of a table with these classes, in even percents; nothing if a cell spans columns.

    As browsers do: as much as its longest text where all fit, otherwise at least its longest word, and the rest of the
    room by the length of the texts.
    """
    parts = (part for part in group.children if isinstance(part, (nodes.thead, nodes.tbody)))
    rows = [row for part in parts for row in part.children if isinstance(row, nodes.row)]
    count = max(map(len, rows), default=0)
    if not count or any(len(row) != count for row in rows):
        return []
    is_narrow_board = "board" in classes and "wide" not in classes
    words, texts = [], []
    for n in range(count):
        word, text = _lengths(row[n] for row in rows)
        if is_narrow_board:
            has_link = n == 0 and any(True for row in rows for _link in tree.of_type(row[n], nodes.reference))
            word = max(word, _LEAST_OF_LINK if has_link else _LEAST)
        words.append(word + _GAP)
        texts.append(max(word, text) + _GAP)
    room = _ROOM_IN_WIDE if "wide" in classes else _ROOM
    if sum(texts) <= room or sum(words) >= room:
        return _of_hundred(texts if sum(texts) <= room else words)
    share = (room - sum(words)) / (sum(texts) - sum(words))
    return _of_hundred([word + share * (text - word) for word, text in zip(words, texts, strict=True)])


def _lengths(cells: Iterable[nodes.Node]) -> tuple[float, float]:
    """Return the lengths of the longest word and of the longest paragraph in cells (characters of text)."""
    longest_word = longest_text = 1.0
    for cell in cells:
        for paragraph in tree.of_type(cell, nodes.paragraph):
            word, text = _length(paragraph)
            longest_word, longest_text = max(longest_word, word), max(longest_text, text)
    return longest_word, longest_text


def _length(paragraph: nodes.paragraph) -> tuple[float, float]:
    """Return the lengths of the longest word and of the whole text that is shown while the table has columns."""
    word, text = 0, ""
    stack: list[nodes.Node] = [paragraph]
    while stack:
        node = stack.pop()
        if isinstance(node, nodes.Text):
            text += node
        elif isinstance(node, nodes.Element) and _HIDDEN.isdisjoint(node["classes"]):
            if "small" not in node["classes"]:
                word = max([word, *(_OF_CLASS.get(name, 0) for name in node["classes"])])
            if "spoortje" not in node["classes"]:
                stack.extend(reversed(node.children))
    if len(paragraph) == 1 and isinstance(paragraph[0], nodes.literal):
        return _CODE * min(len(text), _LONGEST_CODE), _CODE * len(text)
    return max(word, *(_WORD * min(len(part), _LONGEST_WORD) for part in _BREAK.split(text))), len(text)


def _of_hundred(sizes: Sequence[float]) -> list[int]:
    """Return the sizes as even percents that add up to 100; spoor.css has a class for each."""
    shares = [50 * size / sum(sizes) for size in sizes]
    parts = [int(share) for share in shares]
    by_rest = sorted(range(len(shares)), key=lambda n: parts[n] - shares[n])
    for n in by_rest[: 50 - sum(parts)]:
        parts[n] += 1
    return [2 * part for part in parts]
