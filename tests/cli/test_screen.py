"""Output to a terminal and to a pipe; a closed pipe or a full disk gives no traceback."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.handbooks import TOP, Handbook, ground
from tests.running import SPOORBOEK, checked, run

PAGE = "# Third\n\nSee {need}`THM-grand` and {need}`THM-grund`.\n"


@pytest.fixture
def flawed(tmp_path: Path) -> Handbook:
    return ground(tmp_path).write({"third.md": PAGE})


def variables(**more: str) -> dict[str, str]:
    """The environment of a reader who asked for nothing about colours."""
    environment = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
    return {**environment, "PYTHONPATH": str(TOP / "ext"), "TERM": "xterm", "COLUMNS": "80", **more}


def terminal(handbook: Handbook, *command: str, env: Mapping[str, str]) -> str:
    """What a command shows in a real terminal."""
    leader, follower = pty.openpty()
    with subprocess.Popen(
        [sys.executable, *SPOORBOEK, *command], cwd=handbook.folder, env=dict(env), stdout=follower, stderr=follower
    ) as process:
        os.close(follower)
        shown = b""
        try:
            while part := os.read(leader, 65536):
                shown += part
        except OSError:  # Linux says so where the other side closed
            pass
        finally:
            os.close(leader)
        process.wait()
    return shown.decode().replace("\r\n", "\n")


def test_a_terminal_groups_by_file_in_colours(flawed: Handbook) -> None:
    lines = terminal(flawed, "check", env=variables()).splitlines()
    assert lines[0] == "\x1b[1mdocs/third.md\x1b[0m"
    assert lines[1].startswith(
        "  \x1b[2m3:12\x1b[0m  \x1b[31merror\x1b[0m S501 unknown-target: the text refers to THM-grand,"
    )
    assert lines[2].startswith("  \x1b[2m3:34\x1b[0m  \x1b[31merror\x1b[0m S501 ")
    assert lines[3] == ""
    assert "\x1b[31m2 errors\x1b[0m, as of 2026-11-23, in " in lines[4]


@pytest.mark.parametrize("more", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"NO_COLOR": "1", "FORCE_COLOR": "1"}], ids=str)
def test_a_terminal_without_colours_groups_all_the_same(more: dict[str, str], flawed: Handbook) -> None:
    shown = terminal(flawed, "check", env=variables(**more))
    assert "\x1b" not in shown
    assert shown.startswith("docs/third.md\n  3:12  error S501 ")


def test_a_pipe_gets_one_line_for_each_without_colours(flawed: Handbook) -> None:
    lines = run(flawed, *SPOORBOEK, "check", NO_COLOR="", FORCE_COLOR="").stdout.splitlines()
    assert lines[0].startswith("docs/third.md:3:12: error S501 ")
    assert lines[1].startswith("docs/third.md:3:34: error S501 ")
    assert len(lines) == 3


def test_a_pipe_gets_colours_where_they_are_forced(flawed: Handbook) -> None:
    output = run(flawed, *SPOORBOEK, "check", NO_COLOR="", FORCE_COLOR="1").stdout
    assert output.startswith("docs/third.md:3:12: \x1b[31merror\x1b[0m S501 ")


def test_a_file_never_contains_colours(flawed: Handbook) -> None:
    run(flawed, *SPOORBOEK, "check", "--output", "findings.txt", NO_COLOR="", FORCE_COLOR="1")
    assert "\x1b" not in (flawed.folder / "findings.txt").read_text(encoding="utf-8")


def test_a_terminal_shows_the_page_of_a_rule_as_a_page(flawed: Handbook) -> None:
    shown = terminal(flawed, "explain", "S501", env=variables())
    assert "S501 unknown-target" in shown
    assert "```" not in shown
    assert "\x1b[" in shown
    assert (
        max(map(len, terminal(flawed, "explain", "S501", env=variables(NO_COLOR="1", TERM="dumb")).splitlines())) <= 80
    )


def test_a_closed_pipe_gives_no_traceback(tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    command = [sys.executable, *SPOORBOEK, "items", "--format", "json"]
    with subprocess.Popen(
        command, cwd=handbook.folder, env=variables(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_full_disk_behind_stdout_is_reported_in_one_line(tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        command = subprocess.run(
            [sys.executable, *SPOORBOEK, "check"],
            cwd=handbook.folder,
            env=variables(),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    problem = "standard output cannot be written: No space left on device"
    assert command.stderr == f"error: {problem}; write to a file on a disk with free space, or to the screen\n"
    assert command.returncode == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_the_exit_code_is_the_same_if_the_error_cannot_be_shown(tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        command = (sys.executable, *SPOORBOEK, "check", "--docs", "nowhere")
        assert subprocess.run(command, cwd=tmp_path, env=variables(), stderr=full, check=False).returncode == 2


def test_a_terminal_without_accents_gets_escapes(tmp_path: Path) -> None:
    handbook = ground(tmp_path).write({"één.md": PAGE})
    result = run(handbook, *SPOORBOEK, "check", PYTHONIOENCODING="ascii")
    assert result.stdout.startswith("docs/\\xe9\\xe9n.md:3:12: error S501 ")
    assert result.stderr == ""
    json = run(handbook, *SPOORBOEK, "check", "--format", "json", PYTHONIOENCODING="ascii:strict")
    assert '"docs/één.md"' in json.stdout


def test_the_command_starts_without_what_it_does_not_need(tmp_path: Path) -> None:
    heavy = "{'docutils', 'myst_parser', 'rich', 'sphinx', 'sphinx_needs', 'xml'} & set(sys.modules)"
    script = (
        "import sys\nfrom spoorboek import cli\nfrom spoorboek.cli import check, judge\n"
        f"try:\n    cli.main(['--help'])\nfinally:\n    print({heavy}, file=sys.stderr)"
    )
    assert run(ground(tmp_path), "-c", script, PYTHONHASHSEED="0").stderr == "set()\n"


def test_an_interrupt_from_the_keyboard_gives_no_traceback(flawed: Handbook) -> None:
    conf = flawed.conf / "conf.py"
    listen = "\nimport os, signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
    interrupt = f"{listen}os.kill(os.getpid(), signal.SIGINT)\n"
    conf.write_text(conf.read_text(encoding="utf-8") + interrupt, encoding="utf-8")
    stopped = checked(flawed)
    assert (stopped.returncode, stopped.stdout) == (2, "")
    assert stopped.stderr == "error: interrupted before it was done; run it again\n"
