"""Very large pages and very deep ones: one clear answer, and little more memory than the page and its findings take."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.handbooks import TOP, ground
from tests.running import SPOORBOEK

MEGABYTE = 1_000_000
ITEM = ":::{{chain}} Zorg\n:id: KTN-{0}\n:grounded_in: GR-P1-S1\n{1}:::\n"


def nested(marks: Callable[[int], str], depth: int) -> str:
    return "".join(f"{marks(n)}{{note}}\n" for n in range(depth)) + "".join(
        f"{marks(n)}\n" for n in reversed(range(depth))
    )


# The page, and how the answer begins: an error with its place, or None where the page is judged.
PAGES: dict[str, tuple[Callable[[], str], str | None]] = {
    "a page of 50 MB": (
        lambda: "Een regel tekst.\n" * (50 * MEGABYTE // 17),
        "docs/large.md:1:1: error: the page is 4",
    ),
    "a line of 10 MB": (lambda: "# Kop\n\n" + "woord " * (10 * MEGABYTE // 6), None),
    "a line of 10 MB that refers": (lambda: "# Kop\n\n[a](#KTN-grond) " + "woord " * (10 * MEGABYTE // 6), None),
    "fences 1,000 deep": (
        lambda: nested(lambda n: ":" * (1003 - n), 1000),
        "docs/large.md:51:1: error: fences are nested 51",
    ),
    "quotes 1,000 deep": (lambda: "# Kop\n\n" + "> " * 1000 + "[a](#KTN-grond)\n", None),
    "lists 1,000 deep": (lambda: "# Kop\n\n" + "- " * 1000 + "[a](#KTN-grond)\n", None),
    "100,000 open brackets": (
        lambda: "# Kop\n\n" + "[" * 100_000 + "](#KTN-grond)\n",
        "docs/large.md:3:1: error: a paragraph has more than 20000 of the characters [ < {; make more paragraphs of it",
    ),
    "runs of backticks": (lambda: "# Kop\n\n[a](#KTN-grond) " + " ".join("`" * (n % 300) for n in range(3000)), None),
    "an option of 1 MB": (lambda: "# Kop\n\n" + ITEM.format("a", ":part_of: " + "x" * MEGABYTE + "\n"), None),
    "100,000 options": (lambda: "# Kop\n\n" + ITEM.format("a", ":part_of: KTN-grond\n" * 100_000), None),
    "60,000 references in a paragraph": (lambda: "# Kop\n\n" + "[a](#KTN-grond) en\n" * 60_000, None),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_large_page_has_one_clear_answer(name: str, tmp_path: Path) -> None:
    write, expected = PAGES[name]
    page = write()
    book = ground(tmp_path).write({"large.md": page})
    processes = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    before = max(
        resource.getrusage(process).ru_maxrss for process in processes
    )  # a child begins with what its parent has
    finished = subprocess.run(
        [sys.executable, *SPOORBOEK, "check"],
        cwd=book.folder,
        env={**os.environ, "PYTHONPATH": str(TOP / "ext")},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert "Traceback" not in finished.stderr
    if expected:
        assert finished.stderr.startswith(expected)
        assert finished.returncode == 2
    else:
        assert finished.stderr == ""
        assert finished.returncode in {0, 1}
    findings = finished.stdout.count("\n")
    most = max(before, 100_000) + 12 * len(page) // 1000 + 3 * findings  # kilobytes
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss <= most
