"""Small handbooks for tests: written to a folder, read by a real Sphinx build."""

from __future__ import annotations

import contextlib
import datetime
import io
import re
import shutil
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from babel.messages import Catalog

from spoorboek import cli
from spoorboek.analysis import reviews
from spoorboek.analysis.verdict import Verdict
from spoorboek.config import settings, settings_file, stamps_file
from spoorboek.config.settings import Settings
from spoorboek.i18n import update
from spoorboek.model.programme import Programme
from spoorboek.readers import configuration, markdown
from spoorboek.rules.engine import stamps
from spoorboek.rules.engine.check import check
from spoorboek.rules.engine.stamps import Reviewer
from spoorboek.sphinxext import build_data, builds

TOP = Path(__file__).parent.parent
GROUND = Path(__file__).parent / "ground"
AS_OF = datetime.date(2026, 11, 23)
"""The day on which small handbooks are judged."""


class Handbook:
    """A folder with docs/ and conf/, in which a test writes and breaks things."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.docs = folder / "docs"
        self.conf = folder / "conf"

    def write(self, pages: Mapping[str, str | bytes]) -> Handbook:
        for name, text in pages.items():
            path = self.docs / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return self

    def configure(self, text: str) -> None:
        """Add lines to conf.py."""
        with (self.conf / "conf.py").open("a", encoding="utf-8") as file:
            file.write(f"\n{text}\n")

    def read(self) -> tuple[Programme, Settings]:
        """What the quick reader makes of it."""
        return markdown.read(configuration.read(self.docs, self.conf))

    def judged(self) -> Verdict:
        """The verdict of the quick check."""
        return check(*self.read())

    def quick(self) -> tuple[Verdict, list[str]]:
        """The verdict of the quick check, and its findings as lines: a fifth of the time of a build."""
        verdict = self.judged()
        return verdict, [*map(str, verdict.findings)]

    def command(self, *typed: object) -> int:
        """The exit code of one of our commands on it, in this process."""
        return cli.main([*map(str, typed), "--docs", str(self.docs), "--conf", str(self.conf)])

    def check(self) -> tuple[Verdict, list[str]]:
        """The verdict of a build, and every line that a reader of the check would see but the summary."""
        with tempfile.TemporaryDirectory() as scratch:
            app, warnings = builds.build(self.docs, self.conf, "dummy", Path(scratch))
        verdict = build_data.verdict(app.env)
        return verdict, [*map(str, verdict.findings), *warnings]


def ground(folder: Path) -> Handbook:
    """A copy of the small, clean handbook in tests/ground, with the settings of a new handbook (`empty`)."""
    shutil.copytree(GROUND / "docs", folder / "docs")
    return _with_settings(folder)


def empty(folder: Path) -> Handbook:
    """A handbook without pages, with the settings that `spoorboek new` writes in Dutch: no reviews, no waivers."""
    (folder / "docs").mkdir(parents=True)
    return _with_settings(folder)


def _with_settings(folder: Path) -> Handbook:
    conf = folder / "conf"
    shutil.copytree(GROUND / "conf", conf)
    (conf / settings.FILE).write_text(_new_settings(), encoding="utf-8")
    (conf / "waivers.toml").write_text("# None so far.\n", encoding="utf-8")
    in_one_language(conf)
    return Handbook(folder)


@cache
def _new_settings() -> str:
    """The settings that `spoorboek new` writes in Dutch, with pages of rules and without reviews of deciding fields."""
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        options = ("--name", "Ground", "--authority", "A council", "--edition", "2024", "--as-of", str(AS_OF))
        assert cli.main(["new", f"{folder}/new", *options, "--language", "nl"]) == 0
        text = Path(folder, "new", "conf", settings.FILE).read_text(encoding="utf-8")
    text = re.sub(r"^# deciding\.\w+ = .*\n", "", text, flags=re.MULTILINE)
    return re.sub(r"^mentioned = ", 'rule-pages = "regels"\nmentioned = ', text, flags=re.MULTILINE)


@cache
def new_settings() -> Settings:
    """The settings of `ground` and `empty`, as they are read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, settings.FILE)
        path.write_text(_new_settings(), encoding="utf-8")
        return settings_file.read(path, f"conf/{settings.FILE}")


@cache
def template() -> Catalog:
    """All texts of ours that can be translated, gathered from the code once."""
    return update.template()


def as_of(conf: Path, day: str) -> None:
    """Judge a copy of the project's conf/ by another day."""
    settle(conf, r"^as-of = \S+", f"as-of = {day}")


def settle(conf: Path, pattern: str, instead: str) -> None:
    """Write something else for lines of a copy of ubproject.toml."""
    path = conf / "ubproject.toml"
    text, count = re.subn(pattern, instead, path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert count
    path.write_text(text, encoding="utf-8")


DECIDING = """\
deciding.event = ["date", "until", "kind", "by"]
deciding.check = ["question", "settles", "weighed"]
deciding.involvement = ["kind", "basis", "valid_from", "valid_until"]
"""


def all_read(handbook: Handbook) -> Handbook:
    """Let a handbook ask that everything is read, and let somebody have read it all and answer for what it asks."""
    settings_file = handbook.conf / "ubproject.toml"
    if "\ndeciding." not in settings_file.read_text(encoding="utf-8"):
        settle(handbook.conf, r"^as-of = ", f"{DECIDING}as-of = ")
    settle(handbook.conf, r"^require-review = \w+", "require-review = true")
    accept_all(handbook)
    return handbook


def accept_all(handbook: Handbook, reason: str = "read") -> None:
    """Say of all that waits, and of what is asked, that it was read on the day of every state."""
    programme, settings = handbook.read()
    assert settings.own_as_of
    path, reader = handbook.conf / stamps_file.FILE, Reviewer("the editors", settings.own_as_of, reason)
    stamps.accept_gate(path, reader, settings)
    stamps.accept(path, stamps.waiting(reviews.every(programme, settings)), reader, programme, settings)


def in_one_language(conf: Path) -> None:
    """Let a copy of the project's conf/ be for a small handbook: nobody translates it, and it lacks the named pages."""
    with (conf / "conf.py").open("a", encoding="utf-8") as written:
        written.write(
            '\nspoorboek_languages = ["nl"]\nspoorboek_foot = spoorboek_lists = []\n'
            'spoorboek_report = spoorboek_makers = ""\n'
        )
        written.write('spoorboek_maker = "A council"\nspoorboek_contact = "council@town.example"\n')


def with_papers(conf: Path) -> None:
    """Number papers of parliament as in the example that a new handbook has behind a mark."""
    settle(conf, r"^# (?=parliamentary-paper = )", "")


def own(folder: Path) -> Handbook:
    """A copy of this project's own handbook."""
    shutil.copytree(TOP / "docs", folder / "docs")
    shutil.copytree(TOP / "conf", folder / "conf")
    shutil.copytree(TOP / "ext", folder / "ext", ignore=shutil.ignore_patterns("__pycache__"))
    return Handbook(folder)


def searches(target: str, on: str = "2026-11-01", place: str = "public papers", count: int = 3) -> str:
    """As many searches for an item as a check needs that nobody confirms."""
    return "".join(
        f"\n:::{{search}} What was sought for {target}\n:id: ZOEK-{target}-{number}\n:on: {on}\n:place: {place}\n"
        f":query: words of search {number}\n:result: nothing\n:for: {target}\n:::\n"
        for number in range(1, count + 1)
    )
