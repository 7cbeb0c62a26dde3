"""A difference as Markdown, for release notes or an issue. Removals are struck through, additions are bold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spoorboek.analysis.difference import Difference
from spoorboek.exports.differences.outline import Mark, Row, outline
from spoorboek.exports.markdown import plain
from spoorboek.model.printable import printable

_SIGNS: Final = {Mark.SAME: "", Mark.REMOVED: "~~", Mark.ADDED: "**"}


def text(difference: Difference, names: tuple[str, str]) -> str:
    return "\n".join(_lines(difference, names))


def _lines(difference: Difference, names: tuple[str, str]) -> Iterator[str]:
    found = outline(difference, names)
    yield f"# {_plain(found.title)}\n"
    yield from (f"{_plain(line)}\n" for line in found.lead)
    for section in found.sections:
        yield f"## {_plain(section.title)}\n"
        for entry in section.entries:
            yield f"- **{_plain(entry.name)}** {_plain(entry.title)}".rstrip()
            yield from (f"    - {_row(row)}" for row in entry.rows)
        yield ""


def _row(row: Row) -> str:
    return " ".join(f"{_SIGNS[mark]}{_plain(words)}{_SIGNS[mark]}" for mark, words in row)


def _plain(words: str) -> str:
    return plain(printable(" ".join(words.split()))).replace("~", r"\~")
