"""The performance goals of the project, and whether the results reach them."""

from __future__ import annotations

import math
import statistics
from dataclasses import dataclass
from typing import Any, Final

from measure.bench.tools import (
    BUILT,
    CHECK,
    EDITED,
    FLAWED,
    HTML,
    HTML_EDITED,
    HTML_OURS,
    HTML_OURS_EDITED,
    LIVE,
    NEEDS,
    NEEDS_OURS,
    OWN,
    PEERS,
    PYTHON,
    UNCHANGED,
    Tool,
)

Results = dict[str, Any]
MEGABYTE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal with the measured value; `reached` is None if it was not measured."""

    promise: str
    found: str
    reached: bool | None


def median(results: Results, tool: Tool, size: str, of: str = "seconds") -> float | None:
    """The median of wall-clock seconds, or CPU seconds with `of="cpu"`; None if not measured or not finished."""
    seconds = results["measured"].get(tool.name, {}).get(size, {}).get(of)
    return statistics.median(seconds) if seconds else None


def memory(results: Results, tool: Tool, size: str) -> float | None:
    """The peak memory in bytes; None if not measured or not finished."""
    peak: float | None = results["measured"].get(tool.name, {}).get(size, {}).get("memory")
    return peak


def goals(results: Results) -> tuple[Goal, ...]:
    """All goals with their results. Builds are compared by CPU time, since they use as many cores as are free."""
    middle, large = (median(results, CHECK, size) for size in ("10000", "100000"))
    most = memory(results, CHECK, "100000")

    def cpu(tool: Tool, size: str = "10000") -> float | None:
        return median(results, tool, size, "cpu")

    return (
        _times("This handbook is judged in {} times a bare start of Python", cpu(CHECK, OWN), cpu(PYTHON, OWN), 10),
        _ahead(results, middle),
        _times("10,000 items of which 1% is flawed take {} times those without a flaw", cpu(FLAWED), cpu(CHECK), 1.3),
        _at_most("100,000 items are judged in 10 s", large, 10, "{:.1f} s"),
        _at_most("100,000 items are judged in 400 MB", most and most / MEGABYTE, 400, "{:.0f} MB"),
        _linear(middle, large),
        _at_most("`make html` from nothing takes 28 s of CPU time", cpu(BUILT, OWN), 28, "{:.1f} s"),
        _times("`make html` after one edit takes {} times one without", cpu(EDITED, OWN), cpu(UNCHANGED, OWN), 1.5),
        _at_most("`make live` shows an edit within 2 s", median(results, LIVE, OWN), 2, "{:.1f} s"),
        _times("HTML of 10,000 items takes {} times sphinx-needs alone", cpu(HTML_OURS), cpu(HTML), 1.1),
        _times("After one edit it takes {} times that", cpu(HTML_OURS_EDITED), cpu(HTML_EDITED), 1.3),
        _times("needs.json of 10,000 items takes {} times sphinx-needs alone", cpu(NEEDS_OURS), cpu(NEEDS), 1.1),
        _times(
            "A build of 10,000 items takes {} times the memory of sphinx-needs alone",
            memory(results, HTML_OURS, "10000"),
            memory(results, HTML, "10000"),
            1.2,
        ),
    )


def _times(promise: str, ours: float | None, theirs: float | None, most: float) -> Goal:
    """A goal that `ours` is at most `most` times `theirs`; `promise` has a placeholder for that."""
    factor = ours / theirs if ours and theirs else None
    return _at_most(promise.format(f"at most {most:g}"), factor, most, "{:.2f} times")


def _at_most(promise: str, value: float | None, most: float, form: str) -> Goal:
    return Goal(
        promise, "not measured" if value is None else form.format(value), None if value is None else value <= most
    )


def _ahead(results: Results, ours: float | None) -> Goal:
    promise = "10,000 items are judged at least 25 times as fast as by the quickest peer"
    times = [(seconds, peer.name) for peer in PEERS if (seconds := median(results, peer, "10000"))]
    if not (ours and times):
        return Goal(promise, "not measured", None)
    seconds, peer = min(times)
    return Goal(promise, f"{seconds / ours:.1f} times ({peer}: {seconds:.1f} s)", seconds / ours >= 25)


def _linear(middle: float | None, large: float | None) -> Goal:
    """The goal about the exponent of growth: 1 is linear, and 1.05 allows for effects of caches."""
    promise = "Time grows in proportion to the items: ten times the items, to the power of at most 1.05"
    power = math.log10(large / middle) if middle and large else None
    return _at_most(promise, power, 1.05, "{:.2f}")
