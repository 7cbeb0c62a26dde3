"""The whole output of every format is kept as text, so that any change is seen."""

from __future__ import annotations

import difflib
import os
from pathlib import Path

import pytest

from spoorboek import __version__
from spoorboek.reporters import FORMATS, reporter, text
from tests.reporters.fixed import CLEAN, ERROR, EXPECTED, REPORT, REPORT_OF_MESSAGES, WHOLE_REPORT

FILES = {
    "text": "findings.txt",
    "json": "findings.json",
    "sarif": "findings.sarif",
    "junit": "junit.xml",
    "github": "github.txt",
    "gitlab": "gitlab.json",
}
every_format = pytest.mark.parametrize("name", FORMATS)


def compare(shown: str, file: str) -> None:
    """Compare it with tests/reporters/expected; SPOORBOEK_EXPECT=write writes it there, to be reviewed in the diff."""
    written = shown.replace(f'"{__version__}"', '"VERSION"').encode(errors="backslashreplace").decode()
    path = Path(EXPECTED / file)
    if os.environ.get("SPOORBOEK_EXPECT") == "write":
        path.write_text(written, encoding="utf-8")
    assert written == path.read_text(encoding="utf-8")


@every_format
def test_findings(name: str) -> None:
    compare(reporter(name).show(REPORT), FILES[name])


@every_format
def test_items_left_to_the_build_with_whole(name: str) -> None:
    """Compared with the output of the same findings: only lines about what is left may differ."""
    shown = [reporter(name).show(report).splitlines() for report in (REPORT, WHOLE_REPORT)]
    changed = [
        line for line in difflib.unified_diff(*shown, n=0, lineterm="") if not line.startswith(("---", "+++", "@@"))
    ]
    compare("\n".join((*changed, "")), f"whole-{name}.diff")


@every_format
def test_nothing_found(name: str) -> None:
    compare(reporter(name).show(CLEAN), f"clean-{FILES[name]}")


@every_format
def test_a_stopped_run(name: str) -> None:
    compare(reporter(name).stopped(ERROR), f"stopped-{FILES[name]}")


IN_COLOUR = text.Look(grouped=True, coloured=True, seconds=0.2149)
FOR_PEOPLE = {
    "terminal.txt": (REPORT, IN_COLOUR),
    "terminal-plain.txt": (REPORT, text.Look(grouped=True)),
    "en-findings.txt": (REPORT_OF_MESSAGES, text.Look(language="en")),
    "nl-findings.txt": (REPORT_OF_MESSAGES, text.Look(language="nl")),
    "nl-terminal.txt": (REPORT_OF_MESSAGES, IN_COLOUR._replace(language="nl")),
}


@pytest.mark.parametrize("file", FOR_PEOPLE)
def test_findings_for_people_in_a_terminal_and_in_each_language(file: str) -> None:
    compare(text.show(*FOR_PEOPLE[file]), file)


def test_a_stopped_run_in_dutch() -> None:
    compare(text.stopped(ERROR, "nl"), "nl-stopped.txt")
