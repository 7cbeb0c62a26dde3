"""0 is clean, 1 is findings, 2 could not be run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from spoorboek import cli
from spoorboek.reporters import FORMATS
from tests import breaks
from tests.handbooks import Handbook, ground


def check(handbook: Handbook, *options: str) -> int:
    return cli.main(["check", "--docs", str(handbook.docs), "--conf", str(handbook.conf), *options])


def test_a_clean_handbook_exits_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(ground(tmp_path)) == 0
    output = capsys.readouterr()
    assert re.fullmatch(
        r"17 items, 28 links, 3 files, \d+ rules checked: nothing found, as of 2026-11-23, in \d+\.\d\d s\n", output.out
    )
    assert output.err == ""


def test_a_finding_exits_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    handbook = ground(tmp_path)
    breaks.MISSING_FIELD.do(handbook)
    assert check(handbook) == 1
    assert capsys.readouterr().out.startswith(breaks.MISSING_FIELD.line)


def test_information_alone_exits_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    handbook = ground(tmp_path)
    breaks.add(
        ":::{source} Old report\n:id: BRN-old\n:publisher: An authority\n:licence: unknown\n:valid_until: 2023-12\n:::",
    )(handbook)
    breaks.change(":part_of: BRN-grond", ":part_of: BRN-grond\n:cites: BRN-old")(handbook)
    assert check(handbook) == 0
    assert " information S203 superseded-source: " in capsys.readouterr().out


def test_with_whole_what_is_left_to_the_build_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    handbook = ground(tmp_path)
    assert check(handbook, "--whole") == 0
    breaks.add("\n| a |\n|---|\n| {need}`THM-grond` |\n\n```{needimport} needs.json\n```\n", "docs/other.md")(handbook)
    capsys.readouterr()
    assert check(handbook) == 0
    assert "; left to the build: docs/other.md:" in capsys.readouterr().out
    assert check(handbook, "--whole") == 1
    line, counts = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"docs/other\.md:\d+:1: error: \{needimport\} is left to the build: make html judges it", line)
    assert ": 1 left to the build, as of " in counts
    written = [word for name in FORMATS for word in ("--format", name, "--output", str(tmp_path / name))]
    assert check(handbook, "--whole", *written) == 1
    texts = {name: (tmp_path / name).read_text(encoding="utf-8") for name in FORMATS}
    assert {name for name, text in texts.items() if "left to the build" not in text} == {"json"}
    assert '"whole": true' in texts["json"]
    assert check(handbook.write({"empty.md": ""}), "--whole") == 2


def test_what_cannot_be_read_exits_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    handbook = ground(tmp_path).write({"empty.md": ""})
    assert check(handbook) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err == "docs/empty.md:1:1: error: the page is empty; write its item, or remove the file\n"
