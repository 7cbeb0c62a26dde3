"""The pages for writers match what may be written: each example is built, each table is complete."""

from __future__ import annotations

import argparse
import os
import re
import shlex
from pathlib import Path

import pytest

from spoorboek import cli
from spoorboek.cli.parser import parser
from spoorboek.config import settings_file
from spoorboek.i18n.language import using
from spoorboek.readers import configuration, directives
from spoorboek.sphinxext.handbook import PAGE_DIRECTIVES
from spoorboek.sphinxext.pages import example, reference
from tests.handbooks import TOP, Handbook, with_papers
from tests.running import run
from tests.test_new import begin, findings

COMMAND = TOP / "docs" / "techniek" / "command.md"
TEXTS = {
    "nl": "Werkprogramma\n\nDe inspectie onderzoekt in 2026 de wachttijden. Dat doet zij omdat mensen lang wachten.\n",
    "en": "Work programme\n\nIn 2026 the inspectorate examines waiting times. It does so as people wait long.\n",
}


def build(handbook: Handbook) -> str:
    return run(handbook, "-m", "sphinx", "-q", "-W", "-n", "-c", "conf", "docs", "build/html").stderr


def add_page(handbook: Handbook, name: str) -> None:
    index = handbook.docs / "index.md"
    text = index.read_text(encoding="utf-8")
    index.write_text(re.sub(r"\n```\s*$|\n:::\s*$", rf"\n{name}\g<0>", text), encoding="utf-8")


@pytest.fixture
def handbook(tmp_path: Path) -> Handbook:
    book = begin(tmp_path / "new", "nl")
    conf = book.conf / "conf.py"
    conf.write_text(conf.read_text(encoding="utf-8").replace('["nl", "en"]', '["nl"]'), encoding="utf-8")
    return book


def test_every_page_directive_is_listed_drawn_with_all_its_options_and_can_be_written_so(handbook: Handbook) -> None:
    """The items of the examples are those of a new handbook: what is drawn on one page is written on the other."""
    kinds = {kind.NAME: kind for kind in PAGE_DIRECTIVES}
    assert kinds.keys() == directives.OWN
    with_papers(handbook.conf)
    for name in ("naslag", "examples"):
        add_page(handbook, name)
    with using("nl"):
        examples = "\n".join(map(reference.source, PAGE_DIRECTIVES))
    forms = ("types", "directives", "conf", "trace")
    tables = "".join(f":::{{reference}} {form}\n:::\n\n" for form in forms)
    handbook.write({"naslag.md": f"# Naslag\n\n{tables}", "examples.md": f"# Examples\n\n{examples}"})
    assert build(handbook) == ""
    for name, kind in kinds.items():
        assert kind.EXAMPLE.options.keys() == (kind.option_spec or {}).keys(), name
    page = (handbook.folder / "build" / "html" / "naslag.html").read_text(encoding="utf-8")
    for name in (*kinds, *reference.CONF, *reference.TRACE, "grounded_in", "fingerprint"):
        assert f">{name}<" in page or f"{{{name}}}" in page, name
    assert page.count('<div class="example docutils container">') == len(directives.OWN)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert {link for link in re.findall(r'href="#([^"]+)"', page) if link not in ids} == set()
    assert "WP-VOORBEELD-C1" in ids


def test_every_setting_is_described() -> None:
    assert reference.CONF.keys() == configuration.OWN.keys()
    assert reference.TRACE.keys() == set(settings_file._TRACE)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_thirty_minutes_lead_to_a_handbook_that_is_clean(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each step is done as described, but with a text as the document, which needs no PDF reader."""
    page = (TOP / "docs" / "eigen-handboek.md").read_text(encoding="utf-8")
    steps = re.findall(r"^:::\{reference\} (\w+)$", page, re.MULTILINE)
    assert steps == list(reference._STEPS)
    with using(language):
        begun, source, reading, answer = (example.texts().step(reference._STEPS[step]) for step in steps)
    monkeypatch.chdir(tmp_path)
    typed = begun.replace("\\\n", "").splitlines()
    assert cli.main(shlex.split(typed[1])[1:]) == 0
    handbook = Handbook(tmp_path / typed[2].removeprefix("cd "))
    with (handbook.docs / {"nl": "bronnen.md", "en": "sources.md"}[language]).open("a", encoding="utf-8") as file:
        file.write(f"\n{source}")
    command = shlex.split(reading.replace(".pdf", ".txt").replace("\\\n", ""))[1:]
    (handbook.folder / command[2]).write_text(TEXTS[language], encoding="utf-8")
    monkeypatch.chdir(handbook.folder)
    assert cli.main(command) == 0
    page_of_sentences = Path(command[4])
    add_page(handbook, page_of_sentences.stem)
    assert len([line for line in findings(handbook) if "S201" in line]) == 2
    first, second, third = page_of_sentences.read_text(encoding="utf-8").partition(":kind: open")
    kinds = f"{first}:kind: commitment{third}".replace(":kind: open", ":kind: context")
    page_of_sentences.write_text(f"{kinds}\n{answer}", encoding="utf-8")
    assert second
    assert findings(handbook) == []
    assert build(handbook) == ""


def command_page() -> str:
    """The help of every word of the command, as it prints it."""
    with using("en"):
        top = parser()
    text = ["---", "language: en", "---", "# The command", ""]
    text += ["What `spoorboek --help` and `spoorboek COMMAND --help` print; with `--lang nl`, in Dutch.", ""]
    for name, subparser in [("spoorboek", top), *subcommands(top, "spoorboek")]:
        text += [f"## {name}", "", "```text", _help(subparser).rstrip(), "```", ""]
    return "\n".join(text)


def _help(subparser: argparse.ArgumentParser) -> str:
    with using("en"):
        return subparser.format_help()


def subcommands(above: argparse.ArgumentParser, name: str) -> list[tuple[str, argparse.ArgumentParser]]:
    found_words: list[tuple[str, argparse.ArgumentParser]] = []
    for action in above._actions:
        if isinstance(action, argparse._SubParsersAction):
            for word, parser in action.choices.items():
                found_words += [(f"{name} {word}", parser), *subcommands(parser, f"{name} {word}")]
    return found_words


def test_the_page_of_the_command_is_what_it_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    """`SPOORBOEK_EXPECT=write` writes it."""
    monkeypatch.setenv("COLUMNS", "110")
    if os.environ.get("SPOORBOEK_EXPECT") == "write":
        COMMAND.write_text(command_page(), encoding="utf-8")
    assert COMMAND.read_text(encoding="utf-8") == command_page()
