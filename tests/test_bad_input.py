"""Every error is one line with its location; nobody sees a traceback."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from spoorboek import cli
from tests import breaks
from tests.breaks import FLAWS, UNREADABLE, Break
from tests.handbooks import Handbook, ground
from tests.running import built, checked

PLACE = re.compile(r"(docs|conf)/[\w/.-]+:\d+:\d+: error")


def with_line_number(line: str, handbook: Handbook) -> str:
    """The line with `{text}` replaced by the number of the line of the file that contains the text."""
    match = re.match(r"conf/([\w.]+):\{(.+?)\}:", line)
    if match is None:
        return line
    rows = (handbook.conf / match[1]).read_text(encoding="utf-8").splitlines()
    number = next(n for n, row in enumerate(rows, 1) if match[2] in row)
    return line.replace(f"{{{match[2]}}}", str(number))


@pytest.mark.parametrize("broken", UNREADABLE, ids=str)
def test_what_cannot_be_read_is_one_line_with_a_remedy_and_exit_2(
    broken: Break, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    handbook = ground(tmp_path)
    broken.do(handbook)
    assert cli.main(["check", "--docs", str(handbook.docs), "--conf", str(handbook.conf)]) == 2
    output = capsys.readouterr()
    assert output.err.splitlines() == [with_line_number(broken.line, handbook)]
    assert output.out == ""
    assert PLACE.match(output.err) or re.match(r"error: (docs|conf)/", output.err)
    assert "; " in output.err


@pytest.mark.parametrize("broken", FLAWS[::15], ids=str)
def test_the_command_reports_a_flaw_in_one_line_and_exits_1(broken: Break, tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    broken.do(handbook)
    command = checked(handbook)
    finding, summary = command.stdout.splitlines()
    assert finding.startswith(broken.line)
    counts = r"\d+ items, \d+ links(, \d+ files)?, \d+ rules checked"
    assert re.fullmatch(rf"{counts}: 1 error, as of 2026-11-23, in \d+\.\d\d s", summary)
    assert command.stderr == ""
    assert command.returncode == 1


SEVERAL = (breaks.MISSING_FIELD, breaks.UNKNOWN_TYPE)


@pytest.mark.parametrize("broken", SEVERAL, ids=str)
def test_the_build_reports_a_flaw_in_one_line_and_fails(broken: Break, tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    broken.do(handbook)
    command = built(handbook)
    (line,) = command.stderr.splitlines()
    assert line.startswith(f"WARNING: {broken.line}")
    assert "Traceback" not in command.stdout + command.stderr
    assert command.returncode == 1


@pytest.mark.parametrize("broken", UNREADABLE[3:12:4], ids=str)
def test_the_build_stops_in_one_line_too(broken: Break, tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    broken.do(handbook)
    command = built(handbook, "-b", "dummy")
    assert command.stderr.splitlines() == [f"ERROR: {with_line_number(broken.line, handbook)}"]
    assert "Traceback" not in command.stdout
    assert command.returncode == 2


def test_a_duplicate_id_is_the_same_finding_whoever_reads_the_pages(tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    breaks.DUPLICATE_ID_READ_BY_ANOTHER_PROCESS.do(handbook)
    alone = built(handbook, "-E", "-b", "dummy").stderr
    assert alone.startswith(f"WARNING: {breaks.DUPLICATE_ID_READ_BY_ANOTHER_PROCESS.line}")
    assert len(alone.splitlines()) == 1
    assert built(handbook, "-E", "-b", "dummy", "-j", "4").stderr == alone


def test_several_pages_that_cannot_be_read_are_all_reported(tmp_path: Path) -> None:
    handbook = ground(tmp_path).write({"empty.md": "", "latin.md": b"# Caf\xe9\n"})
    lines = checked(handbook).stderr.splitlines()
    assert [line.split(":")[0] for line in lines] == ["docs/empty.md", "docs/latin.md"]


SCRIPT = "<script>alert(1)</script>"


def test_a_script_in_a_title_is_shown_as_text(tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    page = breaks.chain("KTN-script", title=f"Chain {SCRIPT}") + "\nIt has a page of its own.\n"
    handbook.write({"script.md": page})
    breaks.change("# Another page\n", "# Another page\n\n[](#KTN-script)\n\n:::{items} chain\n:::\n", "docs/other.md")(
        handbook
    )
    command = built(handbook)
    assert (command.stdout, command.stderr, command.returncode) == ("", "", 0)
    pages = {path.name: path.read_text(encoding="utf-8") for path in (handbook.folder / "html").glob("*.html")}
    assert not [name for name, text in pages.items() if SCRIPT in text]
    shown = "Chain &lt;script&gt;alert(1)&lt;/script&gt;"
    assert f"<h1>{shown}" in pages["script.html"]
    assert f"<title>{shown}" in pages["script.html"]
    assert all(shown in pages[name] for name in ("index.html", "other.html"))  # in the navigation and the table
    search = (handbook.folder / "html" / "_static" / "searchtools.js").read_text(encoding="utf-8")
    assert "linkEl.innerHTML = _escapeHTML(title);" in search  # the index holds the title as it is written
