"""Reduces a handbook on which the readers differ: files, then lines, then words are removed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.parity.pages import Pages

TRIES = 300
"""So many readings of the handbook, of a tenth of a second each."""
NOTHING = b"# Kop\n"


def smaller(pages: Pages, goes_wrong: Callable[[Pages], bool]) -> Pages:
    """The smallest handbook found on which it still goes wrong."""
    tries = TRIES
    steps = _steps(pages)
    while tries and (step := next(steps, None)) is not None:
        tries -= 1
        if goes_wrong(step):
            pages, steps = step, _steps(step)
    return pages


def _steps(pages: Pages) -> Iterator[Pages]:
    """Handbooks one step smaller, the biggest step first."""
    for name in pages:
        if name != "index.md":
            yield {other: text for other, text in pages.items() if other != name}
        elif pages[name] != NOTHING:
            yield {**pages, name: NOTHING}
    for end in (b"\n", b" "):
        for name, text in pages.items():
            yield from ({**pages, name: less} for less in _without_parts(text, end) if text != NOTHING)


def _without_parts(text: bytes, end: bytes) -> Iterator[bytes]:
    parts = text.split(end)
    size = len(parts) // 2
    while size:
        for start in range(0, len(parts), size):
            yield end.join(parts[:start] + parts[start + size :])
        size //= 2
