"""Generates the page about speed from the results; no figure on it is typed by hand."""

from __future__ import annotations

import re
import shlex
import statistics
from collections.abc import Iterator
from typing import Any, Final

from measure import report
from measure.bench.goals import MEGABYTE, goals, median
from measure.bench.measure import LONG, QUICK
from measure.bench.tools import CHECK, OWN, SIZES, TOOLS, Tool

Results = dict[str, Any]

_SUBJECT: Final = "What a check or a build costs, compared with tools that do the same kind of work."
_PROPORTIONS: Final = "Seconds are valid for this machine only. For another machine, compare the proportions.\n"
_PARTS: Final = "The rows come from {} runs, in which the machine may have been more or less busy.\n"
_FIGURE: Final = """\
```{figure} growth.svg
:alt: Seconds against items on logarithmic scales, one line for each tool. The tables below give the same figures.

Seconds against items. Each step on either side is ten times as much.
```
"""

_METHOD: Final = """\
## How it is measured

- Each tool reads the same generated programme in its own format: the same items, fields, links and text, from one
  seed. A check finds nothing in it. In the flawed one, one item in a hundred has a link to an item that does not
  exist.
- Time is that of the whole process, from start to exit. *CPU* is the CPU time of all its processes together, which
  depends least on the load of the machine. A first run warms the file cache. Then three runs count, or one if the
  first took longer than {quick:.0f} s. If the first took more than {long:.0f} s, it counts itself. The rows of the
  check of this handbook are of ten runs.
- Memory is the peak of the largest process; that of other processes is not added.
- The output of a run is removed before the next one, except in the rows *after one edit*: there, one line is added to
  one page of a handbook that was built before.
- `make html` and `make live` build a copy of this handbook; `make html` in both languages. The time of `make live` is
  from saving a line in a page to the end of the build that shows it.
- A tool is stopped after {limit:.0f} s.
- The tools differ in what they check. StrictDoc stops at the first dead link; it exports JSON, its fastest format.
  Doorstop's links have no roles, and it may not rewrite files. mlx.traceability writes no pages.
- The bare scan is the lower bound: regular expressions in Python find the items, options and links in the same files,
  hash the texts and invert the links. It judges nothing.

Not measured: OpenFastTrace, which is a Java archive on Maven Central, while the bench installs only Python packages
with hashes; and ubCode, an extension of an editor with a licence of its own, which reports only in that editor.
"""


def text(results: Results) -> str:
    """The whole page."""
    machine = results["machine"]
    head = report.head("Speed", _SUBJECT, "make bench", results["date"], machine, f"Python {machine['python']}")
    parts = [head.rstrip(), *([_PARTS.format(results["runs"]).rstrip()] if results["runs"] > 1 else []), _PROPORTIONS]
    parts += [*_goals(results), *_sizes(results), *_rooms(results)]
    parts += [_METHOD.format(limit=results["limit"], quick=QUICK, long=LONG)]
    return "\n".join([*parts, *_programme(results), *_commands(), *_versions(results)])


def _goals(results: Results) -> Iterator[str]:
    yield "## Goals\n"
    word = {True: "yes", False: "**no**", None: "not measured"}
    rows = [(goal.promise, goal.found, word[goal.reached]) for goal in goals(results)]
    yield report.table(("goal", "measured", "reached"), rows)


def _sizes(results: Results) -> Iterator[str]:
    yield "## How long it takes\n"
    yield _FIGURE
    for size in (OWN, *SIZES):
        rows = [_row(results, tool, size) for tool in TOOLS if size in results["measured"].get(tool.name, {})]
        if rows:
            yield "### This handbook\n" if size == OWN else f"### {int(size):,} items\n"
            yield report.table(("tool", "median", "least", "CPU", f"times `{CHECK.name}`", "memory"), rows)


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
    yield f"Of one `{CHECK.name}` of {rooms['size']:,} items, by cProfile, which slows short functions most.\n"
    yield report.table(("room", "share"), [(room, f"{share:.0%}") for room, share in rooms["shares"].items()])


def _programme(results: Results) -> Iterator[str]:
    yield "## The programme\n"
    counted = results["programmes"]
    sizes = [size for size in SIZES if size in counted]
    rows = [(kind, *(f"{counted[size][kind]:,}" for size in sizes)) for kind in counted[sizes[0]]]
    yield report.table(
        ("what", *(f"{int(size):,} items" for size in sizes)), [row for row in rows if row[0] != "items"]
    )


def _commands() -> Iterator[str]:
    yield "## The commands\n"
    rows = [(tool.name, f"`{_command(tool)}`") for tool in TOOLS if not tool.edited]
    yield report.table(("tool", "command"), rows).replace("---:", "---")


def _command(tool: Tool) -> str:
    """The command line with the names of programs instead of their paths."""
    return re.sub(r"(?<![^\s'])/\S*/", "", shlex.join(tool.command))


def _versions(results: Results) -> Iterator[str]:
    yield "## Versions\n"
    yield report.table(("package", "version"), results["versions"].items())
