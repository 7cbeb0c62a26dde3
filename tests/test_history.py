"""The date of the last change comes from git, is the same in every clone of the same commits, and is never guessed."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from spoorboek.readers import history
from spoorboek.readers.history import Commit, Gap
from tests import breaks
from tests.handbooks import GROUND, Handbook, ground
from tests.repositories import SECOND, begin, commit, git
from tests.running import built, differing, files

MERGED = "2024-07-01T12:00:00 +0200"
ZONES = ("Pacific/Kiritimati", "Pacific/Pago_Pago")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Two files of two fences each; the second fence of one of them was changed later."""
    folder = tmp_path / "project"
    (folder / "docs").mkdir(parents=True)
    for name in ("a.md", 'b\u00eb "c".md'):
        (folder / "docs" / name).write_text("```{x} One\n```\n\ntext\n\n```{x} Two\nbody\n```\n", encoding="utf-8")
    begin(folder)
    page = folder / "docs/a.md"
    page.write_text(page.read_text(encoding="utf-8").replace("body", "other"), encoding="utf-8")
    commit(folder, SECOND)
    return folder


def read(folder: Path) -> history.History:
    return history.read(folder, ["docs"], ["docs/a.md"])


def date(change: Commit | Gap) -> str:
    assert isinstance(change, Commit)
    return change.date


@pytest.mark.parametrize("zone", ZONES)
def test_a_file_and_an_item_have_the_day_of_their_own_last_commit_where_it_was_made(
    repository: Path, zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    found = read(repository)
    assert found.head == found.of_file("docs/a.md")
    assert date(found.of_file("docs/a.md")) == "2024-05-06"
    assert date(found.of_file('docs/b\u00eb "c".md')) == "2024-02-03"
    assert date(found.of_lines("docs/a.md", range(1, 3))) == "2024-02-03"
    assert date(found.of_lines("docs/a.md", range(6, 9))) == "2024-05-06"
    assert date(found.of_files(['docs/b\u00eb "c".md', "docs/a.md"])) == "2024-05-06"


@pytest.mark.parametrize("zone", ["+0575", "-0575", "+5180"])
def test_a_commit_in_a_zone_that_does_not_exist_has_the_day_that_git_gives_it(repository: Path, zone: str) -> None:
    written = re.sub("(?m)^((author|committer) .*) .*$", rf"\1 {zone}", git(repository, "cat-file", "commit", "HEAD"))
    (repository / "written").write_text(written, encoding="utf-8")
    made = git(repository, "hash-object", "-t", "commit", "-w", "--literally", "written")
    git(repository, "update-ref", "HEAD", made.strip())
    found = read(repository)
    assert date(found.of_lines("docs/a.md", range(6, 9))) == date(found.of_file("docs/a.md"))


def test_what_a_merge_itself_made_or_changed_has_the_day_of_the_merge(repository: Path) -> None:
    git(repository, "checkout", "--quiet", "-b", "other", "HEAD~1")
    (repository / "docs/theirs.md").write_text("theirs", encoding="utf-8")
    commit(repository, SECOND)
    git(repository, "merge", "--quiet", "--no-commit", "--no-ff", "-")
    (repository / "docs/only-here.md").write_text("made while merging", encoding="utf-8")
    (repository / "docs/a.md").write_text("```{x} One\n```\n", encoding="utf-8")
    commit(repository, MERGED)
    found = read(repository)
    assert {name: date(found.of_file(f"docs/{name}.md")) for name in ("only-here", "a", "theirs")} == {
        "only-here": "2024-07-01", "a": "2024-07-01", "theirs": "2024-05-06",
    }  # fmt: skip
    assert found.edited == frozenset()


def test_what_is_edited_or_new_is_not_committed_yet_and_the_lines_beside_it_are(repository: Path) -> None:
    page = repository / "docs/a.md"
    page.write_text(page.read_text(encoding="utf-8").replace("other", "edited"), encoding="utf-8")
    (repository / "docs/new.md").write_text("new", encoding="utf-8")
    found = read(repository)
    assert found.edited == {"docs/a.md"}
    assert found.of_file("docs/a.md") is Gap.NOT_COMMITTED
    assert found.of_file("docs/new.md") is Gap.NOT_COMMITTED
    assert found.of_lines("docs/a.md", range(6, 9)) is Gap.NOT_COMMITTED
    assert date(found.of_lines("docs/a.md", range(1, 3))) == "2024-02-03"


def test_lines_are_read_again_once_the_file_or_the_commit_changed(repository: Path) -> None:
    found = read(repository)
    known = replace(found, lines={"docs/a.md": (found.head,)})
    reread = partial(history.read, repository, ["docs"], ["docs/a.md"])
    assert reread(known).lines == known.lines
    assert reread(replace(known, edited=frozenset({"docs/a.md"}))) == found
    page = repository / "docs/a.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(f"{text}more\n", encoding="utf-8")
    assert reread(known) == read(repository)
    page.write_text(text, encoding="utf-8")
    git(repository, "commit", "--quiet", "--allow-empty", "--message", "Change nothing")
    assert reread(known) == read(repository)


def test_in_a_shallow_clone_the_version_is_known_and_no_change_is(repository: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth", "1", repository.as_uri(), "shallow")
    found = read(tmp_path / "shallow")
    assert found.head == read(repository).head
    assert found.of_file("docs/a.md") is Gap.SHALLOW
    assert found.of_lines("docs/a.md", range(1, 3)) is Gap.SHALLOW


def test_without_a_commit_a_repository_or_git_nothing_is_known(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = read(repository)
    assert read(tmp_path) == history.History()
    (repository / "unpacked/docs").mkdir(parents=True)  # an archive of the project within someone else's repository
    (repository / "unpacked/docs/a.md").write_text("text", encoding="utf-8")
    assert read(repository / "unpacked").of_file("docs/a.md") is Gap.NO_GIT
    git(tmp_path, "init", "--quiet")
    assert read(tmp_path) == history.History()
    monkeypatch.setenv("GIT_DIR", str(tmp_path / ".git"))  # as a hook of another repository would
    assert read(repository) == known
    monkeypatch.setenv("PATH", "")
    assert read(repository) == history.History()


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("```{x} a\n```\n", range(1, 3)),
        (":::{x} a\n::::\n", range(1, 3)),
        ("::::{x} a\n:::\n::::\nmore\n", range(1, 4)),
        ("> ```{x} a\n> ```\n", range(1, 2)),
        ("```{x} a\nopen\n", range(1, 2)),
        ("", range(1, 2)),
    ],
)
def test_an_item_reaches_to_the_end_of_its_fence(text: str, lines: range) -> None:
    assert history.extent(text.split("\n"), 1) == lines


NOTE = ":::{erratum} A word is misspelt\n:id: KAN-word\n:date: 2026-10-06\n:concerns: BRN-words\n:::\n"
NEWS = "---\norphan: true\n---\n# News\n\n:::{latest}\n:::\n\n:::{latest} pages\n:::\n"


@pytest.fixture
def handbook(tmp_path: Path) -> Handbook:
    """The small handbook in a repository, two of its pages changed later: one that is an item, one that holds many."""
    handbook = ground(tmp_path / "handbook")
    other = (GROUND / "docs/other.md").read_text(encoding="utf-8")
    handbook.write({"alone.md": breaks.chain("KTN-alone"), "news.md": NEWS, "other.md": f"{other}\n{NOTE}"})
    git(tmp_path, "init", "--quiet", "handbook")
    (handbook.folder / ".gitignore").write_text("doctrees\nhtml\n__pycache__\n", encoding="utf-8")
    commit(handbook.folder)
    return handbook


def foot(handbook: Handbook, page: str) -> dict[str, str]:
    text = (handbook.folder / "html" / page).read_text(encoding="utf-8")
    rows = re.findall(r"<div><dt>(.*?)</dt><dd>(.*?)</dd></div>", text)
    return {re.sub("<.*?>", "", label): re.sub("<.*?>", "", text) for label, text in rows}


def tables(handbook: Handbook, page: str) -> list[list[list[str]]]:
    """The cells of the rows of each table, without what names their columns."""
    text = (handbook.folder / "html" / page).read_text(encoding="utf-8")
    text = re.sub(r'<span class="column">.*?</span>', "", text)
    return [
        [
            [re.sub("<.*?>", "", cell) for cell in re.findall(r"<td>(.*?)</td>", row, re.DOTALL)]
            for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL)
        ]
        for body in re.findall(r"<tbody>(.*?)</tbody>", text, re.DOTALL)
    ]


def lines(handbook: Handbook, page: str) -> list[str]:
    text = (handbook.folder / "html" / page).read_text(encoding="utf-8")
    folds = re.findall(r'<details class="history">(.*?)</details>', text, re.DOTALL)
    paragraphs = (re.sub("<.*?>", "", line) for fold in folds for line in re.findall(r"<p>(.*?)</p>", fold))
    return [line for line in paragraphs if "Een fout melden" in line]


def clean(handbook: Handbook, *options: str) -> None:
    done = built(handbook, *options)
    assert (done.stderr, done.returncode) == ("", 0)


def test_a_page_states_when_it_changed_and_from_what_it_was_made_also_when_only_a_commit_was_added(
    handbook: Handbook,
) -> None:
    clean(handbook)
    version = git(handbook.folder, "rev-parse", "HEAD")[:8]
    assert foot(handbook, "alone.html") == {
        "Stand van": "23 november 2026",
        "Laatst gewijzigd": f"3 februari 2024 (versie {version})",
        "Gemaakt uit": "docs/alone.md",
        "Versie": f"{version} van 3 februari 2024",
        "Licentie van de tekst": "CC BY 4.0",
        "Een fout melden": "docs/alone.md, regel 1",
        "Maker": "A council, council@town.example",
        "Citeer dit": (
            f"A council, “A chain” (KTN-alone), Spoorboek, stand van 23 november 2026, versie {version}, alone.html, "
            "CC BY 4.0."
        ),
    }
    assert lines(handbook, "alone.html") == []
    page = handbook.docs / "alone.md"
    page.write_text(page.read_text(encoding="utf-8").replace("A chain", "The town's chain"), encoding="utf-8")
    clean(handbook)
    assert foot(handbook, "alone.html")["Laatst gewijzigd"] == "gewijzigd, nog niet vastgelegd"
    assert foot(handbook, "index.html")["Versie"].endswith(", met wijzigingen die nog niet zijn vastgelegd")
    assert foot(handbook, "other.html")["Versie"] == f"{version} van 3 februari 2024"
    commit(handbook.folder, SECOND)
    clean(handbook)
    newer = git(handbook.folder, "rev-parse", "HEAD")[:8]
    assert foot(handbook, "alone.html")["Laatst gewijzigd"] == f"6 mei 2024 (versie {newer})"
    assert foot(handbook, "other.html")["Laatst gewijzigd"] == f"3 februari 2024 (versie {version})"
    assert foot(handbook, "other.html")["Versie"] == f"{newer} van 6 mei 2024"
    happened, notes, changed = tables(handbook, "news.html")
    assert [subject for _day, subject, _more in happened][-1] == "Rapport: The authority published a report"
    assert notes == [["6 oktober 2026", "A word is misspelt"]]
    assert changed[0] == ["6 mei 2024", "The town’s chain"]
    assert {day for day, _page in changed[1:]} == {"3 februari 2024"}
    assert "town's" not in (handbook.folder / "html/alone.html").read_text(encoding="utf-8")
    incremental = files(handbook.folder / "html")
    clean(handbook, "-E", "-j", "4")
    assert set(differing(incremental, files(handbook.folder / "html"))) <= {"searchindex.js"}


def test_each_item_on_a_shared_page_links_to_its_place(handbook: Handbook) -> None:
    clean(handbook)
    changes = lines(handbook, "index.html")
    count = (GROUND / "docs" / "index.md").read_text(encoding="utf-8").count(":id:")
    assert len(changes) == count > 5
    assert all(
        re.fullmatch(
            r"Laatst gewijzigd op 3 februari 2024 \(versie \w{8}\)\. Een fout melden: docs/index\.md, regel \d+\.",
            change,
        )
        for change in changes
    )


def test_a_page_without_history_states_that_it_cannot_know(tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    clean(handbook)
    assert foot(handbook, "index.html")["Laatst gewijzigd"].startswith(
        "niet na te gaan: deze uitgave is gemaakt zonder"
    )
    assert foot(handbook, "index.html")["Versie"] == "niet bekend"
    assert lines(handbook, "index.html")[0].startswith("Een fout melden: docs/index.md")


def test_a_page_of_a_shallow_clone_states_that_it_cannot_know(handbook: Handbook, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth", "1", handbook.folder.as_uri(), "shallow")
    clone = Handbook(tmp_path / "shallow")
    clean(clone)
    assert "alleen het laatste deel" in foot(clone, "index.html")["Laatst gewijzigd"]
    assert foot(clone, "index.html")["Versie"].endswith("van 3 februari 2024")
    assert lines(clone, "index.html")[0].startswith("Een fout melden: docs/index.md")
