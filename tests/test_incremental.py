"""A build reuses of the previous one only what that completed and what did not change, and removes old files."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import breaks
from tests.handbooks import TOP, Handbook, ground
from tests.running import built, differing, files, run

NOTE = ":::{{erratum}} A note\n:id: {id}\n:concerns: {concerns}\n\nText.\n:::\n"
ENDS = """
import os, signal
def interrupt(*_):
    raise KeyboardInterrupt
def kill(*_):
    os.kill(os.getpid(), signal.SIGKILL)
def setup(app):
    event, _, ending = os.environ.get("END", "").partition(" ")
    if event:
        app.connect(event, globals()[ending])
"""
UNREADABLE_PICTURE = {"warned.md": "# A page\n\n![A picture](nowhere.png)\n"}
WARNING = "image file not readable: nowhere.png"


def without_w(handbook: Handbook, **variables: str) -> int:
    options = ("-q", "-n", "-c", "conf", "-d", "doctrees", "docs", "html")
    return run(handbook, "-m", "sphinx", *options, **variables).returncode


def passes(handbook: Handbook, *options: str) -> None:
    command = built(handbook, *options)
    assert (command.stderr, command.returncode) == ("", 0)


def clean(handbook: Handbook, *options: str) -> dict[str, bytes]:
    """What a build from nothing writes."""
    arguments = ("-q", "-n", *options, "-c", "conf", "-d", "doctrees-clean", "docs", "clean")
    assert run(handbook, "-m", "sphinx", *arguments).returncode == 0
    return files(handbook.folder / "clean")


def differs_from_clean(handbook: Handbook, *options: str) -> list[str]:
    return differing(files(handbook.folder / "html"), clean(handbook, *options))


@pytest.mark.parametrize(
    "end",
    ["env-check-consistency kill", "doctree-resolved kill", "build-finished kill", "write-started interrupt"],
)
def test_pages_of_an_interrupted_build_are_read_again(end: str, tmp_path: Path) -> None:
    handbook = ground(tmp_path).write(UNREADABLE_PICTURE)
    handbook.configure(ENDS)
    assert without_w(handbook, END=end) != 0
    assert (tmp_path / "doctrees" / "environment.pickle").is_file()
    command = built(handbook)
    assert WARNING in command.stderr
    assert command.returncode == 1


def test_a_warning_of_an_earlier_build_fails_every_build_until_it_is_repaired(tmp_path: Path) -> None:
    """Also where somebody wrote the mark of a clean build by hand."""
    handbook = ground(tmp_path).write(UNREADABLE_PICTURE)
    for is_marked in (False, True):
        assert without_w(handbook) == 0
        if is_marked:
            (handbook.folder / "doctrees" / "spoorboek.finished").write_text("clean\n", encoding="utf-8")
        command = built(handbook)
        assert WARNING in command.stderr
        assert command.returncode == 1
    handbook.write({"warned.md": "# A page\n"})
    passes(handbook)


def test_what_only_a_stricter_build_warns_of_fails_it(tmp_path: Path) -> None:
    handbook = ground(tmp_path).write({"strict.md": "# A page\n\n{py:func}`nowhere`\n"})
    assert without_w(handbook) == 0
    lax = run(handbook, "-m", "sphinx", "-q", "-W", "-c", "conf", "-d", "doctrees", "docs", "html")
    assert (lax.stderr, lax.returncode) == ("", 0)
    command = built(handbook)
    assert "reference target not found: nowhere" in command.stderr
    assert command.returncode == 1


def with_much_to_leave_behind(handbook: Handbook) -> None:
    handbook.write(
        {
            "note.md": NOTE.format(id="KAN-note", concerns="GR-C1") + "\nUnheard words, [a file](more.txt).\n",
            "further/down/note.md": NOTE.format(id="KAN-further", concerns="GR-C1"),
            "down.md": "# Down\n\n```{toctree}\nfurther/down/note\n```\n",
            "pictured.md": "# A page\n\n![A picture](dot.svg) {download}`more.txt`\n",
            "dot.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>',
            "more.txt": "More.",
            "../conf/mine/own.css": "p { color: red }",
            "../conf/extra/robots.txt": "User-agent: *",
            "../conf/retired.toml": breaks.RETIRED_CHAIN.format("KTN-grond") + 'page = "old/page"\n',
        }
    )
    handbook.configure('html_static_path = ["mine"]\nhtml_extra_path = ["extra"]\nhtml_copy_source = True')


def without_it(handbook: Handbook) -> None:
    for name in (
        "further/down/note.md",
        "down.md",
        "dot.svg",
        "more.txt",
        "../conf/mine/own.css",
        "../conf/extra/robots.txt",
    ):
        (handbook.docs / name).unlink()
    (handbook.docs / "note.md").rename(handbook.docs / "renamed.md")
    handbook.write({"renamed.md": NOTE.format(id="KAN-note", concerns="GR-C1"), "pictured.md": "# A page\n"})
    (handbook.conf / "retired.toml").write_text("", encoding="utf-8")


def test_output_without_a_source_is_removed(tmp_path: Path) -> None:
    builder = "dirhtml"  # a folder for each page; `html` writes the other files alike
    handbook = ground(tmp_path)
    with_much_to_leave_behind(handbook)
    passes(handbook, "-b", builder)
    html = handbook.folder / "html"
    foreign_files = {"en/note.html": b"another site", "CNAME": b"of somebody else"}
    for name, content in foreign_files.items():
        (html / name).parent.mkdir(exist_ok=True)
        (html / name).write_bytes(content)
    written = files(html)
    without_it(handbook)
    passes(handbook, "-b", builder)
    assert differs_from_clean(handbook, "-b", builder) == sorted(foreign_files)
    assert {name: (html / name).read_bytes() for name in foreign_files} == foreign_files
    assert len(written.keys() - files(html).keys()) >= 8
    assert not (html / "further").exists()


def change_a_page_for_another_builder(handbook: Handbook) -> None:
    path = handbook.docs / "index.md"
    path.write_text(path.read_text(encoding="utf-8").replace("{theme} Waiting", "{theme} Long"), encoding="utf-8")
    passes(handbook, "-b", "dummy")


def cut_the_writing_off(handbook: Handbook) -> None:
    (handbook.docs / "note.md").unlink()
    path = handbook.docs / "index.md"
    path.write_text(path.read_text(encoding="utf-8").replace("{theme} Waiting", "{theme} Long"), encoding="utf-8")
    assert without_w(handbook, END="doctree-resolved kill") != 0


@pytest.mark.parametrize("change", [change_a_page_for_another_builder, cut_the_writing_off])
def test_whatever_came_between_the_pages_are_those_of_a_clean_build(
    change: Callable[[Handbook], None], tmp_path: Path
) -> None:
    handbook = ground(tmp_path).write({"note.md": NOTE.format(id="KAN-note", concerns="GR-C1")})
    handbook.configure(ENDS)
    passes(handbook)
    before = (handbook.folder / "html" / "other.html").read_bytes()
    change(handbook)
    passes(handbook)
    after = (handbook.folder / "html" / "other.html").read_bytes()
    assert before != after
    assert differs_from_clean(handbook) == []


def test_what_somebody_changed_in_the_folder_of_the_site_is_written_again(tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    passes(handbook)
    html = handbook.folder / "html"
    written = files(html)
    handbook.write({"../html/en/.buildinfo": "another site", "../html/en/index.html": "another page"})
    for name in written.keys() - {".spoorboek", ".buildinfo"}:
        (html / name).write_bytes(written[name] + b"<!-- by hand -->")
    (html / "_static" / "spoor.css").unlink()
    passes(handbook)
    assert differing(files(html), written) == ["en/.buildinfo", "en/index.html"]


SPOILT = {
    "a doctree": ("index.doctree", b"none"),
    "notes of what pages show": ("spoorboek-*.json", b'{"index": ["x"]}'),
    "the mark of a build": ("spoorboek.finished", b"\xff"),
}


@pytest.mark.parametrize("way", SPOILT)
def test_damaged_doctrees_are_rebuilt(way: str, site: tuple[Handbook, dict[str, bytes]]) -> None:
    handbook, written = site
    name, content = SPOILT[way]
    (path,) = (handbook.folder / "doctrees").glob(name)
    path.write_bytes(content)
    passes(handbook)
    assert differing(files(handbook.folder / "html"), written) == []


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Handbook, dict[str, bytes]]:
    """A handbook that was built, and what was written."""
    handbook = ground(tmp_path_factory.mktemp("site"))
    passes(handbook)
    return handbook, files(handbook.folder / "html")


def test_nothing_is_written_where_nothing_changed(tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    breaks.write("../conf/retired.toml", breaks.RETIRED_CHAIN.format("KTN-grond") + 'page = "old/page"\n')(handbook)
    passes(handbook, "-b", "dirhtml")
    page = handbook.folder / "html" / "index.html"
    before = page.stat().st_mtime_ns
    passes(handbook, "-b", "dirhtml")
    assert page.stat().st_mtime_ns == before


def test_what_sphinx_notes_of_a_build_does_not_depend_on_where_our_files_are(tmp_path: Path) -> None:
    shutil.copytree(TOP / "ext", tmp_path / "code", ignore=shutil.ignore_patterns("__pycache__"))
    noted = set()
    for name, variables in (("one", {}), ("two", {"PYTHONPATH": str(tmp_path / "code")})):
        handbook = ground(tmp_path / name)
        command = ("-m", "sphinx", "-q", "-n", "-c", "conf", "-d", "doctrees", "docs", "html")
        done = run(handbook, *command, **variables)
        assert (done.stderr, done.returncode) == ("", 0)
        noted.add((handbook.folder / "html" / ".buildinfo").read_text(encoding="utf-8"))
    assert len(noted) == 1
