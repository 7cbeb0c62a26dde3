"""Measures what Spoorboek adds to a build of a project that is no handbook; writes docs/metingen/others.md.

The projects are two of tests/foreign, enlarged to about the number of pages and items of the public projects that they
imitate. The speed of a shared processor varies, so builds with and without alternate; each is compared with the next.
"""

from __future__ import annotations

import datetime
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final, NamedTuple

from measure import report, stopwatch
from measure.machine import machine
from tests.handbooks import TOP

PAGES: Final = 60
ITEMS: Final = 5
"""The number of copies of the items on each page."""
TIMES: Final = int(os.environ.get("TIMES", "9"))
LIMIT: Final = 600
WRITTEN: Final = TOP / "docs/metingen/others.md"
PACKAGES: Final = ("sphinx", "sphinx-needs", "myst-parser")
_SUBJECT: Final = "What the extension adds to the CPU time of a build in a project that is not a Spoorboek handbook."
_METHOD: Final = f"""\
The projects are two of `tests/foreign/`, which imitate public ones, with {PAGES} pages added: one defines its types
in an extension, the other has templates as pages. Each was built as HTML from nothing (`-E -n`), with and without
Spoorboek in turn, {TIMES} times each after one build that does not count. Times are medians of the CPU time of all
processes. The difference is that between the two builds of a turn: the median, and the least and the most.
"""
_HEADS: Final = ("project", "items", "without", "with", "difference", "least to most")


class Kind(NamedTuple):
    """A project: a pattern of its ids, and one of the text that is kept only once."""

    name: str
    id: str
    once: str


PAGE: Final = "requirements.rst"
"""The page that is multiplied, in both projects, and its heading."""
HEADING: Final = "Requirements\n============\n"
KINDS: Final = (
    Kind("metamodel", r"\b(?:stkh|feat)_req__lock__\w+", r"(?!)"),
    Kind("templated", r"\bREQ_\w+(?=\n|$)", r"(?s)\{% for.*"),
)


def main() -> int:
    measured_on = machine()
    rows: list[tuple[Kind, int, list[float], list[float]]] = []
    with tempfile.TemporaryDirectory() as scratch:
        for kind in KINDS:
            without, joined = (grown(Path(scratch, name), kind) for name in ("without", "with"))
            with (joined / "conf.py").open("a", encoding="utf-8") as file:
                file.write('\nextensions.append("spoorboek")\n')
            times: dict[Path, list[float]] = {without: [], joined: []}
            for turn in range(TIMES + 1):
                for project in sorted(times, reverse=bool(turn % 2)):  # alternates which one is first
                    times[project].append(cpu(project))
            rows.append((kind, items(joined), *(spent[1:] for spent in times.values())))  # without the first turn
            print(rows[-1], flush=True)
    WRITTEN.write_text(_page(measured_on, rows), encoding="utf-8")
    return 0


def grown(folder: Path, kind: Kind) -> Path:
    """Copy the project and add pages with unique ids; return its folder."""
    project = shutil.copytree(TOP / "tests/foreign" / kind.name, folder / kind.name)
    head, heading, body = (project / PAGE).read_text(encoding="utf-8").partition(HEADING)
    body = re.sub(kind.once, "", body)
    for page in range(PAGES):
        copies = (re.sub(kind.id, rf"\g<0>{page}x{copy}", body) for copy in range(ITEMS))
        written = f"{head}{heading}\n{''.join(copies)}"
        (project / f"page{page}.rst").write_text(written, encoding="utf-8")
    index = project / "index.rst"
    pages = "".join(f"   page{page}\n" for page in range(PAGES))
    index.write_text(f"{index.read_text(encoding='utf-8').rstrip()}\n\n.. toctree::\n\n{pages}", encoding="utf-8")
    return project


def cpu(project: Path) -> float:
    """The CPU seconds of a clean build."""
    shutil.rmtree(project / "out", ignore_errors=True)
    command = [sys.executable, "-m", "sphinx", "-q", "-E", "-n", "-b", "html", str(project), str(project / "out")]
    timed = [sys.executable, "-I", "-S", stopwatch.__file__, str(LIMIT), os.devnull, *command]
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environ = {**inherited, "PYTHONPATH": str(TOP / "ext")}  # PYTHONDONTWRITEBYTECODE would recompile ours each time
    ran = json.loads(subprocess.run(timed, env=environ, capture_output=True, text=True, check=True).stdout)
    assert ran["exit"] == 0, project
    return float(ran["cpu"])


def items(project: Path) -> int:
    texts = (path.read_text(encoding="utf-8") for path in project.glob("page*.rst"))
    return sum(len(re.findall(r"^ *:id:", text, re.MULTILINE)) for text in texts)


def _page(measured_on: dict[str, Any], rows: list[tuple[Kind, int, list[float], list[float]]]) -> str:
    software = f"Python {measured_on['python']}, {', '.join(f'{name} {version(name)}' for name in PACKAGES)}"
    date = datetime.datetime.now(datetime.UTC).date()
    command = "python -m measure.others"
    head = report.head("The cost in other projects", _SUBJECT, command, date, measured_on, software)
    lines = []
    for kind, count, without, joined in rows:
        more = sorted(100 * (b / a - 1) for a, b in zip(without, joined, strict=True))
        seconds = (f"{statistics.median(times):.2f} s" for times in (without, joined))
        spread = (f"{statistics.median(more):+.1f} %", f"{more[0]:+.1f} to {more[-1]:+.1f} %")
        lines.append((kind.name, str(count), *seconds, *spread))
    return "\n".join((head, _METHOD, report.table(_HEADS, lines)))


if __name__ == "__main__":
    sys.exit(main())
