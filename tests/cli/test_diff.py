"""`spoorboek diff`: what differs between two revisions, folders or files needs.json."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from markdown_it import MarkdownIt

from spoorboek import cli
from spoorboek.exports.differences import FORMATS
from tests import breaks, years
from tests.handbooks import TOP, Handbook, as_of, ground, settle
from tests.repositories import git
from tests.running import run

SCHEMA = TOP / "ext/spoorboek/exports/differences/difference.schema.json"
WITHDRAWAL = """
:::{event} The authority took it back
:id: GEB-back
:date: 2024-06-01
:kind: withdrawal
:of: GR-C1
:by: ORG-grond
:documented_in: BRN-grond
:::
"""

EXPECTED = """\
What changed from old to new
old: 19 items, states as of 23 November 2026.
new: 19 items, states as of 23 November 2026.
1 item added, 4 items changed, 1 item retired, 2 other states, 2 lines of questions changed, 1 waiver changed.

States:
  GR-C1  The authority researches waiting lists
    [-evidenced-] {+withdrawn+}
    withdrawal: {+GEB-back The authority took it back (1 June 2024)+}
  GR-C1-a  Did the authority study waiting lists?
    [-evidenced-] {+withdrawn+}
    withdrawal: {+GEB-back The authority took it back (1 June 2024)+}

Added:
  GEB-back  The authority took it back
    type: event
    date: 2024-06-01
    kind: withdrawal
    link: of GR-C1
    link: by ORG-grond
    link: documented_in BRN-grond

Changed:
  THM-grond  Waiting lists
    text: [-Whoever waits.-] {+Who waits and why.+}
  GR-C1  The authority researches waiting lists
    title: … The authority [-studies-] {+researches+} waiting lists …
    year: [-2024-] {+2025+}
    link: [-chain KTN-grond-]
    link: {+chain KTN-other+}
  KTN-moved  A chain
    on page: [-other-] {+further+}
  KTN-other  A chain
    text: only punctuation, markup or link targets

Retired:
  DOEL-year  Nobody waits for a year
    retired on 1 November 2026: Nobody aims at it.
    its successor: GR-C1

Questions:
  ubproject.toml
    [-trace.searches = 3-]
    {+trace.searches = 2+}

Waivers:
  S101 THM-grond
    {+It may wait., An editor, 1 January 2027+}
"""


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Handbook:
    """A version in the folder `old`; commands run in the folder above it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old").mkdir()
    handbook = ground(tmp_path / "old")
    breaks.change(
        ":id: THM-grond\n:grounded_in: GR-P1-S1\n", ":id: THM-grond\n:grounded_in: GR-P1-S1\n\nWhoever waits.\n"
    )(handbook)
    breaks.add(breaks.chain("KTN-moved"))(handbook)
    breaks.add(breaks.chain("KTN-other", "", "It is *new*."))(handbook)
    return handbook


def copy(handbook: Handbook, name: str = "new") -> Handbook:
    folder = handbook.folder.with_name(name)
    shutil.copytree(handbook.folder, folder)
    return Handbook(folder)


def alter(handbook: Handbook) -> None:
    """A difference of each kind."""
    breaks.change("Whoever waits.", "Who waits and why.")(handbook)
    breaks.change(":::{commitment} The authority studies", ":::{commitment} The authority researches")(handbook)
    breaks.change(":year: 2024", ":year: 2025")(handbook)
    breaks.change(":chain: KTN-grond", ":chain: KTN-other")(handbook)
    breaks.change("It is *new*.", "It is new.", "docs/other.md")(handbook)
    moved = breaks.chain("KTN-moved")
    breaks.change(moved, "", "docs/other.md")(handbook)
    handbook.write({"further.md": f"# Further\n\n{moved}"})
    breaks.add(WITHDRAWAL)(handbook)
    goal = ":::{goal} Nobody waits for a year\n:id: DOEL-year\n:grounded_in: BRN-words\n:::\n"
    breaks.change(goal, "", "docs/types.md")(handbook)
    entry = 'id = "DOEL-year"\ndate = 2026-11-01\nreason = "Nobody aims at it."\nsuccessor = "GR-C1"\n'
    breaks.write("../conf/retired.toml", f"[[retired]]\n{entry}")(handbook)
    settle(handbook.conf, r"^searches = 3", "searches = 2")
    waiver = 'finding = "S101 THM-grond"\nreason = "It may wait."\nowner = "An editor"\nuntil = 2027-01-01\n'
    breaks.write("../conf/waivers.toml", f"[[waive]]\n{waiver}")(handbook)


def diff(*typed: str) -> int:
    return cli.main(["diff", *typed])


def document(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    jsonschema_rs.validate(json.loads(SCHEMA.read_text(encoding="utf-8")), found, validate_formats=True)
    return found


def test_every_kind_of_difference_is_reported_word_by_word_and_with_its_cause(
    old: Handbook, capsys: pytest.CaptureFixture[str]
) -> None:
    alter(copy(old))
    assert diff("old", "new") == 0
    assert capsys.readouterr().out == EXPECTED
    assert diff("old", "new", "--lang", "nl", "--exit-code") == 1
    shown = capsys.readouterr().out
    assert "1 onderdeel erbij, 4 onderdelen veranderd, 1 oud nummer, 2 andere standen" in shown
    assert (
        "[-aangetoond-] {+vervallen+}\n    intrekking: {+GEB-back The authority took it back (1 juni 2024)+}" in shown
    )


def test_no_page_is_overwritten(old: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    page = old.folder.parent / "docs" / "index.md"
    page.parent.mkdir()
    page.write_text("# A page\n", encoding="utf-8")
    options = ("--format", "md", "--output", "docs/index.md")
    assert diff("old", "old", *options) == 2
    assert capsys.readouterr().err.startswith("error: docs/index.md is there, and may be written by hand; ")
    assert page.read_text(encoding="utf-8") == "# A page\n"


def test_every_format_contains_what_the_text_contains(old: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    new = copy(old)
    alter(new)
    breaks.change("Who waits and why.", "Who <b>waits</b> & ~why~ *now*.")(new)
    shown = {}
    for form in FORMATS:
        assert diff("old", "new", "--format", form, "--output", f"{form}.out") == 0
        shown[form] = (old.folder.parent / f"{form}.out").read_text(encoding="utf-8")
    assert capsys.readouterr().out == ""
    markdown = _Page()
    markdown.feed(MarkdownIt("commonmark").enable("strikethrough").render(shown["md"]))
    assert {"evidenced", "Whoever waits.", "chain KTN-grond"} <= set(markdown.of["s"])
    assert {"withdrawn", "2025", "chain KTN-other", "GR-C1"} <= set(markdown.of["strong"])
    assert any("<b>waits</b> & why now." in text for text in markdown.of["strong"])
    page = _Page()
    page.feed(shown["html"])
    assert {"evidenced", "Whoever waits.", "chain KTN-grond"} <= set(page.of["del"])
    assert {"withdrawn", "2025", "chain KTN-other"} <= set(page.of["ins"])
    assert any("<b>waits</b> & why now." in text for text in page.of["ins"])
    assert '<html lang="en">' in shown["html"]
    assert "<script" not in shown["html"]


class _Page(HTMLParser):
    """The texts of a page, by their element."""

    def __init__(self) -> None:
        super().__init__()
        self.of: dict[str, list[str]] = {}
        self.open = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open = tag
        self.of.setdefault(tag, []).append("")

    def handle_data(self, data: str) -> None:
        if self.open:
            self.of[self.open][-1] += data

    def handle_endtag(self, tag: str) -> None:
        self.open = ""


def test_the_json_contains_everything_and_follows_its_schema(old: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    alter(copy(old))
    assert diff("old", "new", "--format", "json", "--lang", "nl") == 0
    difference = document(capsys)
    assert [item["id"] for item in difference["added"]] == ["GEB-back"]
    assert difference["retired"][0]["retired"] == {
        "on": "2026-11-01",
        "reason": "Nobody aims at it.",
        "successor": "GR-C1",
    }
    theme, commitment, *_ = difference["changed"]
    assert theme["parts"][0]["changes"][0] == {"before": "Whoever waits.", "after": "Who waits and why."}
    assert commitment["linksRemoved"] == [{"role": "chain", "target": "KTN-grond"}]
    state = difference["states"][0]
    assert (state["id"], state["before"], state["after"]) == ("GR-C1", "shown", "withdrawn")
    assert [(cause["ground"], cause["added"], cause["item"]["id"]) for cause in state["causes"]] == [
        ("withdrawal", True, "GEB-back")
    ]
    assert difference["questions"] == [
        {"file": "ubproject.toml", "removed": ["trace.searches = 3"], "added": ["trace.searches = 2"]}
    ]


def test_a_day_that_passed_and_evidence_that_went_are_causes_too(
    old: Handbook, capsys: pytest.CaptureFixture[str]
) -> None:
    breaks.change(":evidence: GEB-grond\n", "")(old)
    breaks.change(":year: 2024", ":year: 2024\n:due: 2026-11-23")(old)
    new = copy(old)
    as_of(new.conf, "2026-11-24")
    assert diff("old", "new", "--exit-code", "--format", "json") == 1
    difference = document(capsys)
    assert difference["changed"] == difference["questions"] == []
    commitment, check = difference["states"]
    assert (check["before"], check["after"]) == ("not-due", "unknown")
    assert commitment["causes"] == check["causes"]
    assert check["causes"] == [{"ground": "past-due", "added": True, "item": None, "value": "2026-11-23"}]
    breaks.change(":checks: GR-C1", ":checks: GR-C1\n:evidence: GEB-grond")(old)
    diff("old", "new", "--as-of", "2026-11-24", "--format", "json")
    causes = document(capsys)["states"][1]["causes"]
    assert [(cause["ground"], cause["added"], cause["item"]["id"]) for cause in causes] == [
        ("evidence", False, "GEB-grond")
    ]


def test_another_fate_is_reported_with_what_it_follows_from(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old").mkdir()
    town = years.town(tmp_path / "old")
    town.write({"2025.md": "# 2025\n", "successions.md": "# From plan to plan\n"})
    breaks.change(":edition: 2025\n:read: whole", ":edition: 2025\n:read: not-found", "docs/plans.md")(town)
    breaks.change(":evidence: GEB-2022-05-04-count\n", "", "docs/2021.md")(town)
    plans = (town.docs / "plans.md").read_text(encoding="utf-8")
    town.write({"plans.md": plans.replace(":read: part", ":read: whole")})
    breaks.change(":kind: withdrawal", ":kind: report", "docs/2023.md")(town)
    (tmp_path / "new").mkdir()
    years.town(tmp_path / "new")
    assert diff("old", "new", "--format", "json", "--exit-code") == 1
    difference = document(capsys)
    assert {fate["id"]: (fate["before"], fate["after"]) for fate in difference["fates"]} == {
        "TOWN2021-C1": ("not-named", "goes-on"),
        "TOWN2021-C2": ("not-named", "settled"),
        "TOWN2021-C3": ("not-named", "not-named-in-part"),
        "TOWN2023-C1": (None, "goes-on"),
        "TOWN2023-C2": (None, "ended"),
        "GR-C1": (None, "settled"),
    }
    assert {
        fate["id"]: [(cause["ground"], cause["added"], cause["item"]["id"]) for cause in fate["causes"]]
        for fate in difference["fates"]
        if fate["id"] != "GR-C1"
    } == {
        "TOWN2021-C1": [("succession", True, "OPV-oaks")],
        "TOWN2021-C2": [("evidence", True, "GEB-2022-05-04-count")],
        "TOWN2021-C3": [("part-read", True, "SOURCE-2023")],
        "TOWN2023-C1": [("succession", True, "OPV-schoolyards"), ("edition", True, "SOURCE-2025")],
        "TOWN2023-C2": [("withdrawal", True, "GEB-2024-06-03-stop"), ("edition", True, "SOURCE-2025")],
    }
    assert ("TOWN2023-C2", None, "withdrawn") in [
        (state["id"], state["before"], state["after"]) for state in difference["states"]
    ]
    assert diff("new", "old") == 0
    shown = capsys.readouterr().out
    assert "    [-goes on in a later edition-] {+not named again+}\n    succession: [-OPV-oaks From" in shown
    assert "withdrawal: [-GEB-2024-06-03-stop The town stops watering (3 June 2024)-]" in shown
    assert "    what became of it:" not in shown


def test_equal_versions_have_no_differences(old: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    new = copy(old)
    breaks.change("Whoever waits.", "Whoever\nwaits.")(new)
    assert diff("old", "new", "--exit-code") == 0
    assert "Nothing differs." in capsys.readouterr().out
    breaks.add("\n```{needimport} needs.json\n```\n", "docs/other.md")(new)
    assert diff("old", "new", "--exit-code") == 1
    assert "1 place is not compared: only a build can read it." in capsys.readouterr().out


def test_items_that_share_an_id_are_all_compared(old: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    breaks.add(breaks.chain("KTN-grond", title="A second one"))(copy(old))
    diff("old", "new", "--format", "json")
    assert [(item["id"], item["title"]) for item in document(capsys)["added"]] == [("KTN-grond", "A second one")]


def tagged(top: Path) -> None:
    """Keep what is in a folder as a revision with the tag `first`."""
    git(top, "init", "--quiet", "--initial-branch=main")
    git(top, "add", ".")
    git(top, "commit", "--quiet", "--message=First")
    git(top, "tag", "first")


def test_a_revision_is_read_as_it_was_and_nothing_that_is_worked_on_is_touched(
    old: Handbook, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    top = old.folder.parent
    (top / ".gitattributes").write_text("types.md export-ignore\n", encoding="utf-8")
    tagged(top)
    hook = top / ".git/hooks/post-index-change"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\ntouch .git/seen\n", encoding="utf-8")
    hook.chmod(0o755)
    alter(old)
    git(top, "add", "old/conf")
    before = git(top, "status", "--porcelain"), git(top, "diff", "--cached")
    monkeypatch.chdir(old.folder)
    assert (top / ".git/seen").exists()
    (top / ".git/seen").unlink()
    assert diff("first") == 0
    assert not (top / ".git/seen").exists(), "a hook of the repository ran"
    expected = EXPECTED.replace("old to new", "first to .").replace("\nold:", "\nfirst:").replace("\nnew:", "\n.:")
    assert capsys.readouterr().out == expected
    assert (git(top, "status", "--porcelain"), git(top, "diff", "--cached")) == before
    assert diff("HEAD", "first", "--exit-code") == 0


def test_make_changes_writes_what_changed_since_the_last_tag(old: Handbook) -> None:
    shutil.copy(TOP / "Makefile", old.folder)
    (old.folder / ".venv").symlink_to(sys.prefix)
    make = ["make", "--old-file=.venv/html", "changes"]
    result = subprocess.run(make, cwd=old.folder, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr.splitlines()[0]) == (
        2,
        "There is no tag yet. Name a revision: make changes SINCE=REVISION",
    )
    tagged(old.folder)
    alter(old)
    result = subprocess.run(make, cwd=old.folder, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout) == (0, "What changed since first is in build/changes\n"), result.stderr
    for language, line in (("nl", "## Oude nummers"), ("en", "## Retired")):
        written = (old.folder / f"build/changes/{language}.md").read_text(encoding="utf-8")
        assert line in written.splitlines()
    result = subprocess.run([*make, "SINCE=gone"], cwd=old.folder, capture_output=True, text=True, check=False)
    assert result.returncode == 2
    assert "gone is niet te lezen: 'gone' is geen bestand, geen map en geen revisie van git" in result.stderr


def test_a_needs_json_gives_the_same_programme_as_the_pages(old: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    built = run(old, "-m", "sphinx", "-q", "-b", "needs", "-c", "conf", "docs", "built")
    assert built.returncode == 0, built.stderr
    assert diff("old", "old/built/needs.json", "--exit-code") == 0
    output = capsys.readouterr().out
    assert "Nothing differs." in output
    assert "Questions and waivers are not compared: a needs.json does not contain them." in output
    alter(copy(old))
    assert diff("old/built/needs.json", "new", "--format", "json") == 0
    of_file = document(capsys)
    assert diff("old", "new", "--format", "json") == 0
    of_pages = document(capsys)
    same = ("added", "changed", "states", "retired")
    assert {name: of_file[name] for name in same} == {name: of_pages[name] for name in same}
    assert diff("old/built/needs.json", "old/built/needs.json") == 0
    assert "States are not compared: a version has no as-of date." in capsys.readouterr().out


def test_fields_of_other_projects_are_compared_by_their_names_and_values(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds = {name: {"field_type": "extra"} for name in ("text", "count", "done")} | {"needs": {"field_type": "links"}}
    need = {
        "type": "req",
        "title": "One",
        "content": "Same.",
        "status": "open",
        "text": "was",
        "count": 0,
        "done": False,
    }

    def write(name: str, **values: object) -> None:
        needs = {"R1": need | values, "R2": need}
        version = {"needs": needs, "needs_schema": {"properties": kinds}}
        (tmp_path / name).write_text(json.dumps({"current_version": "1", "versions": {"1": version}}), encoding="utf-8")

    write("old.json", needs=["R2"])
    write("new.json", text="is", count=1, done=True, status="closed", needs=["R1", "R2"])
    monkeypatch.chdir(tmp_path)
    assert diff("old.json", "new.json", "--exit-code", "--format", "json") == 1
    (changed,) = document(capsys)["changed"]
    assert {part["part"]: (part["before"], part["after"]) for part in changed["parts"]} == {
        ":text:": ("was", "is"),
        "count": ("0", "1"),
        "done": ("", "true"),
        "status": ("open", "closed"),
    }
    assert (changed["linksRemoved"], changed["linksAdded"]) == ([], [{"role": "needs", "target": "R1"}])


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        (
            "nothing",
            None,
            "error: nothing cannot be read: 'nothing' is neither a file nor a folder, and no git repository",
        ),
        (".", None, "error: . cannot be read: it has no folder docs; name the right one with --docs"),
        ("bad.json", b"{", "bad.json cannot be read: bad.json:1:2: error: invalid JSON: "),
        ("bad.json", b"\xff", "bad.json cannot be read: bad.json:1:1: error: it is not UTF-8"),
        ("bad.json", b"[]", "bad.json cannot be read: bad.json:1:1: error: it contains no table; name a needs.json as"),
        ("bad.json", b'{"versions": {}}', "bad.json cannot be read: bad.json:1:1: error: its current_version is None"),
        ("new", b"", "new cannot be read: docs/empty.md:1:1: error: the page is empty; write its item, or remove the"),
    ],
)
def test_what_cannot_be_read_is_reported_in_one_line(
    name: str, content: bytes | None, line: str, old: Handbook, capsys: pytest.CaptureFixture[str]
) -> None:
    if name == "new":
        copy(old).write({"empty.md": b"", "last.md": b""})
    elif content is not None:
        (old.folder.parent / name).write_bytes(content)
    assert diff("old", name) == 2
    output = capsys.readouterr()
    assert output.out == ""
    (own_line,) = output.err.splitlines()
    assert line in own_line
    assert ("(and 1 more)" in own_line) is (name == "new")
