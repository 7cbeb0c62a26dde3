"""No character of a page, a name or a catalog controls a terminal, reverses text or begins a line in a log."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from spoorboek.model.printable import printable, without_controls
from tests import breaks
from tests.handbooks import Handbook, ground
from tests.running import SPOORBOEK, built, checked, run

STEERS: Final = "\x01\x07\x08\x1b\x7f\x85\x9b\u2028\u2029\u202a\u202e\u2066\u2069\ufffe"
RAW: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffe]|\xed[\xa0-\xbf]")
TEXTS: Final = (".html", ".js", ".json", ".csv", ".ics", ".txt", ".css", ".xml", ".svg")
FORGED: Final = "WARNING: docs/index.md:1:1: error S000 forged: nobody wrote this"


def published(handbook: Handbook) -> Iterator[tuple[Path, str]]:
    for path in (handbook.folder / "html").rglob("*"):
        if path.suffix in TEXTS and "_static" not in path.parts:
            yield path, path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def steered(tmp_path_factory: pytest.TempPathFactory) -> Handbook:
    """A handbook with control characters, literal and as a reference, wherever a text can be."""
    handbook = ground(tmp_path_factory.mktemp("steered") / "handbook")
    item = f":::{{chain}} Title {STEERS} end\n:id: KTN-x\n:grounded_in: GR-P1-S1\n:keywords: word {STEERS}\n:::\n"
    by_number = "".join(f"&#{ord(sign)};" for sign in STEERS)
    page = (
        f"# Page {STEERS}\n\nText {STEERS} and {by_number} and `{STEERS}` [a link](https://example.org/{STEERS}).\n\n"
    )
    page += f"```text\n{STEERS}\n```\n\n```{{figure}} a.svg\n:alt: a {STEERS}\nCaption {STEERS}\n```\n\n"
    page += f"```{{literalinclude}} shown.txt\n```\n\n```{{eval-rst}}\nTurned round {STEERS}.\n```\n\n"
    handbook.write({"x.md": page + item, "shown.txt": f"shown {STEERS}\n", "a.svg": "<svg/>"})
    table = "# Another page\n\n:::{items} chain\n:columns: title\n:::\n"
    breaks.change("# Another page\n", table, "docs/other.md")(handbook)
    return handbook


def test_no_control_character_reaches_a_page_or_a_file(steered: Handbook) -> None:
    ran = built(steered)
    assert (ran.stderr, ran.returncode) == ("", 0)
    found = list(published(steered))
    assert len(found) > 5
    assert [(path.name, RAW.search(text)) for path, text in found if RAW.search(text)] == []
    assert "Turned round \ufffd" in (steered.folder / "html" / "x.html").read_text(encoding="utf-8")


def test_no_control_character_reaches_the_output_of_the_command(steered: Handbook) -> None:
    commands = [["check"], ["items"], ["show", "KTN-x"], ["items", "--format", "json"], ["check", "--format", "json"]]
    for command in commands:
        ran = run(steered, *SPOORBOEK, *command)
        assert RAW.search(ran.stdout + ran.stderr) is None, command


NAMES: Final = [f"a\n{FORGED}.md", "a\x1b[2J.md", "a\u202eb.md", "a\rb.md"]


@pytest.mark.parametrize("name", NAMES)
def test_a_page_name_with_control_characters_stops_the_run_in_one_line(name: str, tmp_path: Path) -> None:
    handbook = ground(tmp_path).write({name: "# Page\n"})
    for ran, begin in ((checked(handbook), "error: "), (built(handbook, "-b", "dummy"), "ERROR: error: ")):
        (line,) = ran.stderr.splitlines()
        reason = f"the name {printable(name)} contains control characters, or bytes that are not text"
        assert line == f"{begin}{reason}; rename the page"
        assert ran.returncode == 2


def test_a_page_name_that_is_not_utf_8_stops_the_run_in_one_line(tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    with open(os.fsencode(handbook.docs) + b"/a\xff.md", "w") as page:  # noqa: PTH123 - a name of bytes
        page.write("# Page\n")
    ran = checked(handbook)
    assert ran.stderr.startswith("error: the name a\\udcff.md contains")
    assert (len(ran.stderr.splitlines()), ran.returncode) == (1, 2)


def test_a_picture_name_with_a_line_break_is_not_a_picture(tmp_path: Path) -> None:
    handbook = ground(tmp_path).write({f"a\n{FORGED}.png": "x"})
    handbook.write({"x.md": f"# Page\n\n![x](<a%0A{FORGED.replace(' ', '%20')}.png>)\n"})
    ran = built(handbook)
    assert "is not the name of a file" in ran.stderr
    assert not [line for line in (ran.stderr + ran.stdout).splitlines() if line.startswith(FORGED)]


WARNS: Final = """
def setup(app):
    from sphinx.util import logging
    log = logging.getLogger("theirs")
    name = "a\\n{forged}\\x1b[2J\\u202e"
    def warn(app, env):
        log.warning("theirs of %s", name, location=("other", 1))
        log.info("theirs of " + name)
        log.info(name, nonl=True, color="darkgreen")
        env.app.env
    app.connect("env-updated", warn)
"""


@pytest.mark.parametrize("options", [(), ("-j", "2")])
def test_a_log_line_of_another_extension_is_one_line_without_control_characters(
    options: tuple[str, ...], tmp_path: Path
) -> None:
    handbook = ground(tmp_path)
    handbook.configure(WARNS.replace("{forged}", FORGED))
    ran = run(handbook, "-m", "sphinx", *options, "-c", "conf", "-d", "trees", "docs", "html", FORCE_COLOR="")
    assert RAW.search(ran.stdout + ran.stderr) is None
    assert ran.stderr.count("theirs of a\\nWARNING") == 1
    assert ran.stdout.count("a\\nWARNING") == 2
    assert not [line for line in (ran.stderr + ran.stdout).splitlines() if line.startswith(FORGED)]


def test_the_log_of_a_terminal_keeps_its_colours(tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    ran = run(handbook, "-m", "sphinx", "--color", "-c", "conf", "-d", "trees", "docs", "html", NO_COLOR="")
    assert "\x1b[" in ran.stdout
    assert "\\x1b" not in ran.stdout


def test_a_dead_reference_with_control_characters_is_reported_in_one_line(tmp_path: Path) -> None:
    handbook = ground(tmp_path).write({"x.md": "# Page\n\n{doc}`a\x1b[31m\u202e` {nope}`\x9b`\n"})
    ran = built(handbook)
    assert RAW.search(ran.stderr) is None
    assert ran.returncode == 1


PO: Final = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Titel"\nmsgstr "Title {steers}"\n'
)


def test_no_control_character_enters_by_a_translation(tmp_path: Path) -> None:
    handbook = ground(tmp_path).write({"x.md": "# Titel\n", "locales/en/LC_MESSAGES/x.po": PO})
    handbook.configure('spoorboek_languages = ["nl", "en"]')
    run(handbook, "-m", "sphinx", "-q", "-D", "language=en", "-c", "conf", "-d", "trees", "docs", "html")
    found = list(published(handbook))
    assert found
    assert [(path.name, RAW.search(text)) for path, text in found if RAW.search(text)] == []


def test_marks_of_two_directions_stay_in_text() -> None:
    assert without_controls("a\u200fb\u200e \t\n") == "a\u200fb\u200e \t\n"
    assert printable("a\u200f") == "a\\u200f"
