"""A difference for a terminal, in the notation of `git diff --word-diff`: `[-removed-]` and `{+added+}`."""

from __future__ import annotations

from collections.abc import Iterator

from spoorboek.analysis.difference import Difference
from spoorboek.exports.differences.outline import Mark, Row, outline
from spoorboek.model.printable import printable


def text(difference: Difference, names: tuple[str, str]) -> str:
    return "".join(f"{printable(line)}\n" for line in _lines(difference, names))


def _lines(difference: Difference, names: tuple[str, str]) -> Iterator[str]:
    content = outline(difference, names)
    yield content.title
    yield from content.lead
    for section in content.sections:
        yield ""
        yield f"{section.title}:"
        for entry in section.entries:
            yield f"  {entry.name}  {entry.title}".rstrip()
            yield from (f"    {_row(row)}" for row in entry.rows)


def _row(row: Row) -> str:
    signs = {Mark.SAME: "{}", Mark.REMOVED: "[-{}-]", Mark.ADDED: "{{+{}+}}"}
    return " ".join(signs[mark].format(text) for mark, text in row)
