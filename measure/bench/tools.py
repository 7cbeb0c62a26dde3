"""The measured tools: the command of each, the format of its input, and the folders that it writes."""

from __future__ import annotations

import shlex
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from measure import environments

_OURS: Final = Path(sys.executable).parent
_SPHINX: Final = (str(_OURS / "sphinx-build"), "-q", "-W", "-n")
OWN: Final = "own"  # instead of a size: this project's own handbook
SIZES: Final = ("1000", "10000", "100000")


@dataclass(frozen=True, slots=True)
class Tool:
    """A command, run in the folder where the writer of `form` put a programme.

    The folders in `outputs` are removed before each run. If `edited`, that page is edited before
    each run instead. `peer` is the environment it needs. `exits` is the exit code of success. If `tells_seconds`, the
    last word that it prints is the time to record.
    """

    name: str
    form: str
    command: tuple[str, ...]
    sizes: tuple[str, ...] = SIZES[:2]
    outputs: tuple[str, ...] = ()
    edited: str = ""
    peer: str = ""
    exits: int = 0
    tells_seconds: bool = False


def _sphinx(name: str, builder: str, conf: str) -> tuple[Tool, Tool]:
    """A clean build, and an incremental one after an edit."""
    out = f"{builder}-{conf}"
    outputs = (f"out/{out}", f"doctrees/{out}")
    command = (*_SPHINX, "-j", "auto", "-b", builder, "-c", conf, "-d", outputs[1], "docs", outputs[0])
    edited = f"{name}, after one edit"
    return Tool(name, "myst", command, outputs=outputs), Tool(edited, "myst", command, edited="docs/event-0001.md")


def _handbook(*more: str) -> tuple[str, ...]:
    """The command of `make html` for one language."""
    return (*_SPHINX, "-c", "conf", *more)


PYTHON: Final = Tool("bare start of Python", "myst", (sys.executable, "-c", "pass"), sizes=(OWN,))
CHECK: Final = Tool("spoorboek check", "myst", (str(_OURS / "spoorboek"), "check"), sizes=(OWN, *SIZES))
FLAWED: Final = Tool("spoorboek check, 1% flawed", "flawed", CHECK.command, exits=1)
_SCAN: Final = (sys.executable, "-I", "-S", str(Path(__file__).with_name("scan.py")), "docs")
SCAN: Final = Tool("bare scan", "myst", _SCAN, sizes=SIZES)
STRICTDOC: Final = Tool(
    "StrictDoc",
    "strictdoc",
    (
        str(environments.programs("strictdoc") / "strictdoc"),
        *shlex.split("export --formats json --output-dir out docs"),
    ),
    outputs=("out",),
    peer="strictdoc",
)
DOORSTOP: Final = Tool(
    "Doorstop",
    "doorstop",
    (str(environments.programs("doorstop") / "doorstop"), *shlex.split("--quiet --no-reformat --no-review-check")),
    peer="doorstop",
)
TRACEABILITY: Final = Tool(
    "mlx.traceability",
    "traceability",
    (
        str(environments.programs("mlx.traceability") / "sphinx-build"),
        *shlex.split("-q -W -b dummy -d doctrees docs out"),
    ),
    outputs=("out", "doctrees"),
    peer="mlx.traceability",
)
_DUTCH: Final = _handbook("-d", "build/doctrees", "docs", "build/html")
_ENGLISH: Final = _handbook("-D", "language=en", "-d", "build/doctrees-en", "docs", "build/html/en")
_BOTH: Final = ("sh", "-c", f"{shlex.join(_DUTCH)} & {shlex.join(_ENGLISH)} && wait $!")
_PAGE: Final = "techniek/architecture"
BUILT: Final = Tool("make html, from nothing", "handbook", _BOTH, sizes=(OWN,), outputs=("build",))
UNCHANGED: Final = Tool("make html, with nothing changed", "handbook", _BOTH, sizes=(OWN,))
EDITED: Final = Tool("make html, after one edit", "handbook", _BOTH, sizes=(OWN,), edited=f"docs/{_PAGE}.md")
_LIVE: Final = (
    *(sys.executable, str(Path(__file__).with_name("live.py"))),
    *shlex.split(f"docs/{_PAGE}.md build/live/html/{_PAGE}.html build/live/doctrees/spoorboek.finished"),
    *(sys.executable, *shlex.split("-m spoorboek.sphinxext.live -n -j auto -c conf -D spoorboek_languages=nl")),
    *shlex.split("-d build/live/doctrees --watch conf --watch ext --port 0 docs build/live/html"),
)
LIVE: Final = Tool("make live, until an edit shows", "handbook", _LIVE, sizes=(OWN,), tells_seconds=True)
NEEDS, NEEDS_EDITED = _sphinx("sphinx-needs, needs.json", "needs", "conf-plain")
NEEDS_OURS, NEEDS_OURS_EDITED = _sphinx("sphinx-needs with Spoorboek, needs.json", "needs", "conf")
HTML, HTML_EDITED = _sphinx("sphinx-needs, HTML", "html", "conf-plain")
HTML_OURS, HTML_OURS_EDITED = _sphinx("sphinx-needs with Spoorboek, HTML", "html", "conf")

PEERS: Final = (NEEDS, STRICTDOC, DOORSTOP, TRACEABILITY)
TOOLS: Final = (
    *(PYTHON, CHECK, FLAWED, SCAN),
    *(BUILT, UNCHANGED, EDITED, LIVE),
    *(NEEDS, NEEDS_EDITED, NEEDS_OURS, NEEDS_OURS_EDITED),
    *(HTML, HTML_OURS, HTML_EDITED, HTML_OURS_EDITED),
    *(STRICTDOC, DOORSTOP, TRACEABILITY),
)
