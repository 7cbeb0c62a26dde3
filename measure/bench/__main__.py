"""Measures every tool and writes docs/metingen/speed.md and growth.svg; the options restrict or resume a run."""

from __future__ import annotations

import argparse
import datetime
import json
import math
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from measure import environments, machine
from measure.bench import handbook, page, picture, rooms
from measure.bench.measure import measured
from measure.bench.programme import Programme, make
from measure.bench.tools import CHECK, DOORSTOP, OWN, PYTHON, SIZES, TOOLS, TRACEABILITY, Tool
from measure.bench.writers import doorstop, myst, strictdoc, traceability
from tests.handbooks import TOP

BUILD: Final = TOP / "build/bench"
RESULTS: Final = BUILD / "results.json"
PAGES: Final = TOP / "docs/metingen"
_LAST: Final = [(DOORSTOP, SIZES[1]), (TRACEABILITY, SIZES[1])]
"""Measured last: each takes a minute or more, and no goal compares with them."""
WRITERS: Final[dict[str, Callable[[Programme, Path], None]]] = {
    "myst": myst.write,
    "flawed": myst.write,
    "strictdoc": strictdoc.write,
    "doorstop": doorstop.write,
    "traceability": traceability.write,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Return 1 if a tool failed or time ran out, so that a partial measurement does not pass as complete."""
    options = _options(arguments)
    results = _begin(options)
    is_whole = options.page or _measure(_pairs(options, results), options, results)
    if not options.keep:
        PAGES.mkdir(parents=True, exist_ok=True)
        (PAGES / "speed.md").write_text(page.text(results), encoding="utf-8")
        picture.draw(results, PAGES / "growth.svg")
    every = [result for sizes in results["measured"].values() for result in sizes.values()]
    return 0 if is_whole and not any("failed" in result.get("problem", "") for result in every) else 1


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m measure.bench", description=__doc__)
    parser.add_argument("--sizes", default=",".join(SIZES), help="of the programme, in items (default: %(default)s)")
    parser.add_argument("--only", default="", metavar="TEXT", help="measure anew the tools with this in their name")
    parser.add_argument("--resume", action="store_true", help="go on where a run was broken off")
    parser.add_argument("--limit", type=float, default=300, help="seconds after which a tool is stopped (default: 300)")
    parser.add_argument("--minutes", type=float, default=math.inf, help="after which no other tool is begun")
    parser.add_argument("--keep", action="store_true", help="leave the pages in docs/metingen as they are")
    parser.add_argument("--page", action="store_true", help="measure nothing; write the pages anew")
    options = parser.parse_args(arguments)
    if not set(options.sizes.split(",")) <= {OWN, *SIZES}:
        parser.error(f"--sizes takes {', '.join(SIZES)}, with commas between")
    if not _named(options.only):
        parser.error(
            f"--only {options.only}: no tool has that in its name; they are {', '.join(t.name for t in TOOLS)}"
        )
    return options


def _named(text: str) -> list[Tool]:
    return [tool for tool in TOOLS if text.casefold() in tool.name.casefold()]


def _begin(options: argparse.Namespace) -> dict[str, Any]:
    """The results to add to: those of the previous run for --only, --resume or --page, else new ones."""
    if RESULTS.exists() and (options.only or options.resume or options.page):
        return dict(json.loads(RESULTS.read_text(encoding="utf-8")))
    return {"machine": machine.machine(), "limit": options.limit, "runs": 0, "programmes": {}, "measured": {}}


def _pairs(options: argparse.Namespace, results: dict[str, Any]) -> list[tuple[Tool, str]]:
    """The (tool, size) pairs to measure, small sizes first and _LAST last; without finished ones on --resume."""
    sizes = (OWN, *options.sizes.split(","))
    before = results["measured"] if options.resume else {}
    pairs = [(tool, size) for size in sizes for tool in _named(options.only) if size in tool.sizes]
    remaining = [(tool, size) for tool, size in pairs if size not in before.get(tool.name, {})]
    return sorted(remaining, key=lambda pair: pair in _LAST)


def _measure(pairs: Sequence[tuple[Tool, str]], options: argparse.Namespace, results: dict[str, Any]) -> bool:
    """Measure these and save each result at once; return whether time allowed all of them."""
    ends = time.monotonic() + options.minutes * 60
    for peer in sorted({tool.peer for tool, _ in pairs if tool.peer}):
        environments.build(peer)
    results["runs"] += 1 if pairs else 0
    results |= {"versions": machine.versions(), "date": str(datetime.datetime.now(datetime.UTC).date())}
    written: dict[tuple[str, str], Path] = {(CHECK.form, OWN): TOP}
    for number, (tool, size) in enumerate(pairs, 1):
        if time.monotonic() > ends:
            print(f"{options.minutes:g} minutes are over; --resume measures the rest, from {tool.name}, {size} on")
            break
        at = (tool.form, size)
        folder = written[at] = written.get(at) or _programme(tool.form, size, results)
        print(f"{number} of {len(pairs)}: {tool.name}, {size}", end=": ", flush=True)
        log = BUILD / "logs" / f"{tool.name}, {size}.txt"
        result = measured(tool, folder, log, options.limit, times=10 if tool in (PYTHON, CHECK) and size == OWN else 3)
        print(f"{result['problem']}, see {log}" if "problem" in result else f"{min(result['seconds'])} s", flush=True)
        results["measured"].setdefault(tool.name, {})[size] = result
        RESULTS.write_text(json.dumps(results, indent=1), encoding="utf-8")
    profiled = max((int(size) for tool, size in pairs if tool is CHECK and size in SIZES[:2]), default=0)
    if profiled:
        shares = rooms.shares(written[CHECK.form, str(profiled)], BUILD / "check.profile")
        results["rooms"] = {"size": profiled, "shares": shares}
        RESULTS.write_text(json.dumps(results, indent=1), encoding="utf-8")
    return all(size in results["measured"].get(tool.name, {}) for tool, size in pairs)


def _programme(form: str, size: str, results: dict[str, Any]) -> Path:
    """Write the programme of a size in a tool's format; return its folder."""
    folder = BUILD / "programmes" / form / size
    shutil.rmtree(folder, ignore_errors=True)
    if size == OWN:
        handbook.copy(folder)
        return folder
    programme = make(int(size), one_flaw_in=100 if form == "flawed" else 0)
    WRITERS[form](programme, folder)
    if form == CHECK.form:
        pages = (folder / "docs").glob("*.md")
        results["programmes"][size] = programme.counted() | {"bytes": sum(page.stat().st_size for page in pages)}
    return folder


if __name__ == "__main__":
    sys.exit(main())
