"""After any edit the pages have the same bytes as a clean build, and only the pages that show it are written."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import breaks
from tests.handbooks import Handbook, ground
from tests.repositories import begin, git
from tests.running import Files, differing, files, run

Edit = Callable[[Handbook], None]
ENGLISH = """msgid ""
msgstr ""
"Language: en\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

msgid "Another page"
msgstr "One more page"
"""
PAGES = {
    "refers.md": (
        "# Refers\n\n[](#THM-grond), {need}`GR-C1`, {doc}`other`, [](far.md#a-heading) and [words](#KTN-grond).\n\n"
        "```{include} ../part.txt\n```\n\n![A dot](dot.svg) {download}`more.txt`\n"
    ),
    "far.md": "# Far\n\n## A heading\n\nSome words.\n",
    "lists.md": (
        "# Lists\n\n```{items} theme\n```\n\n```{tally}\n```\n\n```{findings}\n```\n\n```{waivers}\n```\n\n"
        "```{readings}\n```\n\n```{timeline}\n```\n\n```{matrix}\n```\n\n```{retired}\n```\n\n"
        "```{checklist} theme\n```\n"
    ),
    "files.md": "# Files\n\n```{files}\n```\n",
    "needs.md": "# Needs\n\n```{needtable}\n:types: theme\n:columns: id, title\n:style: table\n```\n",
    "theme.md": ":::{theme} Care\n:id: THM-care\n:grounded_in: GR-P1-S1\n\nAbout care.\n:::\n",
    "plan.md": (
        ":::{commitment} The authority looks at care\n:id: GR-C2\n:year: 2024\n:testability: principle\n"
        ":grounded_in: GR-P1-S1\n:theme: THM-care\n:responsible: ORG-grond\n\nIn words.\n:::\n"
    ),
    "../part.txt": "A part.",
    "dot.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>',
    "more.txt": "More.",
    "locales/en/LC_MESSAGES/other.po": ENGLISH,
    "../conf/mine/own.css": "p { color: red }",
    "../conf/mine/note.html": "",
}
LONG_AGO = 1_000_000_000
SETTINGS = """
html_static_path = ["mine"]
templates_path = ["mine"]
html_css_files = ["own.css"]
"""


def put_back(name: str, text: str) -> Edit:
    """With an older time, as a backup, an archive or a copy that keeps times does."""

    def edit(handbook: Handbook) -> None:
        handbook.write({f"../{name}": text})
        os.utime(handbook.folder / name, (LONG_AGO, LONG_AGO))

    return edit


def move_an_item(handbook: Handbook) -> None:
    page = handbook.docs / "theme.md"
    breaks.add(page.read_text(encoding="utf-8"), "docs/far.md")(handbook)
    page.write_text("# Nothing left\n", encoding="utf-8")


def rename_a_page(handbook: Handbook) -> None:
    (handbook.docs / "plan.md").rename(handbook.docs / "the-plan.md")


def commit(handbook: Handbook) -> None:
    git(handbook.folder, "add", ".")
    git(handbook.folder, "commit", "--quiet", "--message", "A commit", "--allow-empty")


NOTE = "\n:::{erratum} A note\n:id: KAN-new\n:concerns: THM-care\n:::\n"
WAIVER = '[[waive]]\nfinding = "S104 THM-care"\nreason = "It comes."\nowner = "An editor"\nuntil = 2027-01-01\n'
EDITS: dict[str, Edit] = {
    "text": put_back("docs/far.md", PAGES["far.md"].replace("Some words", "Other words")),
    "text of an item": breaks.change("About care", "All about care", "docs/theme.md"),
    "title of a page": breaks.change("# Another page", "# Another sheet", "docs/other.md"),
    "title of an item": breaks.change("{theme} Care", "{theme} Caring", "docs/theme.md"),
    "heading": breaks.change("## A heading", "## A heading with more", "docs/far.md"),
    "field of an item": breaks.change(":date: 2024-05-14", ":date: 2024-05-15", "docs/index.md"),
    "link": breaks.change(":theme: THM-care", ":theme: THM-care, THM-grond", "docs/plan.md"),
    "state": breaks.change(":evidence: GEB-grond", ":part_evidence: GEB-grond", "docs/index.md"),
    "id": breaks.change(":id: KAN-count", ":id: KAN-counting", "docs/types.md"),
    "item added": breaks.add(NOTE, "docs/far.md"),
    "item moved": move_an_item,
    "item gone": breaks.write("theme.md", "# Nothing left\n"),
    "table added": breaks.add("```{retired}\n```\n\n```{years} THM-care\n:table:\n```", "docs/far.md"),
    "page added": breaks.write("new.md", "# New\n\n[](#THM-care)\n"),
    "page renamed": rename_a_page,
    "included file": put_back("part.txt", "Another part."),
    "picture": breaks.write("dot.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"/>'),
    "file to download": breaks.write("more.txt", "More and more."),
    "waiver": breaks.write("../conf/waivers.toml", WAIVER),
    "retired id": breaks.write("../conf/retired.toml", breaks.RETIRED_CHAIN.format("KTN-grond")),
    "label of a type": breaks.change('title = "Thema"', 'title = "Onderwerp"', "conf/ubproject.toml"),
    "day of every state": breaks.change("as-of = 2026", "as-of = 2027", "conf/ubproject.toml"),
    "setting of Sphinx": breaks.add('\nhtml_title = "Another title"\n', "conf/conf.py"),
    "catalog": breaks.change("One more page", "A page more", "docs/locales/en/LC_MESSAGES/other.po"),
    "template": put_back("conf/mine/page.html", '{% extends "!page.html" %}<!-- mine -->'),
    "style sheet": put_back("conf/mine/own.css", "p { color: green }"),
    "commit": commit,
}
WRITTEN = {
    "text of an item": {"theme", "index", "needs"},
    "waiver": {"lists", "index"},  # the first page shows that there are edits since the commit
}
"""The pages that a build writes after an edit."""


def build(handbook: Handbook, *options: str, out: str, language: str = "nl") -> Files:
    """Every file of a build, which may find flaws and may not stop."""
    folders = ("-d", f"trees-{out}-{language}", "docs", f"{out}/{language}")
    command = run(handbook, "-m", "sphinx", "-q", "-n", "-D", f"language={language}", *options, "-c", "conf", *folders)
    assert command.returncode == 0, command.stderr
    return files(handbook.folder / out / language)


def handbook(folder: Path, language: str = "nl") -> Handbook:
    """In a language it was not written in it lists all that was not translated, which takes half of a build."""
    handbook = ground(folder).write(PAGES)
    handbook.configure(SETTINGS + 'spoorboek_languages = ["nl", "en"]\n' * (language != "nl"))
    begin(handbook.folder)
    return handbook


@dataclass
class Start:
    """A handbook that was built once, and is put back where it was, with its build, for each edit."""

    handbook: Handbook
    saved: Path
    pages: Files

    def again(self) -> Handbook:
        shutil.rmtree(self.handbook.folder)
        shutil.copytree(self.saved, self.handbook.folder)
        return self.handbook


@pytest.fixture(scope="module")
def starts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Start]:
    """One for each language that an edit is shown in."""

    def start(language: str) -> Start:
        folder = tmp_path_factory.mktemp(language)
        book = handbook(folder / "book", language)
        pages = build(book, out="kept", language=language)
        shutil.copytree(book.folder, folder / "kept")
        return Start(book, folder / "kept", pages)

    return {language: start(language) for language in ("nl", "en")}


@pytest.mark.parametrize("name", EDITS)
def test_after_an_edit_the_pages_are_those_of_a_clean_build(name: str, starts: dict[str, Start]) -> None:
    language = "en" if name in {"catalog", "title of an item"} else "nl"
    start = starts[language]
    handbook = start.again()
    pages = [path for path in (handbook.folder / "kept").rglob("*.html") if path.name != "search.html"]
    times = {path: path.stat().st_mtime_ns for path in pages}
    EDITS[name](handbook)
    after = build(handbook, out="kept", language=language)
    rewritten = {path.stem for path in pages if path.exists() and path.stat().st_mtime_ns != times[path]}
    assert rewritten == WRITTEN.get(name, rewritten)
    assert differing(start.pages, after)
    assert differing(after, build(handbook, out="clean", language=language)) == []


def test_after_many_edits_the_pages_are_those_of_a_clean_build(tmp_path: Path) -> None:
    book, dice = handbook(tmp_path), random.Random(1)  # noqa: S311 - the same edits each time
    names = sorted(EDITS)
    for name in dice.sample(names, 4):
        try:
            EDITS[name](book)
        except (AssertionError, OSError):
            continue  # an edit before it took away what this one changes
        output = build(book, "-j", dice.choice("14"), out="kept")
    assert differing(output, build(book, out="clean")) == []
