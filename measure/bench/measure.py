"""Measures a tool: one run to warm the file cache, then the runs that count."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from measure import stopwatch
from measure.bench.tools import Tool

QUICK: Final = 20.0  # a first run of more seconds is repeated only once
LONG: Final = 60.0  # a first run of more seconds counts itself: the file cache makes no difference then

Run = dict[str, Any]  # seconds, cpu, memory, exit
Measured = dict[str, Any]  # seconds and cpu of each run and memory of the largest, or the problem


def measured(tool: Tool, folder: Path, log: Path, limit: float, times: int) -> Measured:
    """Measure a tool on the programme in a folder; a `problem` if it fails or exceeds `limit` seconds."""
    runs: list[Run] = []
    for run in _runs(tool, folder, log, limit, times):
        if run["exit"] is None:
            return {"problem": f"not done in {limit:g} s"}
        if run["exit"] != tool.exits:
            return {"problem": f"failed with exit code {run['exit']}"}
        runs.append(run)
    counted = runs[1:] or runs
    return {
        "seconds": [round(run["seconds"], 3) for run in counted],
        "cpu": [round(run["cpu"], 3) for run in counted],
        "memory": max(run["memory"] for run in counted),
    }


def _runs(tool: Tool, folder: Path, log: Path, limit: float, times: int) -> Iterator[Run]:
    first = _run(tool, folder, log, limit)
    yield first
    if first["seconds"] > LONG and tool.outputs:  # an incremental run needs a second one
        return
    page = folder / tool.edited
    written = page.read_bytes() if tool.edited else b""
    for number in range(times if first["seconds"] < QUICK else 1):
        if tool.edited:
            page.write_bytes(written + b"\nBewerkt: %d.\n" % number)
        yield _run(tool, folder, log, limit)
    if tool.edited:
        page.write_bytes(written)


def _run(tool: Tool, folder: Path, log: Path, limit: float) -> Run:
    for name in tool.outputs:
        shutil.rmtree(folder / name, ignore_errors=True)
    log.parent.mkdir(parents=True, exist_ok=True)
    timed = (sys.executable, "-I", "-S", stopwatch.__file__, str(limit), log, *tool.command)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environment["SPOORBOEK_LANG"] = "en"  # the same work on every machine
    done = subprocess.run(timed, cwd=folder, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    run = dict(json.loads(done.stdout))
    if tool.tells_seconds and run["exit"] == tool.exits:
        run["seconds"] = float(log.read_text(encoding="utf-8").split()[-1])
    return run
