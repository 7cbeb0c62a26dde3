"""Every rule has a page, and a real build gives exactly the findings that its examples show."""

import re
import shutil
import tomllib
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin

from spoorboek.config import settings, settings_file
from spoorboek.rules import ALL_RULES, rules
from spoorboek.rules.engine.rule import Rule
from tests.handbooks import TOP, Handbook, ground
from tests.running import SPOORBOEK, run

CODE = TOP / "ext" / "spoorboek" / "rules"
SHOWN = TOP / "docs" / "regels"
FILES = ("markdown", "toml", "python", "po", "none")
DOCUMENT = "document.txt"
HEADINGS = ["Why", "Flagged", "Accepted", "Repair"]

RULES = {rule.name: rule for rule in rules(settings_file.read(TOP / "conf" / settings.FILE, settings.FILE))}
CODED = {rule.name for rule in ALL_RULES}
every_rule = pytest.mark.parametrize("name", RULES)
every_coded_rule = pytest.mark.parametrize("name", sorted(CODED))


ONLY_BUILT = ("S801", "S804")
"""What only a build can find: where the two readers differ, or what is published otherwise."""


@dataclass
class Example:
    """Files of a handbook by their path, and the lines that a check says about them.

    One that has settings of its own is a handbook of its own; any other stands in the ground handbook. One with a
    document at hand passes the check, and the lines are what is said of the document beside it.
    """

    files: dict[str, str]
    lines: list[str]

    def put(self, folder: Path) -> Handbook:
        handbook = ground(folder)
        if not self.files.keys().isdisjoint({"conf/conf.py", "conf/ubproject.toml"}):
            shutil.rmtree(handbook.docs)
        for name, text in self.files.items():
            path = handbook.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return handbook

    def quick(self, folder: Path) -> list[str]:
        return self.put(folder).quick()[1]

    def built(self, folder: Path) -> list[str]:
        """The findings of a real build, or of its document."""
        handbook = self.put(folder)
        _, lines = handbook.check()
        if DOCUMENT not in self.files:
            return lines
        assert lines == []
        *found, _ = run(handbook, *SPOORBOEK, "source", "verify", DOCUMENT, "--source", "BRN-parks").stdout.splitlines()
        return [line for line in found if not line.startswith("look again")]


def source(name: str) -> Path:
    """The file with the text of a rule's page."""
    return CODE / f"{name.replace('-', '_')}.md" if name in CODED else SHOWN / f"{name}.md"


def markdown() -> MarkdownIt:
    return MarkdownIt("commonmark").use(front_matter_plugin).use(myst_block_plugin)


@cache
def parsed(path: Path) -> tuple[Token, ...]:
    return tuple(markdown().parse(path.read_text(encoding="utf-8")))


def headings(page: tuple[Token, ...]) -> list[str]:
    return [after.content for token, after in pairwise(page) if token.type == "heading_open"]


def section(page: tuple[Token, ...], heading: str) -> list[Token]:
    """The tokens below a heading, up to the next."""
    starts = [number for number, token in enumerate(page) if token.type == "heading_open"]
    start = next(number for number in starts if page[number + 1].content == heading)
    end = next((number for number in starts if number > start), len(page))
    return list(page[start + 3 : end])


def examples(tokens: list[Token]) -> list[Example]:
    """Blocks of files that follow one another are those of one example; text is what is said of it."""
    found: list[Example] = []
    before = ""
    for token in tokens:
        if token.info in FILES:
            if before not in FILES:
                found.append(Example({}, []))
            found[-1].files[file(token.content, token.info)] = token.content
        elif token.info == "text":
            assert before in FILES, f"line {token.map} says what was found, but no example stands above it"
            found[-1].lines = token.content.splitlines()
        before = token.info
    return found


def file(page: str, info: str = "markdown") -> str:
    """The file that it is written to: what a comment at its top says, else example.md; a document has no such name."""
    if info == "none":
        return DOCUMENT
    named = re.match(r"(?:% ([\w/-]+\.md)|# ((?:conf|docs)/[\w/-]+\.\w+))\n", page)
    return named[2] or f"docs/{named[1]}" if named else "docs/example.md"


@every_rule
def test_the_page_has_the_number_the_promise_and_the_headings_of_every_page(name: str) -> None:
    rule, page = RULES[name], parsed(source(name))
    assert headings(page) == [f"{rule.number} {rule.name}", *HEADINGS]
    end = next(number for number, token in enumerate(page) if token.type == "heading_close")
    assert (page[end + 1].type, page[end + 2].content) == ("paragraph_open", rule.promise)
    assert page[end + 4].type == "heading_open"
    front_matter, *rest = parsed(SHOWN / f"{name}.md")
    assert (front_matter.type, front_matter.content) == ("front_matter", "language: en")
    if name in CODED:
        assert [token.info for token in rest] == [f"{{include}} ../../ext/spoorboek/rules/{source(name).name}"]


@every_rule
def test_every_flagged_example_gives_exactly_the_lines_below_it(name: str, tmp_path: Path) -> None:
    flagged = examples(section(parsed(source(name)), "Flagged"))
    assert flagged
    for number, example in enumerate(flagged):
        assert any(f" {RULES[name].number} {name}: " in line for line in example.lines)
        judge = example.built if only_built(name, example) else example.quick
        assert judge(tmp_path / str(number)) == example.lines


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.wide] if n % 4 else []) for n, name in enumerate(RULES)]
)
def test_a_build_gives_the_same_lines(name: str, tmp_path: Path) -> None:
    for number, example in enumerate(examples(section(parsed(source(name)), "Flagged"))):
        if not only_built(name, example):
            assert example.built(tmp_path / str(number)) == example.lines


@every_rule
def test_every_accepted_example_gives_no_line(name: str, tmp_path: Path) -> None:
    accepted = examples(section(parsed(source(name)), "Accepted"))
    assert accepted
    for number, example in enumerate(accepted):
        assert example.lines == []
        judge = example.built if only_built(name, example) else example.quick
        assert judge(tmp_path / str(number)) == []


def only_built(name: str, example: Example) -> bool:
    return DOCUMENT in example.files or RULES[name].number in ONLY_BUILT


def test_the_handbook_without_an_example_gives_no_line(tmp_path: Path) -> None:
    assert ground(tmp_path / "handbook").check()[1] == []


@every_rule
def test_the_severity_on_the_page_is_that_of_the_rule(name: str) -> None:
    rule: Rule = RULES[name]
    lines = [line for example in examples(section(parsed(source(name)), "Flagged")) for line in example.lines]
    own = [line for line in lines if f" {rule.number} " in line and ": information " not in line]
    assert all(f": {rule.severity} {rule.number} " in line for line in own or lines)


def test_rules_and_pages_match_one_to_one() -> None:
    assert {path.stem for path in SHOWN.glob("*.md")} - {"index"} == set(RULES)
    assert {path.stem.replace("_", "-") for path in CODE.glob("*.md")} == CODED


def test_every_page_is_in_the_index_in_the_order_of_numbers() -> None:
    toctree = next(token for token in parsed(SHOWN / "index.md") if token.info == "{toctree}")
    entries = [line for line in toctree.content.splitlines() if line and not line.startswith(":")]
    assert entries == list(RULES)


def test_no_two_rules_share_a_number_or_a_name() -> None:
    every = rules(settings_file.read(TOP / "conf" / settings.FILE, settings.FILE))
    assert len({rule.number for rule in every}) == len({rule.name for rule in every}) == len(every)


@every_coded_rule
def test_the_page_is_part_of_the_package(name: str) -> None:
    tools = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]
    wheel = tools["targets"]["wheel"]
    page = source(name).relative_to(TOP)
    assert any(page.is_relative_to(folder) for folder in wheel["only-include"])
    left_out = [*tools.get("exclude", []), *wheel.get("exclude", [])]
    assert not any(fnmatch(f"/{page}", pattern) or fnmatch(page.name, pattern) for pattern in left_out)
