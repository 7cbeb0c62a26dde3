"""Gives settings, front matter and options of the command values of other types, and invalid files."""

from __future__ import annotations

import copy
import io
import os
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

from spoorboek import cli
from spoorboek.config import value_types
from spoorboek.readers import configuration
from tests.fuzz import values
from tests.fuzz.bench import LONGEST, STEERING, Bench, deadline
from tests.fuzz.values import FORGED, REGISTERS, Literal

CONF = """
extensions = ["myst_parser", "sphinx_needs", "spoorboek"]
myst_enable_extensions = ["colon_fence"]
spoorboek_handbook = True
"""
PAGE = "# Begin\n\n:::{theme} Titel\n:id: THM-x\n:grounded_in: BRN-x\n:::\n\n:::{source} Bron\n:id: BRN-x\n:::\n"


class Typed(Bench):
    """A small handbook of its own, in which one value at a time is of another type."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        (self.conf / "conf.py").write_text(CONF, encoding="utf-8")
        (self.docs / "index.md").write_text(PAGE, encoding="utf-8")
        self.values = {name: tomllib.loads(text) for name, text in REGISTERS.items()}
        self.values["ubproject.toml"] = _small(tomllib.loads(self.whole["ubproject.toml"].decode()))
        for name, settings in self.values.items():
            (self.conf / name).write_text(values.toml(settings), encoding="utf-8")
        (folder / "folder").mkdir()
        (folder / "loop").symlink_to("loop")
        (folder / "nowhere").symlink_to("is/not/there")
        os.mkfifo(folder / "fifo")
        with (folder / "huge").open("wb") as huge:
            huge.truncate(1 << 40)
        self.files = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != "huge"}
        assert self._judge().programme.items
        self.ways = [(name, way) for name, settings in self.values.items() for way in _ways(settings)]

    def trouble(self, number: int) -> tuple[str, str, str]:
        random = Random(number)  # noqa: S311 - it has to break the same again: no secret
        change = random.choices(
            (self.in_toml, self.in_conf, self.in_front_matter, self.on_the_command_line, self.no_file),
            (55, 14, 14, 14, 3),
        )[0]
        try:
            return change.__name__.replace("_", " "), *change(random)
        finally:
            self._put_back()

    def in_toml(self, random: Random) -> tuple[str, str]:
        """One or two values of ubproject.toml or of a register."""
        for _ in range(random.choice((1, 1, 1, 2))):
            name, way = random.choice(self.ways)
            settings = copy.deepcopy(self.values[name])
            _change(settings, way, random)
            (self.conf / name).write_text(values.toml(settings), encoding="utf-8")
        return self._answer(self._judge)

    def in_conf(self, random: Random) -> tuple[str, str]:
        """One or two settings of conf.py."""
        names = sorted({*configuration.OWN, *configuration.OF_A_HANDBOOK, "project", "author", "root_doc", "nitpicky"})
        with (self.conf / "conf.py").open("a", encoding="utf-8") as conf:
            for _ in range(random.choice((1, 1, 2))):
                conf.write(f"{random.choice(names)} = {random.choice(values.PYTHON)}\n")
        return self._answer(self._judge)

    def in_front_matter(self, random: Random) -> tuple[str, str]:
        """The front matter of a page."""
        names = [*value_types.OF_MYST, "substitutions", "html_meta", "x"]
        lines = [f"  {random.choice(names)}: {random.choice(values.YAML)}" for _ in range(random.choice((1, 1, 2, 4)))]
        other = random.choice(
            ("", "", "language: en\n", f"{random.choice(('myst', 'language', 'x'))}: {random.choice(values.YAML)}\n")
        )
        matter = f"---\n{other}myst:\n" + "\n".join(lines) + "\n---\n"
        (self.docs / "index.md").write_text(matter + PAGE, encoding="utf-8")
        return self._answer(self._judge)

    def on_the_command_line(self, random: Random) -> tuple[str, str]:
        """Any word behind any subcommand and its options."""
        name = random.choice((*values.COMMANDS, ""))
        command = name.split()
        for option in random.choices(values.COMMANDS.get(name, ("", "--lang")), k=random.randrange(5)):
            word = random.choice(values.STRINGS)
            command += (
                [option]
                if option in values.FLAGS
                else [f"{option}={word}"]
                if option and random.random() < 0.5
                else [option, word]
            )
        return self._run([word for word in command if word or random.random() < 0.5])

    def no_file(self, random: Random) -> tuple[str, str]:
        """A device, a pipe or a folder where a file is expected, or a link to it."""
        target = random.choice(values.FILES)
        target = target if target.startswith("/") else str(self.folder / target)
        if random.random() < 0.3:
            command = random.choice((["source", "read"], ["source", "verify"], ["source", "prove", "docs/index.md"]))
            return self._run([*command, target])
        path = random.choice((*self.files, self.docs, self.conf, self.docs / "new.md"))
        moved = path.rename(self.folder / "kept") if path.exists() else None
        path.symlink_to(target)
        try:
            return self._answer(self._judge)
        finally:
            path.unlink()
            if moved:
                moved.rename(path)

    def _run(self, command: list[str]) -> tuple[str, str]:
        """What the command answers: its exit code, and what is the matter with what it prints."""
        with _captured(self.folder) as (out, err):
            try:
                with deadline(LONGEST):
                    code: Any = cli.main(command)
            except SystemExit as stopped:
                code = stopped.code
            except Exception as error:  # noqa: BLE001 - anything else is a find
                return "fell over", f"{type(error).__name__}: {error} of {str(command)[:300]}"
        shown = b"".join(stream.buffer.getvalue() for stream in (out, err)).decode(errors="replace")
        kind = {0: "clean", 1: "findings", 2: "stopped"}.get(code, f"code {code}")
        if code not in (0, 1, 2):
            return kind, f"exit {code!r} of {str(command)[:300]}"
        return kind, self._of_lines(shown, command)

    def _of_lines(self, shown: str, command: list[str]) -> str:
        if "Traceback" in shown:
            return f"a traceback of {str(command)[:300]}"
        if "xlsx" in str(command):
            return ""
        for line in shown.replace("\r\n", "\n").split("\n"):  # CSV ends its lines so
            if line.startswith(FORGED) or STEERING.search(line):
                return f"shows {line[:200]!r} of {str(command)[:300]}"
        return ""

    def _put_back(self) -> None:
        """Let the folder be as it was."""
        known = {*self.files, *(self.folder / name for name in ("huge", "folder", "loop", "nowhere", "fifo"))}
        for folder, folders, names in os.walk(self.folder, topdown=False):
            for name in names:
                path = Path(folder, name)
                if path not in known:
                    path.unlink()
            for name in folders:
                if Path(folder, name) not in (self.docs, self.conf, self.folder / "folder"):
                    _remove(Path(folder, name), known)
        for path, content in self.files.items():
            if not path.is_file() or path.read_bytes() != content:
                path.unlink(missing_ok=True)
                path.write_bytes(content)


def _remove(folder: Path, known: set[Path]) -> None:
    if not any(folder in path.parents for path in known) and not any(folder.iterdir()):
        folder.rmdir()


def _small(settings: dict[str, Any]) -> dict[str, Any]:
    """The settings of a new handbook, with few types and few required links, so that many can be tried."""
    types_kept = ("theme", "commitment", "source", "event")
    types = {name: table if name in types_kept else {} for name, table in settings["needs"]["types"].items()}
    fields = {field for table in types.values() for field in table.get("fields", {})}
    trace = {**settings["trace"], "require": settings["trace"]["require"][1:4]}
    trace["words"] = {name: labels for name, labels in trace["words"].items() if name in fields}
    trace["deciding"] = {"event": ["date", "until", "kind", "by"]}
    return {**settings, "needs": {**settings["needs"], "types": types}, "trace": trace}


def _ways(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if way:
        yield way
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner_value in inner:
        yield from _ways(inner_value, (*way, key))


def _change(settings: Any, way: tuple[Any, ...], random: Random) -> None:
    """Give a value another type, or its key another name, or take it away."""
    inner = settings
    for key in way[:-1]:
        inner = inner[key]
    last, chance = way[-1], random.random()
    if chance < 0.85 or isinstance(inner, list):
        inner[last] = Literal(random.choice(values.TOML))
    elif chance < 0.95:
        inner[random.choice(("x", "", " ", f"a\n{FORGED}: error", "\x1b", "x" * 10_000, last + "s"))] = inner.pop(last)
    else:
        del inner[last]


@contextmanager
def _captured(folder: Path) -> Iterator[tuple[Any, Any]]:
    before, directory = (sys.stdout, sys.stderr), Path.cwd()
    streams = [io.TextIOWrapper(io.BytesIO(), "utf-8", errors="backslashreplace", write_through=True) for _ in before]
    sys.stdout, sys.stderr = streams
    os.chdir(folder)
    try:
        yield streams[0], streams[1]
    finally:
        os.chdir(directory)
        sys.stdout, sys.stderr = before
