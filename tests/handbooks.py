"""Small handbooks for tests: written to a folder, read by a real Sphinx build."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from spoorboek.analysis.verdict import Verdict
from spoorboek.sphinxext import reader

TOP = Path(__file__).parent.parent
GROUND = Path(__file__).parent / "ground"


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

    def check(self) -> tuple[Verdict, list[str]]:
        """The verdict, and every line that a reader of the check would see but the summary."""
        verdict, said = reader.run(self.docs, self.conf)
        return verdict, [*map(str, verdict.findings), *said]


def ground(folder: Path) -> Handbook:
    """A copy of the small, clean handbook in tests/ground, under the project's own conf/ but for who read what."""
    shutil.copytree(GROUND, folder / "docs")
    shutil.copytree(TOP / "conf", folder / "conf", ignore=shutil.ignore_patterns("stamps.toml"))
    in_one_language(folder / "conf")
    as_of(folder / "conf", "2026-11-23")
    return Handbook(folder)


def as_of(conf: Path, day: str) -> None:
    """Judge a copy of the project's conf/ by another day."""
    path = conf / "ubproject.toml"
    text, count = re.subn(r"^as-of = \S+", f"as-of = {day}", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert count == 1
    path.write_text(text, encoding="utf-8")


def in_one_language(conf: Path) -> None:
    """Let a copy of the project's conf/ be for a handbook that nobody translates."""
    with (conf / "conf.py").open("a", encoding="utf-8") as written:
        written.write('\nspoorboek_languages = ["nl"]\n')


def own(folder: Path) -> Handbook:
    """A copy of this project's own handbook."""
    shutil.copytree(TOP / "docs", folder / "docs")
    shutil.copytree(TOP / "conf", folder / "conf")
    shutil.copytree(TOP / "ext", folder / "ext", ignore=shutil.ignore_patterns("__pycache__"))
    return Handbook(folder)
