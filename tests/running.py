"""Runs the commands that a reader types, each in a process of its own."""

from __future__ import annotations

import csv
import io
import multiprocessing
import os
import re
import runpy
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from html import unescape
from pathlib import Path
from typing import Protocol

from tests.handbooks import TOP, Handbook

SPOORBOEK = ("-c", "import sys; from spoorboek.cli import main; sys.exit(main())")  # the script that pip installs


class Folder(Protocol):
    """A handbook, or another project: anything with a folder."""

    folder: Path


_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.preloaded"])
_LONGEST = 300
"""Seconds after which a command hangs."""
_READ_AT_THE_START = "PYTHON"
"""Begins the names of the variables that Python reads when it starts."""


def run(
    handbook: Folder, *command: str, first: Callable[[], None] | None = None, **variables: str
) -> subprocess.CompletedProcess[str]:
    """A command as a reader types it, in the folder of the handbook, with this checkout's extension.

    It runs in a process of its own, which has Sphinx imported already (a second less for each) and calls `first`; in
    one that starts from nothing where a variable is given that Python reads when it starts, such as PYTHONHASHSEED.
    """
    environ = {**os.environ, "PYTHONPATH": str(TOP / "ext"), "NO_COLOR": "1", **variables}
    if any(name.startswith(_READ_AT_THE_START) for name in variables):
        return subprocess.run(
            [sys.executable, *command], cwd=handbook.folder, env=environ, capture_output=True, text=True, check=False
        )
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        process = _FORKS.Process(target=_run, args=(command, handbook.folder, environ, out, err, first))
        process.start()
        process.join(_LONGEST)
        if process.exitcode is None:
            process.kill()
            raise subprocess.TimeoutExpired(command, _LONGEST)
        written = (path.read_text(encoding="utf-8", errors="surrogateescape") for path in (out, err))
        return subprocess.CompletedProcess(command, process.exitcode or 0, *written)


def _run(
    command: Sequence[str],
    folder: Path,
    environ: Mapping[str, str],
    out: Path,
    err: Path,
    first: Callable[[], None] | None,
) -> None:
    for number, path in ((1, out), (2, err)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), number)
    sys.stdout = io.TextIOWrapper(os.fdopen(1, "wb", closefd=False), encoding="utf-8")
    sys.stderr = io.TextIOWrapper(os.fdopen(2, "wb", closefd=False), encoding="utf-8", errors="backslashreplace")
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environ)
    time.tzset()
    if first is not None:
        first()
    kind, code, *arguments = command
    sys.argv = [code if kind == "-m" else kind, *arguments]
    try:
        if kind == "-m":
            runpy.run_module(code, run_name="__main__", alter_sys=True)
        else:
            exec(code, {"__name__": "__main__"})  # noqa: S102 - it is the command that pip installs
    finally:
        sys.stdout.flush()
        sys.stderr.flush()


def checked(handbook: Handbook) -> subprocess.CompletedProcess[str]:
    return run(handbook, *SPOORBOEK, "check")


def built(handbook: Handbook, *options: str) -> subprocess.CompletedProcess[str]:
    """`sphinx-build` as `make html` calls it."""
    return run(handbook, "-m", "sphinx", "-q", "-W", "-n", *options, "-c", "conf", "-d", "doctrees", "docs", "html")


Files = dict[str, bytes]


def files(out: Path) -> Files:
    """What a build wrote, by name."""
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def text(html: str) -> str:
    """The text of a page, in one line, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a table as a spreadsheet reads them, each by the heads of the columns."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def differing(first: Files, other: Files) -> list[str]:
    return sorted(name for name in first.keys() | other.keys() if first.get(name) != other.get(name))
