"""Builds in one process do not affect each other, and use its memory and processes well."""

from __future__ import annotations

import gc
import json
from pathlib import Path

from sphinx import locale

from tests.handbooks import ground
from tests.running import run

NOTES = """
def setup(app):
    import gc, json, pathlib
    noted = {}
    def at(name, note):
        app.connect(name, lambda *_: noted.update({name: note()}), priority=1_000_000)
    at("env-before-read-docs", lambda: app.parallel)
    at("write-started", lambda: app.parallel)
    at("doctree-resolved", lambda: [gc.get_threshold()[0], app.builder.parallel_ok])
    app.connect(
        "build-finished", lambda *_: pathlib.Path("noted.json").write_text(json.dumps(noted)), priority=1_000_000
    )
"""
"""For conf.py: what is seen of the process during a build."""

KILLED = """
import os, signal
from spoorboek.sphinxext.pages import downloads
builds, write = os.getpid(), downloads.write
def kill_others(path, content):
    if path.suffix == ".pdf" and os.getpid() != builds:
        print("killed", flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
    write(path, content)
downloads.write = kill_others
"""
"""For conf.py: any other process that writes a PDF is killed."""


def test_the_catalogs_of_a_build_go_with_it(tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    before = dict(locale.translators), gc.get_threshold()
    handbook.check()
    assert (locale.translators, gc.get_threshold()) == before


def test_few_pages_are_read_and_written_by_one_process_that_seldom_looks_for_what_to_free(tmp_path: Path) -> None:
    handbook = ground(tmp_path).write({f"more-{n}.md": f"---\norphan: true\n---\n# Page {n}\n" for n in range(30)})
    handbook.configure(NOTES)
    found = []
    for addition in ("", "\nOne more word.\n"):
        with (handbook.docs / "other.md").open("a", encoding="utf-8") as page:
            page.write(addition)
        command = run(handbook, "-m", "sphinx", "-q", "-j", "3", "-c", "conf", "-d", "trees", "docs", "html")
        assert command.returncode == 0, command.stderr
        found.append(json.loads((handbook.folder / "noted.json").read_text(encoding="utf-8")))
    all_pages, one_page = found
    assert all_pages["env-before-read-docs"] == 3
    assert one_page["env-before-read-docs"] == 1
    assert all_pages["write-started"] == one_page["write-started"] == 3
    objects, several = all_pages["doctree-resolved"]
    assert objects > 700  # with which Python begins
    assert several
    assert one_page["doctree-resolved"] == [objects, False]


def test_a_pdf_is_written_by_the_build_itself_if_the_process_that_should_is_killed(tmp_path: Path) -> None:
    handbook = ground(tmp_path).write({f"more-{n}.md": f"---\norphan: true\n---\n# Page {n}\n" for n in range(3)})
    handbook.configure(KILLED)
    build = run(handbook, "-m", "sphinx", "-q", "-j", "3", "-c", "conf", "-d", "trees", "docs", "html")
    assert (build.returncode, build.stdout) == (0, "killed\n"), build.stderr
    assert (handbook.folder / "html/data/checklist.pdf").read_bytes().startswith(b"%PDF")
