"""`make live` shows edits at once; a flaw stops nothing, and a removed page is gone."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error
from sphinx_autobuild.utils import find_free_port

from spoorboek.sphinxext import digests
from spoorboek.sphinxext import live as live_builds
from tests.handbooks import TOP, Handbook, ground

PATIENCE = 120.0
"""Seconds to wait for a build on a machine that is busy."""


def command() -> list[str]:
    """What the Makefile runs, but for the browser that it opens."""
    output = subprocess.run(["make", "--dry-run", "live"], cwd=TOP, capture_output=True, text=True, check=True).stdout
    argv = shlex.split(output.replace("\\\n", " ").replace("$PORT", str(find_free_port())))
    options = argv[argv.index("spoorboek.sphinxext.live") + 1 :]
    options.remove("--open-browser")
    return [sys.executable, "-m", "spoorboek.sphinxext.live", *options]


def wait_until(is_true: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not is_true():
        assert time.monotonic() < until
        time.sleep(0.2)


@pytest.fixture
def live(tmp_path: Path) -> Iterator[tuple[Handbook, str]]:
    """A handbook that is shown live, and its address."""
    handbook = ground(tmp_path)
    (tmp_path / "ext").mkdir()
    log = tmp_path / "log.txt"
    with log.open("w", encoding="utf-8") as written:
        process = subprocess.Popen(
            command(),
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(TOP / "ext"), "NO_COLOR": "1", "PYTHONUNBUFFERED": "1"},
            stdout=written,
            stderr=subprocess.STDOUT,
        )

    def serving() -> list[str]:
        assert process.poll() is None, log.read_text(encoding="utf-8")
        return re.findall(r"Serving on \S*?(http://[\d.]+:\d+)", log.read_text(encoding="utf-8"))

    try:
        wait_until(lambda: bool(serving()))
        yield handbook, serving()[0]
    finally:
        process.terminate()
        process.wait()


def page(address: str) -> str:
    """What is served, or the status where it is not; nothing while nobody listens."""
    try:
        with urllib.request.urlopen(address) as answer:  # noqa: S310 - an address of this machine
            return str(answer.read().decode())
    except urllib.error.HTTPError as error:
        return str(error.code)
    except OSError:
        return ""


def test_a_saved_edit_is_shown(live: tuple[Handbook, str], browser: Browser) -> None:
    """Also in a browser: the script that reloads the page is allowed by its policy."""
    handbook, address = live
    other, types = f"{address}/other.html", f"{address}/types.html"
    wait_until(lambda: "new WebSocket" in page(other))
    window = browser.new_page()
    complaints: list[str] = []
    window.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    window.goto(other)
    written = (handbook.docs / "other.md").read_text(encoding="utf-8")
    for times in range(1, 13):  # what is written before the page listens does not reload it
        handbook.write({"other.md": written + "\nNewly written words.\n" * times})
        wait_until(lambda: "Newly written words." in page(other))
        with contextlib.suppress(Error):
            window.wait_for_selector("text=Newly written words.", timeout=5_000)
            break
    assert window.get_by_text("Newly written words.").count() > 0
    assert complaints == []
    window.close()
    handbook.write({"other.md": f"{written}\nWritten with a [flaw](#KAN-nope).\n"})
    wait_until(lambda: "Written with a" in page(other))
    handbook.write({"other.md": written})
    (handbook.docs / "types.md").unlink()
    wait_until(lambda: page(types) == "404")


@pytest.mark.parametrize("is_current", [True, False])
def test_a_build_begins_with_what_was_imported_unless_our_code_changed_since(is_current: bool, tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_text(
        "import os, pathlib, sys\n"
        "pathlib.Path('found').write_text(f'{os.getpid()} {\"tests.test_live\" in sys.modules}')\n",
        encoding="utf-8",
    )
    (tmp_path / "index.rst").write_text("Title\n=====\n", encoding="utf-8")
    code = digests.of_files(digests.code()) if is_current else ""
    live_builds.run(
        code, [sys.executable, "-m", "sphinx", "build", "-q", str(tmp_path), str(tmp_path / "out")], check=True
    )
    process, imported = (tmp_path / "found").read_text(encoding="utf-8").split()
    assert imported == str(is_current)
    assert process != str(os.getpid())
    (tmp_path / "index.rst").unlink()
    (tmp_path / "conf.py").write_text("no Python", encoding="utf-8")
    with pytest.raises(subprocess.CalledProcessError):
        live_builds.run(
            code, [sys.executable, "-m", "sphinx", "build", "-q", str(tmp_path), str(tmp_path / "out")], check=True
        )
