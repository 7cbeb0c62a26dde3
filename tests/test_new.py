"""A new handbook passes its check at once, and each of its examples is missed when it is removed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Final

import pytest
import yaml
from markdown_it import MarkdownIt

from spoorboek import cli
from spoorboek.cli import new
from spoorboek.exports import new_handbook
from spoorboek.i18n.language import LANGUAGES, translate
from spoorboek.readers import configuration
from tests.handbooks import TOP, Handbook

AUTHORITY = 'Office of "Examples" & [others]'
NAME = "Handbook *of* {many} examples and [of] a name of many words"
LANGUAGES_OF_TESTS = ("en", "nl")


def begin(folder: Path, language: str, *options: str) -> Handbook:
    """A new handbook, translated into the other language."""
    other = next(other_language for other_language in LANGUAGES_OF_TESTS if other_language != language)
    named = ["--name", NAME, "--authority", AUTHORITY, "--as-of", "2026-11-25"]
    named += [] if "--edition" in options else ["--edition", "2026"]
    assert cli.main(["new", str(folder), *named, "--language", language, "--translate", other, *options]) == 0
    return Handbook(folder)


@pytest.fixture(scope="module")
def handbook(tmp_path_factory: pytest.TempPathFactory) -> Handbook:
    """One in Dutch and English; tests/test_wheel.py makes and breaks one in each language, from the wheel."""
    return begin(tmp_path_factory.mktemp("new") / "handbook", "nl")


def findings(handbook: Handbook) -> list[str]:
    verdict = handbook.judged()
    return [str(finding) for finding in verdict.findings if finding.number != "S805"]  # who publishes is not known yet


def language_of(handbook: Handbook) -> str:
    return configuration.read(handbook.docs, handbook.conf).language


def test_it_builds_without_a_warning_in_each_of_its_languages(handbook: Handbook) -> None:
    written = {path.relative_to(handbook.folder).as_posix() for path in handbook.folder.rglob("*") if path.is_file()}
    assert {"Makefile", "README.md", ".gitignore", ".gitlab-ci.yml", ".github/workflows/handbook.yml"} < written
    assert findings(handbook) == []
    done = make(handbook, "html")
    assert (done.returncode, done.stderr) == (0, "")
    for language in LANGUAGES_OF_TESTS:
        folder = handbook.folder / "build/html" / ("" if language == language_of(handbook) else language)
        index = (folder / "index.html").read_text(encoding="utf-8")
        assert f' lang="{language}"' in index
        assert NAME in index
        assert ("Voorbeeld: wachttijden" in index) is (language == "nl")
        assert ("Example: waiting times" in index) is (language == "en")
    shutil.rmtree(handbook.folder / "build")


@pytest.mark.parametrize(("edition", "language"), [("1901", "en"), ("2030", "nl_BE")])
def test_a_new_handbook_of_a_distant_year_is_clean_and_a_language_may_name_its_territory(
    edition: str, language: str, tmp_path: Path
) -> None:
    handbook = begin(tmp_path / "new", language, "--edition", edition)
    assert findings(handbook) == []
    assert language_of(handbook) == language


def test_a_name_and_an_authority_are_no_markup_in_the_readme(handbook: Handbook) -> None:
    text = (handbook.folder / "README.md").read_text(encoding="utf-8")
    first, second, *_others = [token for token in MarkdownIt().parse(text) if token.type == "inline"]
    assert first.content != NAME
    assert [child.type for child in (*(first.children or ()), *(second.children or ()))] == ["text", "text"]
    assert "".join(child.content for child in first.children or ()) == NAME
    assert AUTHORITY in "".join(child.content for child in second.children or ())


def test_its_conf_is_about_ten_lines_and_its_files_can_be_read(handbook: Handbook) -> None:
    assert len((handbook.conf / "conf.py").read_text(encoding="utf-8").splitlines()) <= 14
    tomllib.loads((handbook.conf / "ubproject.toml").read_text(encoding="utf-8"))
    for name in (".gitlab-ci.yml", ".github/workflows/handbook.yml", ".pre-commit-config.yaml"):
        assert "make check" in str(yaml.safe_load((handbook.folder / name).read_text(encoding="utf-8")))


def test_each_removed_example_is_reported(handbook: Handbook) -> None:
    """Page by page; the line says what is missing, at the place that needs it."""
    language = language_of(handbook)
    programme = handbook.read()[0]
    types = {item.type for item in programme.items}
    missed = set()
    for page in list(new_handbook.PAGES.values())[:-2]:
        path = handbook.docs / f"{translate(page, language)}.md"
        ids = [item.id for item in programme.items if item.at.file == f"docs/{path.name}"]
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r":::\{.*?\n:::\n", "", text, flags=re.DOTALL), encoding="utf-8")
        lines = findings(handbook)
        path.write_text(text, encoding="utf-8")
        assert any(f" {ids[-1]}, which is not an item" in line for line in lines), (page, lines)
        missed |= {programme.by_id[id].type for id in ids}
    assert (
        missed == types == set(tomllib.loads((handbook.conf / "ubproject.toml").read_text("utf-8"))["needs"]["types"])
    )


def test_all_examples_can_be_removed(handbook: Handbook, tmp_path: Path) -> None:
    copy = Handbook(tmp_path / "copy")
    shutil.copytree(handbook.folder, copy.folder)
    for path in copy.docs.glob("*.md"):
        text = re.sub(r":::\{.*?\n:::\n", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        path.write_text(re.sub(r"(?m)^- \[.*\n", "", text), encoding="utf-8")
    lines = findings(copy)
    assert any("there is no item, so there is nothing to check by" in line for line in lines), lines


def test_nothing_is_written_over_what_is_there(handbook: Handbook, capfd: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in handbook.folder.rglob("*") if path.is_file()}
    command = ["new", str(handbook.folder), "--name", "A", "--authority", "B", "--edition", "2026", "--language", "en"]
    assert cli.main([*command, "--lang", "en"]) == 2
    line = capfd.readouterr().err
    assert line.startswith(f"error: {handbook.folder} has .github/workflows/handbook.yml, .gitignore, ")
    assert line.endswith(" already; nothing was written; name a folder that is not there\n")
    assert line.count("\n") == 1
    assert before == {path: path.read_bytes() for path in handbook.folder.rglob("*") if path.is_file()}


def test_without_a_terminal_the_error_names_the_missing_options(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    messages = {
        ("--authority", "B", "--edition", "2026"): "--name is missing; ",
        ("--name", "A", "--authority", "B", "--edition", "26"): "'26' is not a year; ",
        ("--name", "A", "--authority", "B", "--edition", "2025", "--edition", "2026"): "'2025 2026' is not a year; ",
        ("--name", "A", "--authority", "B", "--edition", "2026", "--language", "english!"): "is not a language; ",
        ("--name", "A", "--authority", "B", "--edition", "2026", "--language", "nl", "--translate", "nl"): "twice; ",
    }
    for options, problem in messages.items():
        assert cli.main(["new", str(tmp_path / "new"), *options, "--lang", "en"]) == 2
        line = capfd.readouterr().err
        assert problem in line
        assert line.count("\n") == 1
    assert not (tmp_path / "new").exists()


def test_in_a_terminal_it_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    answers = iter(["A handbook", "An authority", "", "nl", ""])
    monkeypatch.setattr(new, "has_terminal", lambda: True)
    questions: list[str] = []
    monkeypatch.setattr("builtins.input", lambda question: questions.append(question) or next(answers))
    assert cli.main(["new", str(tmp_path / "new"), "--as-of", "2026-11-25", "--lang", "en"]) == 0
    assert questions[0] == "Name of the handbook: "
    assert questions[2] == "Year of its work programme [2026]: "
    assert 'language = "nl"' in (tmp_path / "new" / "conf" / "conf.py").read_text(encoding="utf-8")
    assert findings(Handbook(tmp_path / "new")) == []


@pytest.mark.parametrize("language", sorted({*LANGUAGES, "fr"} - {*LANGUAGES_OF_TESTS}))
def test_a_language_that_lacks_texts_has_them_in_english_and_that_is_reported(
    language: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    handbook = begin(tmp_path / "new", language, "--lang", "en")
    line = capfd.readouterr().err
    assert re.search(rf"catalog for '{language}'(, so its texts are| lacks \d+ of \d+ texts, which are) English", line)
    assert findings(handbook) == []
    checklist = ["checklist", "--docs", str(handbook.docs), "--conf", str(handbook.conf)]
    for lang in ((), ("--lang", "en")):
        assert cli.main([*checklist, *lang]) == 0
        is_told = f"there is no catalog for '{language}', so its texts are English" in capfd.readouterr().err
        assert is_told is (language not in LANGUAGES and not lang)


OWN = {
    "trace.as-of", "trace.publisher_note", "trace.parliamentary-paper", "trace.require-review", "trace.deciding",
    "trace.rule-pages",
}  # fmt: skip
"""What this handbook sets otherwise than a new one does: its day, who publishes, that all is read, where pages are."""


def test_this_handbook_is_what_a_new_one_writes_and_what_differs(tmp_path: Path) -> None:
    handbook = begin(tmp_path / "new", "nl")
    new_one, own = (
        flat(tomllib.loads((conf / "ubproject.toml").read_text(encoding="utf-8")))
        for conf in (handbook.conf, TOP / "conf")
    )
    differs = {key for key in new_one.keys() | own.keys() if new_one.get(key) != own.get(key)}
    assert {key for key in differs if not key.startswith(tuple(OWN))} == set()


def flat(table: dict[str, object], path: str = "") -> dict[str, object]:
    """Its values by their path, with a dot between names."""
    found: dict[str, object] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            found |= flat(value, f"{path}{key}.")
        else:
            found[f"{path}{key}"] = value
    return found


PATH: Final = f"{Path(sys.executable).parent}:{os.environ['PATH']}"


def make(handbook: Handbook, target: str, path: str = PATH, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [shutil.which("make") or "make", target]
    environment = {**os.environ, "PATH": path, **variables}
    return subprocess.run(command, cwd=handbook.folder, env=environment, capture_output=True, text=True, check=False)


BUILDS: Final = """\
#!/bin/sh
case "$*" in *language=*) me=other you=first;; *) me=first you=other;; esac
touch $me.started
tries=0
until [ -e $you.started ]; do tries=$((tries + 1)); [ $tries -lt 100 ] || exit 3; sleep 0.1; done
case "$FLAWS" in *$me*) echo "a flaw in $me" >&2; exit 1;; esac
"""
"""Stands for sphinx-build: waits for the build of the other language to start, and fails if $FLAWS names it."""


def test_make_builds_both_languages_at_once_and_fails_if_either_does(handbook: Handbook, tmp_path: Path) -> None:
    program = tmp_path / "sphinx-build"
    program.write_text(BUILDS, encoding="utf-8")
    program.chmod(0o755)
    seen = {}
    for flaws in ("", "first", "other", "first other"):
        done = make(handbook, "html", FLAWS=flaws, SPHINX=str(program))
        seen[flaws] = done.returncode, [line for line in done.stderr.splitlines() if line.startswith("a flaw")]
        for path in handbook.folder.glob("*.started"):
            path.unlink()
    failed = (2, ["a flaw in first"])
    assert seen == {"": (0, []), "first": failed, "other": (2, ["a flaw in other"]), "first other": failed}


def test_make_calls_what_is_there_and_says_what_to_do_where_nothing_is(handbook: Handbook, tmp_path: Path) -> None:
    done = make(handbook, "check")
    assert done.returncode == 0, done.stdout + done.stderr
    nothing = make(handbook, "check", path=str(tmp_path))
    assert nothing.returncode == 2
    assert "make install" in nothing.stderr
