"""Stamps: a line for each link that no other line, writer, merge or broken file damages."""

from __future__ import annotations

import datetime
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from spoorboek.analysis import reviews
from spoorboek.analysis.reviews import Standing
from spoorboek.config import stamps_file
from spoorboek.config.stamps_file import Kind, Stamp
from spoorboek.model import fingerprint
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.programme import Location
from spoorboek.rules.engine import stamps
from spoorboek.rules.engine.check import check
from spoorboek.rules.engine.stamps import Reviewer
from tests import breaks
from tests.growth import work
from tests.handbooks import TOP, Handbook, ground
from tests.repositories import begin, commit, git

AT = Location("conf/stamps.toml", 0)
DAY = datetime.date(2026, 11, 23)
READER = Reviewer("the editors", DAY, "first reading")
OWN = (TOP / "conf" / "stamps.toml").read_text(encoding="utf-8")


def stamp(link: str, by: str = "the editors", reason: str = "first reading", digits: str = "0123456789abcdef") -> Stamp:
    return Stamp(link, digits, by, DAY, reason, AT)


def without_places(found: tuple[Stamp, ...] | None) -> list[tuple[str, str, str, str]]:
    return [(stamp.name, stamp.fingerprint, stamp.by, stamp.why) for stamp in found or ()]


def findings_and_standing(handbook: Handbook) -> tuple[list[str], dict[str, Standing]]:
    """The findings about readings, and the state of each link."""
    programme, settings = handbook.read()
    findings = [str(finding) for finding in check(programme, settings).findings]
    return findings, {review.name: review.standing for review in reviews.every(programme, settings)}


def read_all(handbook: Handbook, reviewer: Reviewer = READER) -> int:
    programme, settings = handbook.read()
    waiting = stamps.waiting(reviews.every(programme, settings))
    return stamps.accept(handbook.conf / stamps_file.FILE, waiting, reviewer, programme, settings)


@pytest.fixture
def handbook(tmp_path: Path) -> Handbook:
    """The small handbook, all of whose links were read."""
    handbook = ground(tmp_path / "project")
    assert read_all(handbook) > 20
    return handbook


SAME = {
    "marks": (
        "Het *is* **zo**, met `code` en [een link](https://example.org/a_(b)).",
        "Het is zo, met code en een link.",
    ),
    "line breaks": ("Een zin\nover regels.\n\nEn nog een.", "Een zin over regels. En nog een."),
    "headings and lists": ("# Kop\n\n- een\n- twee\n", "Kop\n\n* een\n+ twee"),
    "quotes and dashes": ("“Zo” – dat is het", '"Zo" - dat is het'),
    "a comment": ("Een zin.\n% niet voor lezers\n<!-- ook\nniet -->", "Een zin."),
    "a role": ("Zie {need}`THM-x` nu", "Zie THM-x nu"),
    "a hard break and an escape": ("Een\\\ntwee \\* drie", "Een twee drie"),
    "a table": ("| a | b |\n|---|:--|\n| c | d |", "a b c d"),
    "an entity and a soft hyphen": ("a &amp; be\u00adlang", "a & belang"),
    "composed letters": ("cafe\u0301", "caf\u00e9"),
}
OTHER = {
    "a word": ("Dit is zo", "Dit was zo"),
    "the order of words": ("niet alles is", "alles is niet"),
    "a comma": ("Niet, doen", "Niet doen"),
    "a number": ("15 dagen", "1,5 dagen"),
    "a unit": ("5 %", "5 €"),
    "a capital": ("Kamer", "kamer"),
}


@pytest.mark.parametrize("name", SAME)
def test_markup_is_no_change(name: str) -> None:
    before, after = SAME[name]
    assert fingerprint.of_item("T", before, {}) == fingerprint.of_item("T", after, {})


@pytest.mark.parametrize("name", OTHER)
def test_a_changed_text_is_a_change(name: str) -> None:
    before, after = OTHER[name]
    assert fingerprint.of_item("T", before, {}) != fingerprint.of_item("T", after, {})


def test_no_part_of_an_item_can_be_taken_for_another() -> None:
    parts = [
        ("a", "b", {}),
        ("a b", "", {}),
        ("", "a b", {}),
        ("a", "", {"b": "b"}),
        ("a", "b=b", {}),
        ("a", "", {"b": "c"}),
    ]
    assert len({fingerprint.of_item(*part) for part in parts}) == len(parts)
    assert fingerprint.of_item("a", "b", {"c": " "}) == fingerprint.of_item("a", "b", {})


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (":::{theme} Waiting lists", ":::{theme}  Waiting *lists*"),
        (":publisher: An authority\n:licence: unknown", ":licence: unknown\n:publisher:   An authority"),
    ],
)
def test_moved_lines_and_another_form_make_nothing_suspect(handbook: Handbook, old: str, new: str) -> None:
    breaks.change(old, new)(handbook)
    assert set(findings_and_standing(handbook)[1].values()) == {Standing.REVIEWED}


def test_a_page_that_moves_makes_nothing_suspect(handbook: Handbook) -> None:
    before = findings_and_standing(handbook)[1]
    (handbook.docs / "types.md").rename(handbook.docs / "kinds.md")
    index = handbook.docs / "index.md"
    index.write_text(index.read_text(encoding="utf-8").replace("\ntypes\n", "\nkinds\n"), encoding="utf-8")
    assert findings_and_standing(handbook)[1] == before


def test_bookkeeping_may_change_and_another_field_may_not(handbook: Handbook) -> None:
    publisher = breaks.change(":publisher: An authority", ":publisher: Another authority")
    breaks.change(":publisher: An authority", ":publisher: An authority\n:consulted: 2026-11-01")(handbook)
    assert Standing.SUSPECT not in findings_and_standing(handbook)[1].values()
    publisher(handbook)
    assert {
        name.split()[2] for name, standing in findings_and_standing(handbook)[1].items() if standing is Standing.SUSPECT
    } == {"BRN-grond"}


# The file.
def test_the_line_reader_and_the_toml_reader_read_the_same() -> None:
    quick = stamps_file._quick(OWN, "conf/stamps.toml")
    assert quick is not None
    assert quick == stamps_file._slow(OWN, "conf/stamps.toml")


@pytest.mark.parametrize("odd", ['a "b" \\ c', "ë – €", "{ link = 'x' },", "# 1", "why =", "\\u0041"])
def test_any_reason_is_read_back_as_it_was_written(odd: str, tmp_path: Path) -> None:
    written = stamps_file.written("", [stamp("A-1 theme B-1", by=odd, reason=odd), stamp("A-1 theme B-2")])
    assert without_places(stamps_file.parsed(written, "x"))[0][2:] == (odd, odd)
    assert without_places(stamps_file._slow(written, "x")) == without_places(stamps_file.parsed(written, "x"))
    again = stamps_file.written(written, [stamp("A-1 theme B-1", reason="again")])
    assert [stamp[3] for stamp in without_places(stamps_file.parsed(again, "x"))] == ["again", "first reading"]


BY_HAND = """\
# Ours.
stamps = [
  # What was read in spring.
  {link="A-1 theme B-1",on=2026-03-01,by='them',why='read',fingerprint="00"}, # kept
    { link = "A-3 theme B-1", fingerprint = "0123456789abcdef", by = "the editors", on = 2026-11-23, why = "x" }
  # The end.
]
# After.
"""


def test_no_line_but_its_own_changes() -> None:
    written = stamps_file.written(BY_HAND, [stamp("A-2 theme B-1"), stamp("A-9 theme B-1"), stamp("A-0 theme B-1")])
    before, after = BY_HAND.splitlines(), written.splitlines()
    assert [line.rstrip(",") for line in after if line.rstrip(",") in [old.rstrip(",") for old in before]] == before
    assert [stamp[0] for stamp in without_places(stamps_file.parsed(written, "x"))] == [
        f"A-{n} theme B-1" for n in (0, 1, 2, 3, 9)
    ]
    changed = stamps_file.written(BY_HAND, [stamp("A-1 theme B-1")])
    assert [line for line in changed.splitlines() if line not in before] == [str(stamp("A-1 theme B-1"))]
    assert stamps_file.written(BY_HAND, (), [stamp("A-3 theme B-1")]) == BY_HAND.replace(
        BY_HAND.splitlines()[4] + "\n", ""
    )


COMMENTED = """\
stamps = [ # below: who read what
    { link = "A-1 theme B-1", fingerprint = "00", by = "them", on = 2026-03-01, why = "a # b" } # the last, kept
]
"""


def test_a_stamp_that_comes_behind_the_last_leaves_its_comment_as_it_is() -> None:
    written = stamps_file.written(COMMENTED, [stamp("A-2 theme B-1")])
    assert '"a # b" }, # the last, kept\n    { link = "A-2' in written
    assert len(stamps_file.parsed(written, "x")) == 2


def test_reviews_of_items_and_of_the_gate_are_stored_beside_those_of_links() -> None:
    item = Stamp("A-1", "0123456789abcdef", "them", DAY, "x", AT, Kind.ITEM)
    gate = Stamp("ubproject.toml", "0123456789abcdef", "them", DAY, "x", AT, Kind.GATE)
    text = stamps_file.written("", [gate, stamp("A-1 theme B-1"), item, stamp("A-0 theme B-1")])
    stamps = stamps_file.parsed(text, "x")
    assert [(stamp.kind, stamp.name) for stamp in stamps] == [
        (Kind.LINK, "A-0 theme B-1"),
        (Kind.ITEM, "A-1"),
        (Kind.LINK, "A-1 theme B-1"),
        (Kind.GATE, "ubproject.toml"),
    ]
    assert stamps_file._quick(text, "x") == stamps == stamps_file._slow(text, "x")
    assert stamps_file.written(stamps_file.written(text, (), [item]), [item]) == text


# Ways to lay out the same stamps, that TOML allows.
LAYOUTS: dict[str, Callable[[list[str]], str]] = {
    "as accept writes it": lambda rows: "\n".join(("stamps = [", *(f"    {row}," for row in rows), "]", "")),
    "a comment behind each line": lambda rows: "\n".join(("stamps = [", *(f"{row}, # link = x" for row in rows), "]")),
    "one comment without a comma": lambda rows: "\n".join(("stamps = [", ",\n".join(rows), "  # link = x", "]")),
    "blank lines": lambda rows: "\n\n".join(("stamps = [", *(f"{row} ,\n" for row in rows), "]")),
    "one line": lambda rows: f"stamps = [{', '.join(rows)}]",
    "lines between the parts": lambda rows: "stamps = [\n" + "\n,\n# note\n".join(rows) + "\n]",
    "tables": lambda rows: "\n".join("[[stamps]]\n" + row[2:-2].replace(", ", "\n") + "\n" for row in rows),
    "other quotes and order": lambda rows: (
        "stamps = [" + ",\n".join(f"{{ why='\"x\"',{row[2:].replace(', why = x', '')}" for row in rows) + "]"
    ),
}


def many(count: int, layout: str) -> str:
    rows = [
        f'{{ link = "A-{n} theme B-{n}", fingerprint = "{n:016x}", by = "them", on = 2026-11-23, why = "x" }}'
        for n in range(count)
    ]
    if layout == "other quotes and order":
        rows = [row.replace(', why = "x"', "") for row in rows]
    return LAYOUTS[layout](rows)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_stamp_has_its_location_in_every_layout(layout: str) -> None:
    text = many(20, layout)
    lines = text.split("\n")
    stamps = stamps_file.parsed(text, "x")
    assert [stamp.name for stamp in stamps] == [f"A-{n} theme B-{n}" for n in range(20)]
    assert all(
        lines[at.line - 1][at.column - 1 :].startswith(f'"{name}"') for name, at in [(e.name, e.at) for e in stamps]
    )


@pytest.mark.parametrize("layout", LAYOUTS)
def test_four_times_as_many_stamps_take_about_four_times_the_work(layout: str) -> None:
    few, more = (many(count, layout) for count in (50, 200))
    assert work(lambda: stamps_file.parsed(more, "x")) < 6 * work(lambda: stamps_file.parsed(few, "x"))


def test_four_times_as_many_new_stamps_take_about_four_times_the_work() -> None:
    def cost(count: int) -> int:
        text = many(count, "a comment behind each line")
        new = [stamp(f"A-{n} theme C-{n}") for n in range(count)]
        return work(lambda: stamps_file.written(text, new))

    assert cost(200) < 6 * cost(50)


def test_line_ends_stay_as_they_are() -> None:
    old = BY_HAND.replace("\n", "\r\n")
    new = stamps_file.written(old, [stamp("A-2 theme B-1")])
    assert new.count("\n") == new.count("\r\n") == old.count("\n") + 1


def test_of_two_stamps_for_one_link_the_current_one_counts_and_a_new_review_leaves_one(handbook: Handbook) -> None:
    path = handbook.conf / stamps_file.FILE
    text = path.read_text(encoding="utf-8")
    link = "GR-C1 theme THM-grond"
    (line,) = [line for line in text.splitlines() if f'"{link}"' in line]
    later = str(stamp(link)).replace("2026-11-23", "2026-12-01")
    path.write_text(text.replace(line, f"{line}\n{later}"), encoding="utf-8")
    assert findings_and_standing(handbook)[1][link] is Standing.REVIEWED
    breaks.change(":::{theme} Waiting lists", ":::{theme} Waiting times")(handbook)
    assert findings_and_standing(handbook)[1][link] is Standing.SUSPECT
    read_all(handbook)
    assert path.read_text(encoding="utf-8").count(f'"{link}"') == 1


BROKEN = {
    "no date": (
        'on = 2026-11-23, why = "x" },',
        'on = "soon", why = "x" },',
        ":5:90: error: on is 'soon', expected a date",
    ),
    "no such day": ("on = 2026-11-23", "on = 2026-11-31", ":5:"),
    "no why": (', why = "x" }', " }", ":5:14: error: the stamp of A-3 theme B-1 has no 'why'"),
    "an empty name": ('by = "the editors"', 'by = " "', ":5:14: error: the stamp of A-3 theme B-1 has no 'by'"),
    "a slip in a key": (
        "fingerprint = ",
        "fingerprnt = ",
        ":5:31: error: a stamp has no setting 'fingerprnt', did you mean fingerprint?",
    ),
    "no end": ("]\n# After", "# After", ":8:1: error: invalid TOML: "),
    "a quote too many": ('why = "x"', 'why = "x""', ":5:"),
    "another list": (
        "stamps = [",
        "stamp = [",
        ":2:1: error: conf/stamps.toml has no setting 'stamp', did you mean stamps?",
    ),
    "no list": ("stamps = [\n", "stamps = 3\nx = [\n", ":3:1: error: conf/stamps.toml has no setting 'x'"),
    "a merge that was not finished": (
        "  # The end.\n",
        "<<<<<<< HEAD\n  # The end.\n=======\n>>>>>>> other\n",
        ":6:1: error: a merge was not finished: '<<<<<<< HEAD'; resolve the conflict",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_malformed_file_is_one_clear_line_and_nothing_is_lost(name: str, tmp_path: Path) -> None:
    old, new, message = BROKEN[name]
    text = BY_HAND.replace("}\n  # The", "},\n  # The")
    assert old in text
    handbook = ground(tmp_path)
    path = handbook.conf / stamps_file.FILE
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(SpoorboekError) as stopped:
        findings_and_standing(handbook)
    assert str(stopped.value).count("\n") == 0
    assert str(stopped.value).startswith(f"conf/stamps.toml{message}")
    with pytest.raises(SpoorboekError):
        stamps._rewrite(path, [stamp("A-4 theme B-1")], ())
    assert path.read_text(encoding="utf-8") == text.replace(old, new)
    assert sorted(path.name for path in handbook.conf.glob("*stamps*")) == ["stamps.toml"]


def test_a_stamp_that_shares_its_line_is_reported_and_nothing_is_lost(tmp_path: Path) -> None:
    path = tmp_path / stamps_file.FILE
    first, other = str(stamp("A-1 theme B-1")).strip(), str(stamp("A-1 theme B-2")).strip()
    path.write_text(text := f"stamps = [{first} {other}]\n", encoding="utf-8")
    with pytest.raises(SpoorboekError, match=r"no line of the stamps reads 'stamps = \['"):
        stamps._rewrite(path, [stamp("A-1 theme B-1", reason="again")], ())
    path.write_text(text := f"stamps = [\n{first} {other}\n]\n", encoding="utf-8")
    with pytest.raises(SpoorboekError, match="is not on a line of its own"):
        stamps.drop(path, [stamp("A-1 theme B-1")])
    assert path.read_text(encoding="utf-8") == text


# Writers that are stopped, and writers side by side.
WRITER = """
import datetime, sys
from pathlib import Path
from spoorboek.config.stamps_file import Stamp
from spoorboek.rules.engine import stamps
path, who = Path(sys.argv[1]), sys.argv[2]
for number in range(int(sys.argv[3])):
    each = Stamp(f"{who}-{number} theme B-1", "0123456789abcdef", who, datetime.date(2026, 11, 23), "x")
    stamps._rewrite(path, [each], ())
    print(number, flush=True)
"""


def writer(path: Path, who: str, count: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", WRITER, str(path), who, str(count)]
    return subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(TOP / "ext")}, stdout=subprocess.PIPE)


def test_writers_side_by_side_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / stamps_file.FILE
    running = [writer(path, who, 25) for who in ("a", "b", "c", "d")]
    assert [process.wait() for process in running] == [0] * 4
    for process in running:
        assert process.stdout
        process.stdout.close()
    found = [stamp.name for stamp in stamps_file.read(path, "x") or ()]
    assert len(found) == 100
    assert found == sorted(found)
    assert [path.name for path in tmp_path.iterdir()] == [stamps_file.FILE]


def test_a_writer_that_is_killed_leaves_the_file_whole_and_blocks_nobody(tmp_path: Path) -> None:
    path = tmp_path / stamps_file.FILE
    path.write_text(OWN, encoding="utf-8")
    chance = random.Random(6)  # noqa: S311 - no secret: moments to kill at
    known = len(stamps_file.read(path, "x") or ())
    count = 0
    for number in range(6):
        killed = writer(path, f"k{number}", 1000)
        assert killed.stdout
        killed.stdout.readline()
        time.sleep(chance.uniform(0, 0.02))
        killed.send_signal(signal.SIGKILL)
        count += 1 + len(killed.stdout.read().splitlines())
        killed.stdout.close()
        killed.wait()
        text = path.read_text(encoding="utf-8")
        stamps_read = stamps_file.parsed(text, "x")
        assert stamps_file._quick(text, "x") == stamps_read
        assert len(stamps_read) >= known + count  # what it said it wrote is there
    stamps._rewrite(path, [stamp("last theme B-1")], ())
    assert "last theme B-1" in path.read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == [stamps_file.FILE]


# Merges.
@pytest.mark.parametrize(("own_line", "theirs"), [("GR-C1 chain KTN-grond", "GR-C1 grounded_in GR-P1-S1"), ("", "")])
def test_git_merges_two_branches_that_each_accept_something(tmp_path: Path, own_line: str, theirs: str) -> None:
    """Of links side by side, or of all links on both sides."""
    handbook = ground(tmp_path)
    read_all(handbook)
    (handbook.folder / ".gitattributes").write_bytes((TOP / ".gitattributes").read_bytes())
    git(handbook.folder, "init", "--quiet", "--initial-branch=main")
    breaks.change(":::{chain} Youth care", ":::{chain} Care of the young")(handbook)
    breaks.change("The authority will study waiting lists", "The authority studies waiting lists in 2024")(handbook)
    commit(handbook.folder)
    accept_on(handbook, "theirs", theirs)
    git(handbook.folder, "checkout", "--quiet", "main")
    accept_on(handbook, "mine", own_line)
    git(handbook.folder, "merge", "--quiet", "--no-edit", "theirs")
    found, standing = findings_and_standing(handbook)
    assert not [line for line in found if " S30" in line and own_line == theirs]
    assert not own_line or (standing[own_line], standing[theirs]) == (Standing.REVIEWED, Standing.REVIEWED)


def accept_on(handbook: Handbook, branch: str, link: str) -> None:
    git(handbook.folder, "checkout", "--quiet", "-B", branch)
    programme, settings = handbook.read()
    waiting = [review for review in reviews.every(programme, settings) if review.standing is Standing.SUSPECT]
    chosen = [review for review in waiting if link in ("", review.name)]
    assert chosen
    stamps.accept(handbook.conf / stamps_file.FILE, chosen, Reviewer(branch, DAY, "read"), programme, settings)
    commit(handbook.folder)


# What changed since.
def changed(handbook: Handbook) -> str:
    (line, *_) = [
        line for line in findings_and_standing(handbook)[0] if " S301 " in line and "GR-C1 links by 'theme'" in line
    ]
    return line.partition("reviewed it on 2026-11-23: ")[2]


@pytest.fixture
def repository(handbook: Handbook) -> Handbook:
    begin(handbook.folder)
    return handbook


RENAMED = breaks.change(":::{theme} Waiting lists", ":::{theme} Waiting times")


def test_changed_text_comes_from_git_history(repository: Handbook) -> None:
    RENAMED(repository)
    assert changed(repository) == "in its title 'lists' became 'times'"
    commit(repository.folder)
    assert changed(repository) == "in its title 'lists' became 'times'"


def test_the_words_are_found_where_the_page_was_renamed_or_the_item_taken_to_another_page(repository: Handbook) -> None:
    git(repository.folder, "mv", "docs/index.md", "docs/start.md")
    (repository.docs / "index.md").write_text("# Index\n\n```{toctree}\nstart\nother\ntypes\n```\n", encoding="utf-8")
    commit(repository.folder)
    breaks.change(":::{theme} Waiting lists", ":::{theme} Waiting times", "docs/start.md")(repository)
    assert changed(repository) == "in its title 'lists' became 'times'"
    page = repository.docs / "start.md"
    before, opening, rest = page.read_text(encoding="utf-8").partition(":::{theme} Waiting times")
    theme, closing, after = rest.partition(":::\n")
    page.write_text(before + after, encoding="utf-8")
    breaks.add(opening + theme + closing)(repository)
    commit(repository.folder)
    assert changed(repository) == "in its title 'lists' became 'times'"


def test_a_stamp_without_git_history_gives_the_reason(repository: Handbook, tmp_path: Path) -> None:
    RENAMED(repository)
    read_all(repository)  # and what was read then is never committed
    breaks.change(":::{theme} Waiting times", ":::{theme} Waiting again")(repository)
    assert changed(repository).endswith("not known: no commit has it as it was reviewed")
    commit(repository.folder)
    commit_more(repository)
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "--quiet", "--depth=1", repository.folder.as_uri(), str(shallow))
    cloned = Handbook(shallow)
    assert changed(cloned).endswith("not known: the repository has only the latest commits")


def commit_more(handbook: Handbook) -> None:
    breaks.add("More.")(handbook)
    commit(handbook.folder)


def test_without_a_repository_the_reason_is_given(handbook: Handbook) -> None:
    RENAMED(handbook)
    assert changed(handbook).endswith("not known: no git repository contains it")


def test_an_error_of_git_is_given_as_the_reason(
    repository: Handbook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    RENAMED(repository)
    head = repository.folder / ".git/HEAD"
    text = head.read_text(encoding="utf-8")
    head.write_text("ref: refs/heads/nowhere\n", encoding="utf-8")
    assert changed(repository).endswith("not known: the repository has no commit yet")
    head.write_text("0" * 39 + "1\n", encoding="utf-8")
    assert " not known: git reports: " in changed(repository)
    head.write_text(text, encoding="utf-8")
    git(repository.folder, "config", "core.bare", "true")
    assert changed(repository).endswith("not known: the repository is bare: it has no working tree")
    git(repository.folder, "config", "core.bare", "false")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert changed(repository).endswith("not known: git is not installed")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a repository to another user")
def test_a_repository_of_another_user_is_refused_with_the_way_out(repository: Handbook) -> None:
    RENAMED(repository)
    for path in (repository.folder, *repository.folder.rglob("*")):
        os.chown(path, 4711, 4711, follow_symlinks=False)
    lines = changed(repository)
    assert "belongs to another user (dubious ownership)" in lines
    assert 'git config --global --add safe.directory "$PWD"' in lines


# One flaw is one finding.
def test_a_link_with_a_slip_is_reported_once(handbook: Handbook) -> None:
    breaks.UNKNOWN_TARGET.do(handbook)
    assert [line.split()[2] for line in findings_and_standing(handbook)[0]] == ["S501"]


def test_an_item_that_went_is_reported_until_it_is_retired(handbook: Handbook) -> None:
    breaks.add(breaks.chain("KTN-more", ":part_of: KTN-grond"))(handbook)
    read_all(handbook)
    page = handbook.docs / "other.md"
    page.write_text(page.read_text(encoding="utf-8").partition(":::{chain}")[0], encoding="utf-8")
    (line,) = findings_and_standing(handbook)[0]
    assert "error S511 vanished-item: KTN-more was reviewed on 2026-11-23, and no longer exists" in line
    breaks.write("../conf/retired.toml", breaks.RETIRED_CHAIN.replace("KTN-grund", "KTN-more").format("KTN-grond"))(
        handbook
    )
    (line,) = findings_and_standing(handbook)[0]
    assert "information S304 unused-stamp: the stamp of KTN-more grounded_in GR-P1-S1 is for" in line


def test_unreviewed_links_are_errors_if_reviews_are_required(handbook: Handbook) -> None:
    breaks.add(breaks.chain("KTN-more", ":part_of: KTN-grond"))(handbook)
    assert [line.partition(" S303 ")[2] for line in findings_and_standing(handbook)[0]] == [
        "unread-link: nobody reviewed 2 of 30 links, KTN-more grounded_in GR-P1-S1 is the first"
    ]
    breaks.change("require-review = false", "require-review = true", breaks.SETTINGS)(handbook)
    found = findings_and_standing(handbook)[0]
    assert [line.split(": ")[1] for line in found] == ["error S303 unread-link"] * 2
    assert found[1].endswith("KTN-more links by 'part_of' to KTN-grond, and nobody reviewed that")


def test_a_handbook_without_stamps_needs_none_unless_reviews_are_required(tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    assert findings_and_standing(handbook)[0] == []
    breaks.change("require-review = false", "require-review = true", breaks.SETTINGS)(handbook)
    assert {line.split()[2] for line in findings_and_standing(handbook)[0]} == {"S303"}


def test_an_expired_and_suspect_review_is_reported_once(handbook: Handbook) -> None:
    path = handbook.conf / stamps_file.FILE
    path.write_text(path.read_text(encoding="utf-8").replace("on = 2026-11-23", "on = 2020-01-01"), encoding="utf-8")
    old = [line for line in findings_and_standing(handbook)[0] if " S302 " in line]
    RENAMED(handbook)
    found = findings_and_standing(handbook)[0]
    by_item = [line.split()[4] for line in found if " S302 " in line]
    assert len(by_item) == len(set(by_item)) <= len(old)
    assert any(" S301 " in line for line in found)
    assert not [line for line in found if " S302 " in line and "theme THM-grond" in line]


def test_both_readers_report_the_same_of_what_changed(repository: Handbook) -> None:
    RENAMED(repository)
    built = [str(finding) for finding in repository.check()[0].findings]
    assert built == findings_and_standing(repository)[0]
    assert any(" S301 " in line for line in built)
