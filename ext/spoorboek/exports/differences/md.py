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
    content = outline(difference, names)
    yield f"# {_plain(content.title)}\n"
    yield from (f"{_plain(line)}\n" for line in content.lead)
    for section in content.sections:
        yield f"## {_plain(section.title)}\n"
        for entry in section.entries:
            yield f"- **{_plain(entry.name)}** {_plain(entry.title)}".rstrip()
            yield from (f"    - {_row(row)}" for row in entry.rows)
        yield ""


def _row(row: Row) -> str:
    return " ".join(f"{_SIGNS[mark]}{_plain(text)}{_SIGNS[mark]}" for mark, text in row)


def _plain(text: str) -> str:
    return plain(printable(" ".join(text.split()))).replace("~", r"\~")
