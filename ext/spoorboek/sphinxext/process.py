"""Tune the build process: fewer garbage collections, and no parallel processes for a few pages."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sized
from typing import Any, Final

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.parallel import ParallelTasks

from spoorboek.sphinxext import gate

_NEW_OBJECTS: Final = 10_000
"""Allocations between garbage collections (Python: 700), which took a third of a build, as most objects stay."""
_FEW: Final = 10
"""The divisor of all pages up to which one process is faster: others send back the whole environment."""


def set_up(app: Sphinx) -> None:
    """Set this up until the end of the build."""
    before, processes = gc.get_threshold(), app.parallel
    gc.set_threshold(_NEW_OBJECTS, *before[1:])

    def read_few(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        app.parallel = 1 if are_few(docnames, env) else processes

    def write(app: Sphinx, env: BuildEnvironment) -> None:
        app.parallel = processes

    app.connect("env-before-read-docs", read_few, priority=gate.LAST)
    app.connect("env-updated", write)
    app.connect("build-finished", lambda app, error: gc.set_threshold(*before), priority=gate.LAST + 2)


def add(tasks: ParallelTasks, run: Callable[[Any], None], argument: Any) -> None:
    """Add a task and wait until a process has begun it, so that no other waits in memory (Sphinx 9.0)."""
    tasks.add_task(run, argument)
    while tasks._precvs_waiting and not tasks._join_one():  # noqa: SLF001 - no public way to wait for one of the tasks
        time.sleep(0.002)


def are_few(docnames: Sized, env: BuildEnvironment) -> bool:
    """Whether these pages are so few that one process is faster than several (seen in Sphinx 9.0)."""
    return len(docnames) <= max(1, len(env.found_docs) // _FEW)
