"""Generates the page about weight from the results; no figure on it is typed by hand."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from measure.weigh.weighing import WEIGHED, WIDTHS, File, Weight

KILOBYTE: Final = 1000
MOST: Final = 200 * KILOBYTE

_HEAD: Final = """\
---
language: en
---
# Weight of a page

What a reader loads to see the page of one commitment ({page}), beside the same page of two other tools.
`make weigh` wrote this page on {date}; no figure on it is typed by hand.

Bytes, requests and shifts are the same on every machine. The time to the first text is not: it was measured on
**one machine** ({processor}, {cores} cores, {memory:.0f} GB of memory, {system}, {browser}),
which had {load} processes running on average when the measuring began{busy}.
"""

_METHOD: Final = """\
## How it is measured

- Each page is opened from its folder in a new browser, {times} times at each width ({widths} px).
  Nothing is compressed.
- *Used* is the share of a style sheet's text that sets something on this page, and of a script's functions that ran,
  at the width that uses most of it. What is for paper or for another width is not used, and is there for a reason.
- *First text* is the median of the browser's first contentful paint.
- *Shift* is the sum of all layout shifts while the page loads and is scrolled to its end, at the width where it is
  largest.
- sphinx-needs with furo gets the same pages and `ubproject.toml`, and nothing else: what only our directives give is
  not there.
- StrictDoc gets one document for each page, with the same items, fields, links and texts without their marks.
- Neither of the two was tuned. Their pages do other things as well: StrictDoc shows a document in other ways too.
"""


def text(results: dict[str, Any]) -> str:
    weighed = {name: weight(result) for name, result in results["weighed"].items()}
    parts = [_head(results), *_compared(weighed), *_goals(next(iter(weighed.values())))]
    parts += [*_files(weighed), _METHOD.format(times=results["times"], widths=" and ".join(map(str, WIDTHS)))]
    return "\n".join([*parts, *_versions(results)])


def weight(result: dict[str, Any]) -> Weight:
    """The Weight of one entry of the results."""
    files = tuple(File(**file) for file in result["files"])
    return Weight(files, result["has_jquery"], result["shift"], tuple(result["paint"]))


def _head(results: dict[str, Any]) -> str:
    machine = results["machine"]
    busy = ", so it was not idle" if machine["load"] > 0.5 else ""
    return _HEAD.format(**{**machine, "memory": machine["memory"] / KILOBYTE**3}, busy=busy, **results["what"])


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _compared(weighed: dict[str, Weight]) -> Iterator[str]:
    heads = ("page", "requests", "HTML", "style", "script", "together", "other", "jQuery", "shift", "first text")
    yield "## Beside other tools\n"
    yield _table(heads, (_row(name, weight) for name, weight in weighed.items()))


def _row(name: str, weight: Weight) -> tuple[str, ...]:
    other = sum(file.bytes for file in weight.files) - weight.total
    sizes = [*(weight.bytes(kind) for kind in WEIGHED), weight.total, other]
    jquery = "yes" if weight.has_jquery else "no"
    return (name, str(len(weight.files)), *map(_size, sizes), jquery, f"{weight.shift:.4f}", _time(weight))


def _size(weight: int) -> str:
    return f"{weight / KILOBYTE:.1f} KB"


def _time(weight: Weight) -> str:
    return f"{statistics.median(weight.paint):.0f} ms" if weight.paint else "not told"


def _goals(ours: Weight) -> Iterator[str]:
    goals = (
        ("HTML, style and script together at most 200 KB", _size(ours.total), ours.total <= MOST),
        ("No jQuery", "jQuery" if ours.has_jquery else "none", not ours.has_jquery),
        ("Nothing is loaded of which the page uses nothing", ", ".join(ours.unused) or "none", not ours.unused),
        ("Nothing moves while the page loads", f"{ours.shift:.4f}", ours.shift == 0),
    )
    yield "## Goals\n"
    yield _table(
        ("goal", "found", "reached"), ((goal, value, "yes" if is_met else "**no**") for goal, value, is_met in goals)
    )


def _files(weighed: dict[str, Weight]) -> Iterator[str]:
    yield "## What is loaded\n"
    for name, weight in weighed.items():
        yield f"### {name}\n"
        rows = sorted(weight.files, key=lambda file: -file.bytes)
        used = ("" if file.used is None else f"{file.used:.0%}" for file in rows)
        yield _table(
            ("file", "size", "used"),
            [(f"`{file.name}`", _size(file.bytes), part) for file, part in zip(rows, used, strict=True)],
        )


def _versions(results: dict[str, Any]) -> Iterator[str]:
    yield "## Versions\n"
    yield _table(("package", "version"), results["versions"].items())
