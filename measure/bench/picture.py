"""Draws seconds against items, both on a logarithmic scale; the same results give the same bytes."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import matplotlib as mpl
from matplotlib.figure import Figure

from measure.bench.goals import median
from measure.bench.tools import CHECK, DOORSTOP, HTML, NEEDS, SCAN, SIZES, STRICTDOC, TRACEABILITY, Tool

_INK: Final = "#16202a"
# Tool, colour, marker, dash: lines differ without colour too.
_LINES: Final[tuple[tuple[Tool, str, str, str], ...]] = (
    (HTML, "#7a4a00", "s", "--"),
    (STRICTDOC, "#a3261d", "^", "-."),
    (TRACEABILITY, "#5b3d8c", "v", "--"),
    (NEEDS, "#8a5a00", "D", ":"),
    (DOORSTOP, "#4a5560", "P", "-."),
    (CHECK, "#0a5c73", "o", "-"),
    (SCAN, "#2f7d32", "x", ":"),
)
_SETTINGS: Final = {
    "svg.hashsalt": "spoorboek",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 12,
    **dict.fromkeys(("text.color", "axes.labelcolor", "axes.edgecolor", "xtick.color", "ytick.color"), _INK),
}


def draw(results: dict[str, Any], path: Path) -> None:
    """Write the picture as SVG, with a background, so that it is legible in light and dark mode."""
    with mpl.rc_context(_SETTINGS):
        figure = Figure(figsize=(9, 5.6), facecolor="#f2f7f9", layout="constrained")
        axes = figure.add_subplot(facecolor="#ffffff", xscale="log", yscale="log")
        for tool, colour, marker, dash in _LINES:
            points = [(int(size), seconds) for size in SIZES if (seconds := median(results, tool, size))]
            if points:
                width = 3 if tool is CHECK else 1.6
                axes.plot(
                    *zip(*points, strict=True), dash, color=colour, marker=marker, label=tool.name, linewidth=width
                )
        axes.set(xlabel="items", ylabel="seconds, whole process", xlim=(700, 140_000))
        axes.set_xticks([int(size) for size in SIZES], [f"{int(size):,}" for size in SIZES])
        axes.yaxis.set_major_formatter("{x:g}")
        axes.grid(visible=True, which="major", color="#cfd8de")
        axes.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False)
        figure.savefig(path, metadata={"Date": None, "Creator": None, "Title": "Seconds against items"})
