"""The handbook with one thing altered: swapped, reworded, hidden or spoilt, in a page, a file of conf/ or a catalog.

Each must be caught by the check, or stand on the written list of what is neutral, with the reason (`neutral.toml`).
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from babel.messages.pofile import read_po

from spoorboek.cli import main
from spoorboek.model.programme import Item, Programme
from tests.handbooks import Handbook

KINDS: Final = (
    *("swap", "one target", "role of evidence", "date", "kind", "actor", "basis", "question", "hidden", "fence"),
    *("line of ubproject.toml", "schema", "line of conf.py", "stamp", "waiver", "register", "catalog"),
)
_OTHER_DATE: Final = "2024-02-03"
_DATES: Final = ("date", "until", "due", "valid_from", "valid_until", "accepted_on", "done_on")
_QUESTIONS: Final = ("question", "settles", "weighed")
_DECIDING: Final = ("event", "check", "involvement")
_ACTORS: Final = ("by", "responsible")


class Alteration(NamedTuple):
    """One edit of one file: what stood there, and what stands there instead; `what` names it in a table."""

    kind: str
    what: str
    file: str
    first: int
    last: int
    instead: tuple[str, ...]

    def apply(self, text: str) -> str:
        """Lines `first` to `last`, counted from 1, give way."""
        lines = text.split("\n")
        lines[self.first - 1 : self.last] = self.instead
        return "\n".join(lines)


@dataclass(frozen=True)
class Page:
    """A page with the items on it, and what each may be given instead."""

    name: str
    lines: Sequence[str]
    programme: Programme

    def alterations(self) -> Iterator[Alteration]:
        for item in self.programme.items:
            if item.at.file == self.name:
                yield from self._of_item(item)

    def _of_item(self, item: Item) -> Iterator[Alteration]:
        first = item.at.line
        marks = re.match(r"\s*(:{3,}|`{3,})", self.lines[first - 1])
        if marks is None:
            return
        last = next(n for n, line in enumerate(self.lines[first:], first + 1) if line.strip() == marks[1])
        inside = self.lines[first - 1 : last]
        yield Alteration("hidden", item.id, self.name, first, last, ("::::::{only} html", *inside, "::::::"))
        yield self._line("fence", item.id, first, self.lines[first - 1].replace("{", "", 1).replace("}", "", 1))
        for option in item.options:
            yield from self._of_option(item, option.name, option.value, option.at.line)

    def _of_option(self, item: Item, name: str, value: str, line: int) -> Iterator[Alteration]:
        targets = item.targets(name)
        what = f"{item.id} {name}"
        if targets:
            other = self._other(item, name, targets)
            if other:
                kind = "actor" if name in _ACTORS else "swap"
                yield self._option(
                    kind, f"{what} {targets[0]} to {other}", line, name, ", ".join((other, *targets[1:]))
                )
            if len(targets) > 1:
                yield self._option("one target", f"{what} {targets[-1]}", line, name, ", ".join(targets[:-1]))
            if name in ("evidence", "part_evidence"):
                role = "part_evidence" if name == "evidence" else "evidence"
                yield self._option("role of evidence", what, line, role, value)
            return
        if name in _DATES and value != _OTHER_DATE:
            yield self._option("date", what, line, name, _OTHER_DATE)
        if name in _QUESTIONS:
            yield self._option("question", what, line, name, f"{value} Of niet?")
        if name in ("kind", "basis"):
            others = sorted({each.field(name) for each in self.programme.of_type(item.type)} - {value, ""})
            if others:
                yield self._option(name, f"{what} {value} to {others[0]}", line, name, others[0])

    def _other(self, item: Item, role: str, targets: Sequence[str]) -> str:
        """Another item that this role may lead to: the next of the same type by its id."""
        kind = self.programme.by_id[targets[0]].type if targets[0] in self.programme.by_id else ""
        ids = sorted(each.id for each in self.programme.of_type(kind) if each.id not in {*targets, item.id})
        return next((id for id in ids if id > targets[0]), ids[0] if ids else "")

    def _option(self, kind: str, what: str, line: int, name: str, value: str) -> Alteration:
        return self._line(kind, what, line, f":{name}: {value}")

    def _line(self, kind: str, what: str, line: int, text: str) -> Alteration:
        return Alteration(kind, what, self.name, line, line, (text,))


def of_pages_and_settings(handbook: Handbook, programme: Programme) -> Iterator[Alteration]:
    """All of them but those of catalogs."""
    for name in sorted({item.at.file for item in programme.items}):
        yield from Page(name, _lines(handbook, name), programme).alterations()
    yield from _of_settings(handbook)
    yield from _of_lists(handbook)


def _lines(handbook: Handbook, name: str) -> list[str]:
    return (handbook.folder / name).read_text(encoding="utf-8").split("\n")


def _of_settings(handbook: Handbook) -> Iterator[Alteration]:
    for name, kind in (("conf/ubproject.toml", "line of ubproject.toml"), ("conf/conf.py", "line of conf.py")):
        for number, line in enumerate(_lines(handbook, name), 1):
            if line.strip() and not line.lstrip().startswith(("#", '"""')):
                yield Alteration(kind, f"{name}:{number} {line.strip()[:70]}", name, number, number, ())
            for what, pattern, instead in _WEAKER:
                weaker = re.sub(pattern, instead, line, count=1)
                if name.endswith(".toml") and weaker != line:
                    yield Alteration("schema", f"{name}:{number} {what}", name, number, number, (weaker,))


_WEAKER: Final = (
    ("minItems to 0", r"minItems = [1-9]", "minItems = 0"),
    ("maxItems to 99", r"maxItems = \d+", "maxItems = 99"),
    ("minLength to 0", r"minLength = [1-9]", "minLength = 0"),
    ("minimum to 0", r"minimum = [1-9]", "minimum = 0"),
    ("nullable", r"nullable = false", "nullable = true"),
    ("no pattern", r", pattern = '[^']*'", ""),
    ("one more word", r'enum = \["', 'enum = ["anything", "'),
    ("another type to link to", r'target_types = \["(?!erratum)', 'target_types = ["erratum", "'),
)


def _of_lists(handbook: Handbook) -> Iterator[Alteration]:
    names = {"stamps": "stamp", "waivers": "waiver"}
    for path in sorted(handbook.conf.glob("*.toml")):
        if path.name == "ubproject.toml":
            continue
        name = f"conf/{path.name}"
        for number, line in enumerate(_lines(handbook, name), 1):
            if line.strip() and not line.startswith("#"):
                kind = names.get(path.stem, "register")
                yield Alteration(kind, f"{name}:{number} {line.strip()[:70]}", name, number, number, ())


def of_catalogs(handbook: Handbook) -> Iterator[Alteration]:
    """Each entry taken away."""
    for path in sorted((handbook.docs / "locales").rglob("*.po")):
        name = path.relative_to(handbook.folder).as_posix()
        lines = _lines(handbook, name)
        for message in read_po(io.BytesIO(path.read_bytes())):
            if message.id and message.lineno:
                last = next(
                    (n for n, line in enumerate(lines[message.lineno :], message.lineno) if not line), len(lines)
                )
                yield Alteration("catalog", f"{name} {str(message.id)[:40]!r}", name, message.lineno, last, ())


class Quick:
    """A handbook that is checked, and put back, for each alteration."""

    def __init__(self, handbook: Handbook) -> None:
        self.handbook = handbook

    def complaint(self, alteration: Alteration | None) -> str:
        """The first line of the check where it does not exit 0; empty where it does."""
        if alteration is None:
            return self._checked()
        path = self.handbook.folder / alteration.file
        text = path.read_text(encoding="utf-8")
        path.write_text(alteration.apply(text), encoding="utf-8")
        try:
            return self._checked()
        finally:
            path.write_text(text, encoding="utf-8")

    def _checked(self) -> str:
        """In the folder of the handbook, as a reader does."""
        told, warned, here = io.StringIO(), io.StringIO(), Path.cwd()
        os.chdir(self.handbook.folder)
        try:
            with contextlib.redirect_stdout(told), contextlib.redirect_stderr(warned):
                code = main(["check", "--lang", "en"])
        finally:
            os.chdir(here)
        lines = [*told.getvalue().splitlines(), *warned.getvalue().splitlines()]
        failing = (line for line in lines if ": error" in line or ": warning" in line or line.startswith("error"))
        return next(failing, f"exit {code}") if code else ""


def reasons() -> list[tuple[str, re.Pattern[str], str]]:
    """The written list: kind, what it matches, and why nothing is lost by it."""
    path = Path(__file__).with_name("neutral.toml")
    listed = tomllib.loads(path.read_text(encoding="utf-8"))["neutral"]
    return [(each["kind"], re.compile(each["what"]), each["why"]) for each in listed]
