"""What cannot be read stops check and build with the same line; nothing hangs, nothing is skipped."""

from __future__ import annotations

import ctypes
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import breaks, running
from tests.handbooks import TOP, Handbook, ground
from tests.running import SPOORBOEK

Spoil = Callable[[Handbook], object]
_BUILD = ("-m", "sphinx", "-q", "-W", "-n", "-c", "conf", "-d", "doctrees", "docs", "html")
_CAPABILITIES_OF_64_BITS = 0x20080522
PAGE = "# K\n\n" + breaks.chain("KTN-x")


def _as_anybody() -> None:
    """Let root be stopped by permissions too: without any capability, from here on."""
    if os.geteuid() == 0 and sys.platform == "linux":
        header, none = (ctypes.c_uint32 * 2)(_CAPABILITIES_OF_64_BITS, 0), (ctypes.c_uint32 * 6)()
        assert ctypes.CDLL(None).capset(header, none) == 0


def run(handbook: Handbook, *command: str) -> subprocess.CompletedProcess[str]:
    return running.run(handbook, *command, first=_as_anybody)


def without_rights(name: str, mode: int = 0) -> Spoil:
    return lambda handbook: (handbook.folder / name).chmod(mode)


def link(name: str, target: str) -> Spoil:
    return lambda handbook: (handbook.docs / name).symlink_to(target)


def pipe(name: str) -> Spoil:
    def do(handbook: Handbook) -> None:
        path = handbook.folder / name
        path.unlink(missing_ok=True)
        os.mkfifo(path)

    return do


def plug(handbook: Handbook) -> None:
    folder = Path.cwd()
    os.chdir(handbook.docs)  # the path of a socket has at most some hundred characters
    try:
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind("y.md")
    finally:
        os.chdir(folder)


CATALOGS = "docs/locales/en/LC_MESSAGES"
NO_FILE = "make it a readable file"
NO_FOLDER = "make it a readable folder"
UNREADABLE: dict[str, tuple[Spoil, str]] = {
    "a page": (without_rights("docs/map/x.md"), f"docs/map/x.md cannot be read: Permission denied; {NO_FILE}"),
    "a folder": (without_rights("docs/map"), f"docs/map cannot be read: Permission denied; {NO_FOLDER}"),
    "a folder that can be listed and no more": (
        without_rights("docs/map", 0o444),
        f"docs/map/x.md cannot be read: Permission denied; {NO_FILE}",
    ),
    "a pipe": (pipe("docs/y.md"), f"docs/y.md cannot be read: it is not a regular file; {NO_FILE}"),
    "a device": (link("y.md", "/dev/zero"), f"docs/y.md cannot be read: it is not a regular file; {NO_FILE}"),
    "a socket": (plug, "docs/y.md cannot be read: "),
    "a link to nothing": (link("y.md", "nowhere"), f"docs/y.md cannot be read: No such file or directory; {NO_FILE}"),
    "a link to itself": (link("y.md", "y.md"), "docs/y.md cannot be read: Too many levels of symbolic links"),
    "a folder that leads back": (
        link("map/back", ".."),
        "docs/map/back is a link to a folder that contains it; remove the link, or list it in exclude_patterns",
    ),
    "a page of which there are two": (
        breaks.write("map/x.rst", "X\n=\n"),
        "docs/map/x.rst is skipped: another file makes the same page; give it another name: docs/map/x.md is the page",
    ),
    "no root page": (
        breaks.remove("docs/index.md"),
        "docs/index.md is not a page, and a handbook needs it as its root page; create it, or name another page as",
    ),
    "another root page that is not there": (
        breaks.change("spoorboek_handbook = True", 'spoorboek_handbook, root_doc = True, "map/y"', "conf/conf.py"),
        "docs/map/y.md is not a page, and a handbook needs it as its root page",
    ),
    "a folder of catalogs": (
        without_rights(f"{CATALOGS}/map"),
        f"{CATALOGS}/map/x.po cannot be read: Permission denied; {NO_FILE}",
    ),
    "a catalog": (without_rights(f"{CATALOGS}/map/x.po"), f"{CATALOGS}/map/x.po cannot be read: Permission denied"),
    "a pipe of translations": (
        pipe(f"{CATALOGS}/map/x.po"),
        f"{CATALOGS}/map/x.po cannot be read: it is not a regular file; {NO_FILE}",
    ),
    "settings": (without_rights(breaks.SETTINGS), f"{breaks.SETTINGS} cannot be read: Permission denied"),
    "settings that are a pipe": (pipe(breaks.SETTINGS), f"{breaks.SETTINGS} cannot be read: it is not a regular file"),
}


@pytest.fixture
def handbook(tmp_path: Path) -> Iterator[Handbook]:
    handbook = ground(tmp_path)
    handbook.write({"map/x.md": PAGE, "locales/en/LC_MESSAGES/map/x.po": 'msgid ""\nmsgstr ""\n'})
    breaks.change('spoorboek_languages = ["nl"]', 'spoorboek_languages = ["nl", "en"]', "conf/conf.py")(handbook)
    yield handbook
    for path in (handbook.docs, handbook.conf, *handbook.folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755)


@pytest.mark.skipif(os.geteuid() == 0 and sys.platform != "linux", reason="root reads everything here")
@pytest.mark.parametrize("flaw", UNREADABLE)
def test_what_cannot_be_read_stops_check_and_build(flaw: str, handbook: Handbook) -> None:
    spoil, message = UNREADABLE[flaw]
    spoil(handbook)
    checked, built = run(handbook, *SPOORBOEK, "check"), run(handbook, *_BUILD)
    assert checked.returncode == built.returncode == 2
    (line,) = checked.stderr.splitlines()
    assert line.startswith(f"error: {message}")
    assert checked.stdout == ""
    assert built.stderr.splitlines()[-1].startswith(f"ERROR: error: {message}")
    assert "Traceback" not in built.stderr


BEFORE_SPHINX: dict[str, tuple[Spoil, str]] = {
    "docs": (without_rights("docs"), "docs cannot be read: Permission denied"),
    "docs that is a link to itself": (
        lambda folder: (folder.docs.rename(folder.folder / "away"), folder.docs.symlink_to("docs")),
        "there is no folder docs; name the right one with --docs",
    ),
    "conf": (without_rights("conf"), "conf/conf.py cannot be read: Permission denied"),
    "conf.py": (without_rights("conf/conf.py"), "conf/conf.py cannot be read: Permission denied"),
    "conf.py that is a pipe": (pipe("conf/conf.py"), "conf/conf.py cannot be read: it is not a regular file"),
    "conf.py that is a folder": (
        lambda folder: ((folder.conf / "conf.py").unlink(), (folder.conf / "conf.py").mkdir()),
        "conf/conf.py cannot be read: Is a directory",
    ),
    "conf.py that is a link to itself": (
        lambda folder: ((folder.conf / "conf.py").unlink(), (folder.conf / "conf.py").symlink_to("conf.py")),
        "conf/conf.py cannot be read: Too many levels of symbolic links",
    ),
}


@pytest.mark.skipif(os.geteuid() == 0 and sys.platform != "linux", reason="root reads everything here")
@pytest.mark.parametrize("flaw", BEFORE_SPHINX)
def test_what_crashes_sphinx_stops_the_quick_reader_first(flaw: str, handbook: Handbook) -> None:
    spoil, message = BEFORE_SPHINX[flaw]
    spoil(handbook)
    done = run(handbook, *SPOORBOEK, "items", "--format", "json")
    assert (done.stdout, done.returncode) == ("", 2)
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"error: {message}")


def test_make_html_runs_the_quick_reader_before_sphinx() -> None:
    recipe = subprocess.run(["make", "-n", "html"], cwd=TOP, check=True, capture_output=True, text=True).stdout
    assert 0 < recipe.index("spoorboek items") < recipe.index("sphinx-build")


def test_what_is_left_out_need_not_be_readable(handbook: Handbook) -> None:
    breaks.add('exclude_patterns = ["map"]', "conf/conf.py")(handbook)
    (handbook.folder / CATALOGS / "map" / "x.po").unlink()
    (handbook.docs / "map").chmod(0)
    checked = run(handbook, *SPOORBOEK, "check", "--ignore", "S9")
    assert checked.returncode == 0, checked.stdout
