"""`spoorboek freeze` waives the present findings, and none that come later."""

from __future__ import annotations

from pathlib import Path

import pytest

from spoorboek import cli
from tests import breaks
from tests.handbooks import ground

ANSWER = ("--owner", "An editor", "--until", "2027-01-01", "--reason", "found at the start")


def test_frozen_findings_no_longer_fail_and_later_ones_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    handbook = ground(tmp_path).write({"third.md": "# Third\n\nSee {need}`THM-grand`.\n"})
    assert handbook.command("freeze", *ANSWER) == 0
    path = (handbook.conf / "waivers.toml").as_posix()
    assert capsys.readouterr().out == f"1 waiver added to {path}, until 2027-01-01\n"
    assert handbook.command("check") == 0
    output = capsys.readouterr().out
    assert "\nwaived:\n" in f"\n{output}"
    assert "(waived by An editor until 2027-01-01: found at the start)" in output
    assert ": nothing found, 1 waived, as of " in output
    handbook.write({"fourth.md": "# Fourth\n\nSee {need}`THM-grund`.\n"})
    assert handbook.command("check") == 1
    assert ": 1 error, 1 waived, as of " in capsys.readouterr().out


def test_one_freeze_also_covers_findings_that_follow_from_waived_ones(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    handbook = ground(tmp_path)
    breaks.ONLY_HOLDER_OF_A_THEME.do(handbook)
    breaks.change(":theme: THM-grond\n", ":theme: ABCDEFG\n", "docs/types.md")(handbook)
    breaks.UNKNOWN_TYPE.do(handbook)
    assert handbook.command("freeze", *ANSWER) == 0
    capsys.readouterr()
    assert handbook.command("check") == 0
    assert ": nothing found, " in capsys.readouterr().out


def test_findings_with_unusual_names_are_frozen_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    odd = ':::{theme} Two  blanks, a "quote" and \\ a\ttab\n:grounded_in: GR-P1-S1\n:::\n'
    handbook = ground(tmp_path).write({"odd.md": f"# Odd\n\n{odd}"})
    assert handbook.command("freeze", *ANSWER) == 0
    capsys.readouterr()
    assert handbook.command("check") == 0
    assert ": nothing found, " in capsys.readouterr().out


def test_a_finding_that_cannot_be_waived_is_reported_and_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    handbook = ground(tmp_path)
    (handbook.conf / "waivers.toml").write_text('[[waive]]\nfinding = "S501 gone"\n', encoding="utf-8")
    assert handbook.command("freeze", *ANSWER) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == "1 finding cannot be waived, because it is about a waiver or another deadline; repair it"


def test_freeze_refuses_a_last_day_that_has_passed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    passed = ("--owner", "An editor", "--until", "2026-01-01", "--reason", "found at the start")
    assert ground(tmp_path).command("freeze", *passed) == 2
    assert capsys.readouterr().err.startswith("error: a waiver until 2026-01-01 has ended as of 2026-11-2")


def test_freeze_refuses_a_waiver_longer_than_settings_allow(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    long = (*ANSWER[: ANSWER.index("--until")], "--until", "9999-12-31", *ANSWER[ANSWER.index("--until") + 2 :])
    assert ground(tmp_path).command("freeze", *long) == 2
    message = "a waiver until 9999-12-31 lasts longer than 1 year; name a day up to 2027-11-23 with --until\n"
    assert capsys.readouterr().err.endswith(message)


@pytest.mark.parametrize("left_out", ["--owner", "--until", "--reason"])
def test_a_waiver_has_an_owner_an_end_and_a_reason(left_out: str, capsys: pytest.CaptureFixture[str]) -> None:
    place = ANSWER.index(left_out)
    with pytest.raises(SystemExit) as stopped:
        cli.main(["freeze", *ANSWER[:place], *ANSWER[place + 2 :]])
    assert stopped.value.code == 2
    assert f"the following arguments are required: {left_out}" in capsys.readouterr().err
