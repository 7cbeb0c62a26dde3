"""Generates the page about weight from the results; no figure on it is typed by hand."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from typing import Any, Final

from measure import report
from measure.weigh.weighing import WEIGHED, WIDTHS, Weight

KILOBYTE: Final = 1000
MOST: Final = 200 * KILOBYTE

_SUBJECT: Final = (
    "What a browser loads to show the page of one commitment ({page}), compared with the same page of two other tools."
)
_TIMES: Final = "Bytes, requests and shifts are the same on every machine; the time to the first text is not.\n"

_METHOD: Final = """\
## How it is measured

- Each page is opened from its folder in a new browser, {times} times at each width ({widths} px). Nothing is
  compressed.
- *Used* is the share of the text of a style sheet in rules that apply to this page, or the share of the functions of
  a script that ran, at the width where it is largest. Rules for paper or for another width count as not used.
- *First text* is the median of the browser's first contentful paint.
- *Shift* is the sum of all layout shifts while the page loads and is scrolled to its end, at the width where it is
  largest.
- sphinx-needs with Furo gets the same pages and `ubproject.toml`, without the extension, so without what its
  directives show.
- StrictDoc gets one document for each page, with the same items, fields, links and texts, without markup.
- Neither of the two was tuned. Their pages have other functions as well: StrictDoc has other views of a document,
  too.
"""


def text(results: dict[str, Any]) -> str:
    weighed = results["weighed"]
    parts = [_head(results), *_compared(weighed), *_goals(next(iter(weighed.values())))]
    parts += [*_files(weighed), _METHOD.format(times=results["times"], widths=" and ".join(map(str, WIDTHS)))]
    return "\n".join([*parts, *_versions(results)])


def _head(results: dict[str, Any]) -> str:
    what = results["what"]
    subject = _SUBJECT.format(page=what["page"])
    head = report.head("Weight of a page", subject, "make weigh", what["date"], results["machine"], what["browser"])
    return f"{head.rstrip()}\n{_TIMES}"


def _compared(weighed: dict[str, Weight]) -> Iterator[str]:
    heads = ("page", "requests", "HTML", "style", "script", "sum", "other", "jQuery", "shift", "first text")
    yield "## Compared with other tools\n"
    yield report.table(heads, (_row(name, weight) for name, weight in weighed.items()))


def _row(name: str, weight: Weight) -> tuple[str, ...]:
    other = sum(file.bytes for file in weight.files) - weight.total
    sizes = [*(weight.bytes(kind) for kind in WEIGHED), weight.total, other]
    jquery = "yes" if weight.has_jquery else "no"
    return (name, str(len(weight.files)), *map(_size, sizes), jquery, f"{weight.shift:.4f}", _time(weight))


def _size(weight: int) -> str:
    return f"{weight / KILOBYTE:.1f} KB"


def _time(weight: Weight) -> str:
    return f"{statistics.median(weight.paint):.0f} ms" if weight.paint else "not measured"


def _goals(ours: Weight) -> Iterator[str]:
    goals = (
        ("HTML, style sheets and scripts are at most 200 KB", _size(ours.total), ours.total <= MOST),
        ("jQuery is not loaded", "jQuery" if ours.has_jquery else "none", not ours.has_jquery),
        ("Every loaded style sheet and script is used", ", ".join(ours.unused) or "none", not ours.unused),
        ("Nothing moves while the page loads", f"{ours.shift:.4f}", ours.shift == 0),
    )
    yield "## Goals\n"
    yield report.table(
        ("goal", "measured", "reached"), ((goal, value, "yes" if is_met else "**no**") for goal, value, is_met in goals)
    )


def _files(weighed: dict[str, Weight]) -> Iterator[str]:
    yield "## Files loaded\n"
    for name, weight in weighed.items():
        yield f"### {name}\n"
        rows = sorted(weight.files, key=lambda file: -file.bytes)
        used = ("" if file.used is None else f"{file.used:.0%}" for file in rows)
        yield report.table(
            ("file", "size", "used"),
            [(f"`{file.name}`", _size(file.bytes), part) for file, part in zip(rows, used, strict=True)],
        )


def _versions(results: dict[str, Any]) -> Iterator[str]:
    yield "## Versions\n"
    yield report.table(("package", "version"), results["versions"].items())
