"""A program that calls the command in its own process is not changed by it, nor by a conf.py that it runs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.handbooks import Handbook, ground
from tests.running import run

CONF = """
import gc, locale, os, signal, sys, warnings
gc.enable()
gc.set_threshold(5)
sys.path.insert(0, "somewhere")
sys.setrecursionlimit(5000)
os.environ["SOMETHING"] = "1"
os.environ.pop("HOME", None)
os.chdir("/")
locale.setlocale(locale.LC_ALL, "C.UTF-8")
warnings.simplefilter("ignore")
signal.signal(signal.SIGTERM, signal.SIG_IGN)
signal.signal(signal.SIGHUP, signal.SIG_IGN)
"""
HOST = """
import argparse, gc, json, locale, os, signal, sys, warnings
from spoorboek.cli import main

def state():
    return {
        "signals": {str(n): repr(signal.getsignal(n)) for n in signal.valid_signals()},
        "locale": locale.setlocale(locale.LC_ALL),
        "stdout": [sys.stdout.encoding, sys.stdout.errors, sys.stdout.line_buffering, os.fstat(1).st_ino],
        "warnings": repr(warnings.filters),
        "argparse": [argparse._("options"), argparse.ngettext("a", "b", 2), repr(argparse._)],
        "gc": [gc.isenabled(), gc.get_threshold()],
        "depth": sys.getrecursionlimit(),
        "environment": dict(os.environ),
        "folder": os.getcwd(),
        "path": sys.path,
    }

before = json.dumps(state())
try:
    code = main(sys.argv[1:])
except SystemExit as stopped:
    code = stopped.code
after = json.dumps(state())
print(json.dumps([code, json.loads(before), json.loads(after)]), file=sys.stderr)
"""
COMMANDS = {
    "a check": (0, "check", "--format", "json"),
    "a check in Dutch": (0, "check", "--lang", "nl"),
    "help in Dutch": (0, "--lang", "nl", "--help"),
    "a slip": (2, "--lang=nl", "chekc"),
    "an item": (0, "show", "GR-C1"),
    "no such item": (2, "show", "GR-C100"),
    "a page of a rule": (0, "explain", "S101"),
    "a sheet": (0, "checklist", "--format", "xlsx", "--output", "sheet.xlsx"),
    "a project of others": (0, "check", "--conf", "foreign"),
}


@pytest.fixture(scope="module")
def handbook(tmp_path_factory: pytest.TempPathFactory) -> Handbook:
    handbook = ground(tmp_path_factory.mktemp("host"))
    handbook.configure(CONF)
    foreign = handbook.folder / "foreign"
    foreign.mkdir()
    (foreign / "conf.py").write_text(
        f'extensions = ["myst_parser", "sphinx_needs", "spoorboek"]\n{CONF}', encoding="utf-8"
    )
    return handbook


@pytest.mark.parametrize("name", COMMANDS)
def test_the_command_leaves_its_calling_process_unchanged(name: str, handbook: Handbook) -> None:
    expected, *command = COMMANDS[name]
    finished = run(handbook, "-c", HOST, *map(str, command))
    assert "Traceback" not in finished.stderr
    code, before, after = json.loads(finished.stderr.splitlines()[-1])
    assert [name for name in before if after[name] != before[name]] == []
    assert code == expected


def test_a_closed_pipe_leaves_the_output_of_the_calling_process_unchanged(handbook: Handbook, tmp_path: Path) -> None:
    host = HOST.replace("before = ", "r, w = os.pipe(); os.dup2(w, 1); os.close(w); os.close(r); before = ")
    finished = run(handbook, "-c", host, "check")
    code, before, after = json.loads(finished.stderr.splitlines()[-1])
    assert (code, after) == (0, before)
