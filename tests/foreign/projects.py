"""sphinx-needs projects like those of others, copied for a test to break."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import Final

from tests.running import run

FOLDER: Final = Path(__file__).parent
NAMES: Final = ("plain", "mixed", "metamodel", "templated")
# What no two builds have alike, with or without us: a card's random id, timings, the day, and the list of extensions.
_UNLIKE: Final = (".buildinfo", "schema_violations.json")
_RANDOM: Final = re.compile(rb'SNCB-[0-9a-f]+|,"spoorboek":1|"created": "[^"]+"')


class Project:
    """A folder with conf.py and pages, with or without our extension."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder / name
        shutil.copytree(FOLDER / name, self.folder)

    def add(self, text: str, page: str = "conf.py") -> Project:
        with (self.folder / page).open("a", encoding="utf-8") as file:
            file.write(f"\n{text}\n")
        return self

    def join(self) -> Project:
        """What a project does to take Spoorboek on: one word in its conf.py."""
        return self.add('extensions.append("spoorboek")')

    def change(self, page: str, old: str, new: str) -> Project:
        path = self.folder / page
        text = path.read_bytes().decode()
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times on {page}"
        path.write_bytes(text.replace(old, new).encode())
        return self

    def build(self, *options: str, out: str = "html") -> list[str]:
        """The warnings of `sphinx-build -W -n`; none if it succeeds."""
        return self.say("-m", "sphinx", "-q", "-W", "-n", *options, "-d", f"{out}-trees", ".", out)

    def say(self, *command: str) -> list[str]:
        """The output of a command in this folder; it must fail if and only if there is output."""
        ran = run(self, *command)
        lines = [*ran.stdout.splitlines(), *ran.stderr.replace(f"{self.folder.resolve()}{os.sep}", "").splitlines()]
        assert bool(lines) == bool(ran.returncode), (lines, ran.returncode)
        return lines

    def pages(self, out: str = "html") -> dict[str, bytes]:
        """Every file that a build has published, without what differs from one build to the next."""
        files = [path for path in (self.folder / out).rglob("*") if path.is_file() and path.name not in _UNLIKE]
        return {path.relative_to(self.folder / out).as_posix(): _RANDOM.sub(b"", path.read_bytes()) for path in files}
