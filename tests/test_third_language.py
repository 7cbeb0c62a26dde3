"""A made-up language is added with one command and one file, and has every text of ours."""

from __future__ import annotations

import ast
import html
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from spoorboek.i18n import catalog, update
from spoorboek.model.message import Message
from tests.handbooks import TOP, ground, template

ESPERANTO = "eo"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package with one command typed in it and one file filled in: each text between brackets."""
    folder = tmp_path_factory.mktemp("package")
    shutil.copytree(TOP / "ext", folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    assert run(folder, "-m", "spoorboek.i18n.update", ESPERANTO).returncode == 0
    path = folder / "spoorboek/i18n/locale" / ESPERANTO / "LC_MESSAGES/spoorboek.po"
    with path.open("rb") as file:
        begun = read_po(file, locale=ESPERANTO)
    for po in begun:
        if po.id:
            po.string = bracketed(po.id) if isinstance(po.id, str) else tuple(map(bracketed, po.id))
    update.write(path, begun)
    return folder


def bracketed(text: str) -> str:
    return f"⟦{text}⟧"


def run(package: Path, *command: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "PYTHONPATH": str(package), "NO_COLOR": "1"}
    return subprocess.run(
        [sys.executable, *command], cwd=folder or package, env=environ, capture_output=True, text=True, check=False
    )


def test_help_and_findings_are_in_the_language(package: Path, tmp_path: Path) -> None:
    spoorboek = ("-c", "import sys; from spoorboek.cli import main; sys.exit(main())")
    shown = run(package, *spoorboek, "check", "--help", "--lang", ESPERANTO).stdout
    assert "⟦check items and links without building pages⟧" in " ".join(shown.split()).replace("⟦Check", "⟦check")
    handbook = ground(tmp_path)
    handbook.write({"flaw.md": "# Flaw\n\n:::{them} Misspelt\n:id: THM-x\n:::\n"})
    done = run(package, *spoorboek, "check", "--lang", ESPERANTO, folder=tmp_path)
    assert done.returncode == 1
    assert all("⟦" in line for line in done.stdout.splitlines() if line)


def test_pages_have_no_text_of_ours_in_english(package: Path, tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    handbook.configure(f'language = "{ESPERANTO}"\nspoorboek_languages = ["{ESPERANTO}"]')
    names = ("findings", "waivers", "rules", "retired", "timeline", "matrix", "tally", "readings")
    directives = {**{name: f"{{{name}}}" for name in names}, "checklist": "{checklist} theme"}
    page = "---\norphan: true\n---\n# Page\n\n:::{}\n:::\n"
    handbook.write({f"{name}.md": page.format(directive) for name, directive in directives.items()})
    done = run(package, "-m", "sphinx", "-q", "-c", "conf", "-d", "trees", "docs", "html", folder=tmp_path)
    assert (done.returncode, "[docutils]" in done.stderr) == (0, False), done.stderr
    english = {
        entry.id for entry in template() if isinstance(entry.id, str) and " " in entry.id and "{" not in entry.id
    }
    count = 0
    for page in (handbook.folder / "html").rglob("*.html"):
        shown = texts(page.read_text(encoding="utf-8"))
        assert [text for text in shown if text in english] == [], page
        count += sum("⟦" in text for text in shown)
    assert count > 200


def texts(page: str) -> list[str]:
    """What a page shows or reads aloud, piece by piece."""
    page = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)
    found = [*re.split(r"<[^>]*>", page), *re.findall(r'(?:aria-label|title|placeholder)="([^"]*)"', page)]
    return [" ".join(html.unescape(text).split()) for text in found if text.strip()]


def test_every_translation_of_a_catalog_is_used() -> None:
    """The .po is the source: readers get its texts, however it is compiled."""
    dutch = catalog.of("nl")
    with catalog.path(catalog.OWN_FOLDER, "nl", catalog.DOMAIN).open("rb") as file:
        own_catalog = read_po(file, locale="nl")
    for entry in own_catalog:
        if entry.id and isinstance(entry.id, str):
            shown = dutch.pgettext(entry.context, entry.id) if entry.context else dutch.gettext(entry.id)
            assert shown == entry.string
        elif entry.id:
            singular, many = entry.id
            assert (dutch.ngettext(singular, many, 1), dutch.ngettext(singular, many, 2)) == tuple(entry.string or ())
    assert Message("no text of ours", {}).translated(dutch) == "no text of ours"


def test_no_msgid_is_in_a_file_that_babel_does_not_read() -> None:
    """Babel reads an f-string as one token: a text that is asked for inside of it would never be collected."""
    assert [call for path in (TOP / "ext").rglob("*.py") for call in hidden(path)] == []


def hidden(path: Path) -> Iterator[str]:
    for text in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        for node in ast.walk(text) if isinstance(text, ast.JoinedStr) else ():
            if isinstance(node, ast.Call) and name(node.func) in {"_", "ngettext", "pgettext", "joined"}:
                yield f"{path.name}:{text.lineno}"


def name(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""
