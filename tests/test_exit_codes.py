"""0 is clean, 1 is findings, 2 could not be run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from spoorboek import cli
from tests import breaks
from tests.handbooks import Handbook, ground


def check(handbook: Handbook) -> int:
    return cli.main(["check", "--docs", str(handbook.docs), "--conf", str(handbook.conf)])


def test_a_clean_handbook_exits_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(ground(tmp_path)) == 0
    said = capsys.readouterr()
    assert re.fullmatch(
        r"17 items, 28 links, 3 files, \d+ rules asked: nothing found, as of 2026-11-23, in \d+\.\d\d s\n", said.out
    )
    assert said.err == ""


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


def test_what_cannot_be_read_exits_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    handbook = ground(tmp_path).write({"empty.md": ""})
    assert check(handbook) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "docs/empty.md:1:1: error: the page is empty; write its item, or remove the file\n"


def test_a_word_that_is_no_command_exits_2() -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["chekc"])
    assert stopped.value.code == 2
