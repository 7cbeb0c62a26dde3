"""What the pages for writers show is what may be written: each example is built, each table has all there is."""

from __future__ import annotations

import argparse
import os
import re
from pathlib import Path

import pytest

from spoorboek.cli.parser import parser
from spoorboek.config import settings
from spoorboek.readers import configuration, directives
from spoorboek.sphinxext.pages import reference
from tests.handbooks import TOP, Handbook
from tests.running import SPOORBOEK, run
from tests.test_new import begin, found

COMMAND = TOP / "docs" / "techniek" / "command.md"
TEXT = "Werkprogramma\n\nDe inspectie onderzoekt in 2026 de wachttijden. Dat doet zij omdat mensen lang wachten.\n"


def examples(page: str) -> list[str]:
    text = (TOP / "docs" / page).read_text(encoding="utf-8")
    return re.findall(r"^```markdown\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def build(handbook: Handbook) -> str:
    return run(handbook, "-m", "sphinx", "-q", "-W", "-n", "-c", "conf", "docs", "build/html").stderr


def add_page(handbook: Handbook, name: str) -> None:
    index = handbook.docs / "index.md"
    index.write_text(index.read_text(encoding="utf-8").replace("\nbevindingen\n", f"\nbevindingen\n{name}\n"), "utf-8")


@pytest.fixture
def handbook(tmp_path: Path) -> Handbook:
    made = begin(tmp_path / "new", "nl")
    conf = made.conf / "conf.py"
    conf.write_text(conf.read_text(encoding="utf-8").replace('["nl", "en"]', '["nl"]'), encoding="utf-8")
    return made


def test_every_page_directive_is_listed_written_in_an_example_and_built(handbook: Handbook) -> None:
    assert reference.DIRECTIVES.keys() == directives.OWN
    (example,) = examples("naslag.md")
    assert set(re.findall(r"^:::\{(.*?)\}", example, re.MULTILINE)) == directives.OWN
    add_page(handbook, "naslag")
    tables = "".join(f":::{{reference}} {form}\n:::\n\n" for form in reference._FORMS)
    handbook.write({"naslag.md": f"# Naslag\n\n{example}\n{tables}"})
    assert build(handbook) == ""
    page = (handbook.folder / "build" / "html" / "naslag.html").read_text(encoding="utf-8")
    for name in (*reference.DIRECTIVES, *reference.CONF, *reference.TRACE, "grounded_in", "fingerprint"):
        assert f">{name}<" in page or f"{{{name}}}" in page, name


def test_every_setting_is_told() -> None:
    assert reference.CONF.keys() == configuration.OWN.keys()
    assert reference.TRACE.keys() == set(settings._TRACE_KEYS)


def test_the_thirty_minutes_lead_to_a_handbook_that_is_clean(handbook: Handbook) -> None:
    source, commitment = examples("eigen-handboek.md")
    with (handbook.docs / "bronnen.md").open("a", encoding="utf-8") as page:
        page.write(f"\n{source}")
    (handbook.folder / "programma.txt").write_text(TEXT, encoding="utf-8")
    command = re.search(
        r"^spoorboek (source read .*)$", (TOP / "docs" / "eigen-handboek.md").read_text("utf-8"), re.MULTILINE
    )
    assert command
    words = command[1].replace(".pdf", ".txt").split()
    done = run(handbook, *SPOORBOEK, *words)
    assert done.returncode == 0, done.stdout + done.stderr
    add_page(handbook, "programma")
    page_of_sentences = handbook.docs / "programma.md"
    written = page_of_sentences.read_text(encoding="utf-8")
    assert written.startswith("# Zinnen van Werkprogramma 2026\n")
    assert len([line for line in found(handbook) if "S201" in line]) == 2
    first, second, third = written.partition(":kind: open")
    kinds = f"{first}:kind: commitment{third}".replace(":kind: open", ":kind: context")
    page_of_sentences.write_text(f"{kinds}\n{commitment}", encoding="utf-8")
    assert second
    assert found(handbook) == []
    assert build(handbook) == ""


def command_page() -> str:
    """The help of every word of the command, as it prints it."""
    top = parser("en")
    text = ["---", "language: en", "---", "# The command", ""]
    text += ["What `spoorboek --help` and `spoorboek WORD --help` print. With `--lang nl` they print it in Dutch.", ""]
    for name, each in [("spoorboek", top), *words(top, "spoorboek")]:
        text += [f"## {name}", "", "```text", each.format_help().rstrip(), "```", ""]
    return "\n".join(text)


def words(above: argparse.ArgumentParser, name: str) -> list[tuple[str, argparse.ArgumentParser]]:
    found_words: list[tuple[str, argparse.ArgumentParser]] = []
    for action in above._actions:
        if isinstance(action, argparse._SubParsersAction):
            for word, each in action.choices.items():
                found_words += [(f"{name} {word}", each), *words(each, f"{name} {word}")]
    return found_words


def test_the_page_of_the_command_is_what_it_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    """`SPOORBOEK_EXPECT=write` writes it."""
    monkeypatch.setenv("COLUMNS", "110")
    if os.environ.get("SPOORBOEK_EXPECT") == "write":
        COMMAND.write_text(command_page(), encoding="utf-8")
    assert COMMAND.read_text(encoding="utf-8") == command_page()
