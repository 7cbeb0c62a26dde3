"""A difference as one self-contained HTML page without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from spoorboek.analysis.difference import Difference
from spoorboek.exports.differences.outline import Entry, Mark, Row, outline
from spoorboek.i18n.language import in_use
from spoorboek.model.printable import printable

_STYLE: Final = """\
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 50rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
h3 { font-size: 1rem; margin: 1.5rem 0 0; }
ul { margin: 0; }
del::before { content: "[−"; } del::after { content: "−]"; }
ins::before { content: "[+"; } ins::after { content: "+]"; }
ins { text-decoration: none; font-weight: bold; }
"""
"""The signs [−…−] and [+…+] show removals and additions without relying on colour or strike-through."""
_TAGS: Final = {Mark.REMOVED: "del", Mark.ADDED: "ins"}


def text(difference: Difference, names: tuple[str, str]) -> str:
    return "".join(f"{line}\n" for line in _lines(difference, names))


def _lines(difference: Difference, names: tuple[str, str]) -> Iterator[str]:
    content = outline(difference, names)
    title = _shown(content.title)
    yield "<!doctype html>"
    yield f'<html lang="{in_use()}">'
    yield '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title>"
    yield f"<style>{_STYLE}</style></head>"
    yield f"<body><main><h1>{title}</h1>"
    yield from (f"<p>{_shown(line)}</p>" for line in content.lead)
    for section in content.sections:
        yield f"<section><h2>{_shown(section.title)}</h2>"
        yield from (line for entry in section.entries for line in _entry(entry))
        yield "</section>"
    yield "</main></body></html>"


def _entry(entry: Entry) -> Iterator[str]:
    yield f"<h3>{_shown(f'{entry.name} {entry.title}'.strip())}</h3>"
    if entry.rows:
        yield f"<ul>{''.join(f'<li>{_row(row)}</li>' for row in entry.rows)}</ul>"


def _row(row: Row) -> str:
    return " ".join(
        f"<{_TAGS[mark]}>{_shown(text)}</{_TAGS[mark]}>" if mark in _TAGS else _shown(text) for mark, text in row
    )


def _shown(text: str) -> str:
    return escape(printable(text))
