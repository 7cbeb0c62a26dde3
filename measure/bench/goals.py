"""What the project set out to reach, and whether these results do."""

from __future__ import annotations

import math
import statistics
from dataclasses import dataclass
from typing import Any, Final

from measure.bench.tools import CHECK, HTML, HTML_OURS, OWN, PEERS, Tool

Results = dict[str, Any]
MEGABYTE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Goal:
    """`reached` is None where it was not measured."""

    promise: str
    found: str
    reached: bool | None


def median(results: Results, tool: Tool, size: str) -> float | None:
    """Seconds; None where it was not measured or not done."""
    seconds = results["measured"].get(tool.name, {}).get(size, {}).get("seconds")
    return statistics.median(seconds) if seconds else None


def goals(results: Results) -> tuple[Goal, ...]:
    """Each goal with what was found."""
    own, middle, large = (median(results, CHECK, size) for size in (OWN, "10000", "100000"))
    memory = results["measured"].get(CHECK.name, {}).get("100000", {}).get("memory")
    plain, ours = (median(results, tool, "10000") for tool in (HTML, HTML_OURS))
    return (
        _at_most("The project's own handbook is judged in 0.3 s, from process start to exit", own, 0.3, "{:.3f} s"),
        _at_most("10,000 items are judged in 1.0 s, cold", middle, 1.0, "{:.3f} s"),
        _ahead(results, middle),
        _at_most("100,000 items are judged in 10 s", large, 10, "{:.1f} s"),
        _at_most("100,000 items are judged in 600 MB", memory and memory / MEGABYTE, 600, "{:.0f} MB"),
        _linear(middle, large),
        _at_most(
            "The extension adds at most 10% to the HTML build of 10,000 items",
            ours and plain and (ours / plain - 1) * 100,
            10,
            "{:+.1f}%",
        ),
    )


def _at_most(promise: str, found: float | None, most: float, form: str) -> Goal:
    return Goal(
        promise, "not measured" if found is None else form.format(found), None if found is None else found <= most
    )


def _ahead(results: Results, ours: float | None) -> Goal:
    promise = "10,000 items are judged at least 14 times as fast as by the quickest peer"
    times = [(seconds, peer.name) for peer in PEERS if (seconds := median(results, peer, "10000"))]
    if not (ours and times):
        return Goal(promise, "not measured", None)
    seconds, peer = min(times)
    return Goal(promise, f"{seconds / ours:.1f} times ({peer}: {seconds:.1f} s)", seconds / ours >= 14)


def _linear(middle: float | None, large: float | None) -> Goal:
    """Growth is a power of the number of items: 1 is linear, and 1.05 is within what one machine's caches add."""
    promise = "Time grows in proportion to the items: ten times the items, to the power of at most 1.05"
    power = math.log10(large / middle) if middle and large else None
    return _at_most(promise, power, 1.05, "{:.2f}")
