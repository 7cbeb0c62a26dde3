"""Profiles `spoorboek check` with cProfile and adds up the time by package."""

from __future__ import annotations

import pstats
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from measure.bench.tools import CHECK

START: Final = "importing modules"
REST: Final = "the rest, mostly the library of Python"
# The first pattern that matches the file of a function decides its share.
ROOMS: Final = (
    ("Sphinx, docutils, sphinx-needs", r"/(sphinx|docutils|sphinx_needs)/"),
    ("catalogs", r"/babel/|/spoorboek/i18n/"),
    (
        "splitting pages into blocks",
        r"/(markdown_it|mdit_py_plugins|myst_parser)/|/spoorboek/readers/(blocks|parser|myst)\.py",
    ),
    ("items, options and their locations", r"/spoorboek/readers/(written_directive|items|options)\.py"),
    ("other readers", r"/spoorboek/readers/"),
    ("settings", r"/spoorboek/config/|/tomllib/"),
    ("rules", r"/spoorboek/(rules|analysis|model)/"),
    ("reporters", r"/spoorboek/reporters/"),
)

_PROFILED: Final = """\
import cProfile, sys
cProfile.run("from spoorboek.cli import main; main(sys.argv[2:])", sys.argv[1])
"""
# Not the command itself, which ends its process before cProfile can write.

Functions = dict[tuple[str, int, str], tuple[int, int, float, float, dict[Any, tuple[int, int, float, float]]]]


def shares(folder: Path, report: Path) -> dict[str, float]:
    """The share of each of these parts, from 0 to 1, in one run on the programme in a folder."""
    command = (sys.executable, "-c", _PROFILED, report, *CHECK.command[1:])
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    functions: Functions = pstats.Stats(str(report)).stats  # type: ignore[attr-defined]
    return _shares(functions)


def _shares(functions: Functions) -> dict[str, float]:
    """Own time by part; built-in functions count for their caller, and everything below an import for START."""
    seconds = dict.fromkeys([START, *(name for name, _ in ROOMS), REST], 0.0)
    for (file, _, name), (_, _, own, with_called, callers) in functions.items():
        if name == "_find_and_load" and "importlib" in file:
            seconds[START] = with_called
        for caller, of_it in (
            [(caller[0], times[2]) for caller, times in callers.items()] if file == "~" else [(file, own)]
        ):
            seconds[_room(caller)] += 0 if name == "<module>" else of_it
    total = sum(own for _, _, own, _, _ in functions.values())
    seconds[REST] = max(0.0, total - sum(spent for room, spent in seconds.items() if room != REST))
    return {room: round(spent / total, 3) for room, spent in seconds.items()}


def _room(file: str) -> str:
    return next((name for name, pattern in ROOMS if re.search(pattern, file)), REST)
