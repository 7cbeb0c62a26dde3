"""`spoorboek check` writes each format to the place asked for, and leaves no old file there."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path

import pytest
from junitparser import JUnitXml

from spoorboek import cli
from spoorboek.cli import clock
from spoorboek.cli.destinations import Destination, destinations
from spoorboek.model.errors import SpoorboekError
from spoorboek.reporters import FORMATS
from tests import breaks
from tests.handbooks import Handbook, ground
from tests.reporters.readers import OURS, SARIF, annotations, code_quality


@pytest.fixture
def flawed(tmp_path: Path) -> Handbook:
    """One error, S501, and what no rule minds."""
    handbook = ground(tmp_path)
    handbook.write({"third.md": "# Third\n\nSee {need}`THM-grand`.\n"})
    return handbook


FINDING = (
    "docs/third.md:3:12: error S501 unknown-target: "
    "the text refers to THM-grand, which is not an item, did you mean THM-grond?"
)


def test_every_format_comes_out_of_one_run(flawed: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    build = flawed.folder / "build" / "deep"
    written = [word for name in FORMATS for word in ("--format", name, "--output", str(build / name))]
    assert flawed.command("check", *written) == 1
    assert capsys.readouterr() == ("", "")
    texts = {name: (build / name).read_text(encoding="utf-8") for name in FORMATS}
    assert texts["text"].splitlines()[0] == FINDING
    assert [note.properties["file"] for note in annotations(texts["github"])] == ["docs/third.md"]
    assert [issue["check_name"] for issue in code_quality(texts["gitlab"])] == ["S501 unknown-target"]
    assert JUnitXml.fromstring(texts["junit"].encode()).failures == 1
    SARIF.validate(json.loads(texts["sarif"]))
    OURS.validate(json.loads(texts["json"]))


def test_a_file_of_text_is_the_same_each_time(flawed: Handbook) -> None:
    files = [flawed.folder / name for name in ("one.txt", "two.txt")]
    for file in files:
        flawed.command("check", "--output", str(file))
    first, two = (file.read_text(encoding="utf-8") for file in files)
    assert first == two
    assert re.search(r": 1 error, as of 2026-11-23$", first.strip())


TEXT, JSON, SARIF_FORMAT = ("format", "text"), ("format", "json"), ("format", "sarif")
A, B, SCREEN = ("output", "a"), ("output", "b"), ("output", "-")


@pytest.mark.parametrize(
    ("written", "places"),
    [
        ([], [Destination("text")]),
        ([A], [Destination("text", Path("a"))]),
        ([JSON, A], [Destination("json", Path("a"))]),
        ([A, JSON], [Destination("json", Path("a"))]),
        (
            [JSON, A, SARIF_FORMAT, B, TEXT],
            [Destination("json", Path("a")), Destination("sarif", Path("b")), Destination("text")],
        ),
        ([JSON, SCREEN, TEXT, A], [Destination("json"), Destination("text", Path("a"))]),
    ],
)
def test_an_output_belongs_to_the_format_before_it(written: list[tuple[str, str]], places: list[Destination]) -> None:
    assert list(destinations(written)) == places


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ([JSON, A, B], "--output b has no --format of its own before it"),
        ([A, JSON, B], "--output a has no --format of its own before it"),
        ([A, JSON, TEXT], "--output a has no --format of its own before it"),
        ([JSON, TEXT], "json and text both go to standard output"),
        ([JSON, SCREEN, TEXT], "json and text both go to standard output"),
        ([JSON, A, TEXT, ("output", "./a")], "json and text both go to a"),
    ],
)
def test_an_invalid_destination_is_reported(written: list[tuple[str, str]], problem: str) -> None:
    with pytest.raises(SpoorboekError) as stopped:
        destinations(written)
    assert stopped.value.problem == problem


def test_an_unknown_option_names_the_nearest_and_the_help_of_its_subcommand(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["check", "--formt", "json"])
    assert stopped.value.code == 2
    assert capsys.readouterr().err == (
        "error: unrecognized arguments: --formt json, did you mean --format?; "
        "`spoorboek check --help` lists what can be given\n"
    )


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "Is a directory"),
        ("docs", "Is a directory"),
        ("docs/index.md/x", "File exists"),
        ("docs/index.md", ""),
    ],
)
def test_an_output_that_cannot_be_written_is_reported_in_one_line(
    name: str, reason: str, flawed: Handbook, capsys: pytest.CaptureFixture[str]
) -> None:
    path = flawed.folder / name
    assert flawed.command("check", "--output", str(path)) == 2
    output = capsys.readouterr()
    problem = f"cannot be written: {reason}" if reason else "is there, and may be written by hand"
    assert output.err == f"error: {path} {problem}; name another file with --output\n"
    assert output.out == ""


def test_a_working_folder_that_is_gone_is_reported(
    flawed: Handbook, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = flawed.folder / "gone"
    folder.mkdir()
    monkeypatch.chdir(folder)
    folder.rmdir()
    assert flawed.command("check") == 2
    problem = "the current folder no longer exists; change to another folder, and run it again"
    assert capsys.readouterr().err == f"error: {problem}\n"


@pytest.mark.parametrize(
    "arguments",
    [("check", "--docs"), ("rules", "--docs"), ("items", "--conf"), ("checklist", "--output"), ("source", "read")],
)
def test_a_null_byte_in_a_path_is_refused(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([*arguments, "a\0b", "--lang", "en"]) == 2
    output = capsys.readouterr()
    problem = r"'a\x00b' contains bytes that are not text, or control characters; type it again, in UTF-8"
    assert (output.out, output.err) == ("", f"error: {problem}\n")


def test_a_run_that_stops_leaves_no_file_of_an_earlier_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    handbook = ground(tmp_path)
    file = tmp_path / "findings.json"
    written = ["--format", "json", "--output", str(file), "--format", "github"]
    assert handbook.command("check", *written) == 0
    handbook.write({"empty.md": ""})
    capsys.readouterr()
    assert handbook.command("check", *written) == 2
    document = json.loads(file.read_text(encoding="utf-8"))
    OURS.validate(document)
    assert document["stopped"] == [
        {
            "file": "docs/empty.md",
            "line": 1,
            "column": 1,
            "problem": "the page is empty",
            "remedy": "write its item, or remove the file",
        }
    ]
    output = capsys.readouterr()
    assert (
        output.out == "::error file=docs/empty.md,line=1,col=1::the page is empty; write its item, or remove the file\n"
    )
    assert output.err == "docs/empty.md:1:1: error: the page is empty; write its item, or remove the file\n"


def test_as_of_is_the_date_of_the_verdict(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: datetime.date(2026, 11, 24))
    handbook = ground(tmp_path)
    assert handbook.command("check", "--as-of", "2024-02-29") == 0
    assert ", as of 2024-02-29, in " in capsys.readouterr().out
    handbook.command("check", "--as-of", "today")
    assert ", as of 2026-11-24, in " in capsys.readouterr().out


@pytest.mark.parametrize("date", ["2024-02-30", "2024", "20240229", "tomorrow", ""])
def test_an_invalid_date_is_reported_in_one_line(date: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["check", "--as-of", date])
    assert stopped.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"error: argument --as-of: {date!r} is not a date, expected YYYY-MM-DD or today; ")


@pytest.mark.parametrize(
    ("options", "code", "summary"),
    [
        (("--select", "S5"), 1, "only S5: 1 error,"),
        (("--select", "s501,S1"), 1, "only s501 and S1: 1 error,"),
        (("--select", "Unknown-Target"), 1, "only Unknown-Target: 1 error,"),
        (("--select", "S1", "--select", "S2"), 0, "only S1 and S2: nothing found,"),
        (("--ignore", "S501"), 0, "not S501: nothing found,"),
        (("--select", "S5", "--ignore", "unknown-target"), 0, "only S5, not unknown-target: nothing found,"),
    ],
)
def test_a_selection_narrows_the_verdict_and_is_reported(
    options: tuple[str, ...], code: int, summary: str, flawed: Handbook, capsys: pytest.CaptureFixture[str]
) -> None:
    assert flawed.command("check", *options) == code
    assert f", {summary}" in capsys.readouterr().out.splitlines()[-1]


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (("--select", "S5,S999"), "error: --select 'S999' is not a rule; `spoorboek rules` lists them"),
        (
            ("--ignore", "unknown-taget"),
            "error: --ignore 'unknown-taget' is not a rule, did you mean unknown-target?; `spoorboek rules` lists them",
        ),
        (
            ("--select", "S5", "--ignore", "S"),
            "error: --select and --ignore leave no rule to judge by; leave one of them out",
        ),
    ],
)
def test_a_selection_that_means_nothing_is_reported_in_one_line(
    options: tuple[str, ...], line: str, flawed: Handbook, capsys: pytest.CaptureFixture[str]
) -> None:
    assert flawed.command("check", *options) == 2
    assert capsys.readouterr() == ("", f"{line}\n")


def test_a_selection_reaches_every_format(flawed: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    breaks.MISSING_FIELD.do(flawed)
    flawed.command("check", "--select", "S501", "--format", "sarif")
    (run,) = json.loads(capsys.readouterr().out)["runs"]
    assert [result["ruleId"] for result in run["results"]] == ["S501"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["S501"]
