"""A difference for a terminal, in the notation of `git diff --word-diff`: `[-removed-]` and `{+added+}`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from spoorboek.analysis.difference import Difference
from spoorboek.exports.differences.outline import Mark, Span, outline
from spoorboek.model.printable import printable

SIGNS: Final = {Mark.SAME: "{}", Mark.REMOVED: "[-{}-]", Mark.ADDED: "{{+{}+}}"}


def text(difference: Difference, names: tuple[str, str]) -> str:
    return "".join(f"{line}\n" for line in _lines(difference, names))


def _lines(difference: Difference, names: tuple[str, str]) -> Iterator[str]:
    content = outline(difference, names)
    yield from map(printable, (content.title, *content.lead))
    for section in content.sections:
        yield ""
        yield f"{section.title}:"
        for entry in section.entries:
            yield printable(f"  {entry.name}  {entry.title}".rstrip())
            yield from (f"    {row(spans)}" for spans in entry.rows)


def row(spans: Iterable[Span], signs: Mapping[Mark, str] = SIGNS) -> str:
    """The spans in one line, without control characters but those of the signs."""
    return " ".join(signs[mark].format(printable(text)) for mark, text in spans)
