"""Generates the page about speed from the results; no figure on it is typed by hand."""

from __future__ import annotations

import shlex
import statistics
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from measure.bench.goals import MEGABYTE, goals, median
from measure.bench.measure import LONG, QUICK
from measure.bench.tools import CHECK, OWN, SIZES, TOOLS, Tool

Results = dict[str, Any]
IDLE: Final = 0.5  # the highest load average that counts as idle

_HEAD: Final = """\
---
language: en
---
# Speed

What a verdict costs, beside the tools that give one of the same kind.
`make bench` wrote this page on {date}; no figure on it is typed by hand.

Measured on **one machine**: {processor}, {cores} cores, {memory:.0f} GB of memory, {system}, Python {python}.
It had {load} processes running on average when the measuring began{busy}.{parts}
Seconds hold for that machine alone. Elsewhere only the proportions do.
"""

_PARTS: Final = "\nThe rows are of {} runs, at moments when the machine may have been more or less busy."

_FIGURE: Final = """\
```{figure} growth.svg
:alt: Seconds against items on logarithmic scales, one line for each tool. The tables below give the same figures.

Seconds against items. Each step on either side is ten times as much.
```
"""

_METHOD: Final = """\
## How it is measured

- Each tool reads the same made-up programme in its own format: the same items, fields, links and text, from one seed.
  It is fully traced, so that a check finds nothing. In the flawed one, one item in a hundred has a link to no item.
- Time is that of the whole process, from start to exit; *processors* is what all of them did for it together, which
  depends least on what else the machine did. One run comes first, to warm the file cache.
  Then three runs count, or one where the first took longer than {quick:.0f} s.
  A first run of more than {long:.0f} s is the measurement itself. This handbook is judged ten times.
- Memory is that of the largest process of the tree. What processes beside it held is not added.
- What a run leaves behind is removed before the next one, but for the rows *after one edit*:
  there a line was added to one page of a handbook that was built already.
- `make html` and `make live` build a copy of this handbook, the first in both languages. Of `make live` the time counts
  from a line that is added to a page to the end of the build that shows it.
- A tool is stopped after {limit:.0f} s.
- The tools differ in what they ask. StrictDoc stops at the first dead link, and is asked for JSON, its quickest export.
  Doorstop's links have no roles, and it is asked not to rewrite files. mlx.traceability is asked for no pages.
- The bare scan is the limit: regular expressions in Python find items, options and links in the same bytes,
  hash the texts and turn the links around. It gives no verdict.

Not measured: OpenFastTrace, a Java archive on Maven Central, where the bench only installs Python packages with hashes;
and ubCode, an extension of an editor with a licence of its own, which gives its verdict there.
"""


def text(results: Results) -> str:
    """The whole page."""
    machine = results["machine"]
    busy = ", so it was not idle: the seconds are too high" if machine["load"] > IDLE else ""
    parts = _PARTS.format(results["runs"]) if results["runs"] > 1 else ""
    values = {"memory": machine["memory"] / 1e9, "date": results["date"], "busy": busy, "parts": parts}
    head = _HEAD.format(**machine | values)
    above = [
        head,
        *_goals(results),
        *_sizes(results),
        *_rooms(results),
        _METHOD.format(limit=results["limit"], quick=QUICK, long=LONG),
    ]
    return "\n".join([*above, *_programme(results), *_commands(), *_versions(results)])


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    heads = list(heads)
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _goals(results: Results) -> Iterator[str]:
    yield "## What we set out to reach\n"
    word = {True: "yes", False: "**no**", None: "not measured"}
    rows = [(goal.promise, goal.found, word[goal.reached]) for goal in goals(results)]
    yield _table(("goal", "measured", "reached"), rows)


def _sizes(results: Results) -> Iterator[str]:
    yield "## How long it takes\n"
    yield _FIGURE
    for size in (OWN, *SIZES):
        rows = [_row(results, tool, size) for tool in TOOLS if size in results["measured"].get(tool.name, {})]
        if rows:
            yield "### This handbook\n" if size == OWN else f"### {int(size):,} items\n"
            yield _table(("tool", "median", "least", "processors", f"times `{CHECK.name}`", "memory"), rows)


def _row(results: Results, tool: Tool, size: str) -> tuple[str, ...]:
    result = results["measured"][tool.name][size]
    if "problem" in result:
        return (tool.name, result["problem"], "", "", "", "")
    ours, seconds = median(results, CHECK, size), statistics.median(result["seconds"])
    times = _times(seconds / ours) if ours else ""
    memory = f"{result['memory'] / MEGABYTE:.0f} MB"
    cpu = _seconds(statistics.median(result["cpu"])) if "cpu" in result else ""
    return (tool.name, _seconds(seconds), _seconds(min(result["seconds"])), cpu, times, memory)


def _times(times: float) -> str:
    return f"{times:.1f}" if times >= 0.95 else f"{times:.2g}"


def _seconds(seconds: float) -> str:
    return f"{seconds:.{2 if seconds < 10 else 1}f} s"


def _rooms(results: Results) -> Iterator[str]:
    rooms = results.get("rooms")
    if not rooms:
        return
    yield "## Where the time goes\n"
    yield f"Of one `{CHECK.name}` over {rooms['size']:,} items, as cProfile sees it. It slows small functions most.\n"
    yield _table(("room", "share"), [(room, f"{share:.0%}") for room, share in rooms["shares"].items()])


def _programme(results: Results) -> Iterator[str]:
    yield "## The programme\n"
    counted = results["programmes"]
    sizes = [size for size in SIZES if size in counted]
    rows = [(kind, *(f"{counted[size][kind]:,}" for size in sizes)) for kind in counted[sizes[0]]]
    yield _table(("what", *(f"{int(size):,} items" for size in sizes)), [row for row in rows if row[0] != "items"])


def _commands() -> Iterator[str]:
    yield "## The commands\n"
    rows = [(tool.name, f"`{_command(tool)}`") for tool in TOOLS if not tool.edited]
    yield _table(("tool", "command"), rows).replace("---:", "---")


def _command(tool: Tool) -> str:
    """The command line with the names of programs instead of their paths."""
    return shlex.join(Path(word).name if word.startswith("/") else word for word in tool.command)


def _versions(results: Results) -> Iterator[str]:
    yield "## Versions\n"
    yield _table(("package", "version"), results["versions"].items())
