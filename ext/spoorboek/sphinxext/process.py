"""How the process of a build works: it seldom looks for objects to free, and reads and writes few pages by itself."""

from __future__ import annotations

import gc
from collections.abc import Sized
from typing import Final

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from spoorboek.sphinxext import gate

_NEW_OBJECTS: Final = 10_000
"""Python looks for unused objects after each 700 new ones. Most of a build's stay: that took a third of its time."""
_FEW: Final = 10
"""One page in so many: another process hands the whole environment back, which takes longer than to read them."""


def set_up(app: Sphinx) -> None:
    """Connect it, until the end of the build."""
    before, processes = gc.get_threshold(), app.parallel
    gc.set_threshold(_NEW_OBJECTS, *before[1:])

    def read_few(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        app.parallel = 1 if are_few(docnames, env) else processes

    def write(app: Sphinx, env: BuildEnvironment) -> None:
        app.parallel = processes

    app.connect("env-before-read-docs", read_few, priority=gate.LAST)
    app.connect("env-updated", write)
    app.connect("build-finished", lambda app, error: gc.set_threshold(*before), priority=gate.LAST + 2)


def are_few(docnames: Sized, env: BuildEnvironment) -> bool:
    """Are these so few of all pages that one process is done with them sooner than several (seen in Sphinx 9.0)?"""
    return len(docnames) <= max(1, len(env.found_docs) // _FEW)
