"""`make live`: sphinx-autobuild without the second that each build spends on imports.

It starts Python for each build (seen in sphinx-autobuild 2025.8). Here a build is a fork of a process that has
imported everything and built nothing, so that builds share no state.
"""

from __future__ import annotations

import gc
import importlib
import multiprocessing
import subprocess
import sys
from collections.abc import Sequence
from functools import partial
from types import SimpleNamespace
from typing import Final

import sphinx.cmd.build
from sphinx.application import builtin_extensions

from spoorboek.sphinxext import digests

_MODULES: Final = (
    *builtin_extensions,
    "furo",
    "myst_parser.sphinx_",
    "sphinx_needs.needs",
    "spoorboek.sphinxext.extension",
)


def main(arguments: Sequence[str]) -> None:
    """Serve a handbook and build it at each change; the arguments are those of sphinx-autobuild."""
    from sphinx_autobuild import __main__ as autobuild  # noqa: PLC0415 - only `make live` has it
    from sphinx_autobuild import build  # noqa: PLC0415

    code = digests.of_files(digests.code())
    for name in _MODULES:
        importlib.import_module(name)
    gc.freeze()  # imported modules stay: exempt them from garbage collection
    if sys.platform == "linux":  # elsewhere, system libraries may not survive a fork
        build.subprocess = SimpleNamespace(run=partial(run, code), CalledProcessError=subprocess.CalledProcessError)
    autobuild.main(arguments)


def run(code: str, command: list[str], *, check: bool) -> None:
    """Run a command as `subprocess.run` does; fork if it is a build and our code still has the digest `code`.

    Raises CalledProcessError if it fails and `check` is set.
    """
    is_build = command[:4] == [sys.executable, "-m", "sphinx", "build"]
    if not is_build or digests.of_files(digests.code()) != code:
        subprocess.run(command, check=check)
        return
    process = multiprocessing.get_context("fork").Process(target=_build, args=(command[4:],))
    process.start()
    process.join()
    if check and process.exitcode:
        raise subprocess.CalledProcessError(process.exitcode, command)


def _build(arguments: list[str]) -> None:
    sys.exit(sphinx.cmd.build.main(arguments))


if __name__ == "__main__":
    main(sys.argv[1:])
