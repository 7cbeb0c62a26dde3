"""This project's handbook with one edit: a swap, other text, or damage, in a page, a file of conf/ or a catalog.

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
from functools import cache
from pathlib import Path
from typing import Final

from babel.messages.pofile import read_po

from spoorboek.cli import main
from spoorboek.config import settings, settings_file
from spoorboek.config.settings import Settings
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.programme import Item, Programme
from spoorboek.readers import configuration, markdown, pages
from spoorboek.readers.configuration import Configuration
from spoorboek.rules.engine.check import check
from tests.handbooks import Handbook

KINDS: Final = (
    *("page", "front matter"),
    *("swap", "one target", "role of evidence", "date", "kind", "actor", "basis", "question", "hidden", "fence"),
    *("line of ubproject.toml", "schema", "line of conf.py", "stamp", "waiver", "register", "catalog"),
)
_OTHER_DATE: Final = "2024-02-03"
_DATES: Final = (
    *("date", "until", "due", "valid_from", "valid_until", "accepted_on", "done_on"),
    *("on", "published", "consulted"),
)
_QUESTIONS: Final = ("question", "settles", "weighed")
_ACTORS: Final = ("by", "responsible", "who", "made_to", "accepted_by", "done_by")
_FRONT_MATTER: Final = ("orphan: true", "nosearch: true", "language: fr", "myst: {enable_extensions: []}")


@dataclass(frozen=True)
class Alteration:
    """One edit of one file: the lines replaced and their replacement; `label` names it in a table."""

    kind: str
    label: str
    file: str
    first: int
    last: int
    instead: tuple[str, ...]
    is_gone: bool = False

    def apply(self, text: str) -> str:
        """Lines `first` to `last`, counted from 1, give way; those of a page that is `gone` are not asked for."""
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
        yield Alteration("page", self.name, self.name, 1, len(self.lines), (), is_gone=True)
        yield from self._of_front_matter()
        for item in self.programme.items:
            if item.at.file == self.name:
                yield from self._of_item(item)

    def _of_front_matter(self) -> Iterator[Alteration]:
        end = self.lines.index("---", 1) if self.lines[0] == "---" else 0
        for number in range(2, end + 1):
            label = f"{self.name} without {self.lines[number - 1]}"
            yield Alteration("front matter", label, self.name, number, number, ())
        if end:
            label = f"{self.name} without all of it: {', '.join(self.lines[1:end])}"
            yield Alteration("front matter", label, self.name, 1, end + 1, ())
        line = _FRONT_MATTER[len(self.lines) % len(_FRONT_MATTER)]
        instead = (self.lines[0], line) if end else ("---", line, "---", self.lines[0])
        yield Alteration("front matter", f"{self.name} with {line}", self.name, 1, 1, instead)

    def _of_item(self, item: Item) -> Iterator[Alteration]:
        first = item.at.line
        marks = re.match(r"\s*(:{3,}|`{3,})", self.lines[first - 1])
        if marks is None:
            return
        last = next(n for n, line in enumerate(self.lines[first:], first + 1) if line.strip() == marks[1])
        inside = tuple(self.lines[first - 1 : last])
        for kind, ways in (("hidden", list(_hidden(inside))), ("fence", list(_spoilt(inside)))):
            for way in (first, first + len(ways) // 2):  # all ways in turn, as lines come
                how, instead = ways[way % len(ways)]
                yield Alteration(kind, f"{item.id} {how}", self.name, first, last, instead)
        for option in item.options:
            yield from self._of_option(item, option.name, option.value, option.at.line)

    def _of_option(self, item: Item, name: str, value: str, line: int) -> Iterator[Alteration]:
        targets = item.targets(name)
        label = f"{item.id} {name}"
        for place, target in enumerate(targets):
            other = self._other(item, name, target)
            if other:
                kind = "actor" if name in _ACTORS else "swap"
                instead = ", ".join((*targets[:place], other, *targets[place + 1 :]))
                yield self._option(kind, f"{label} {target} to {other}", line, name, instead)
            if len(targets) > 1:
                remaining = ", ".join((*targets[:place], *targets[place + 1 :]))
                yield self._option("one target", f"{label} {target}", line, name, remaining)
        if name in ("evidence", "part_evidence") and targets:
            role = "part_evidence" if name == "evidence" else "evidence"
            yield self._option("role of evidence", label, line, role, value)
        elif not targets:
            yield from self._of_field(item, name, value, line)

    def _of_field(self, item: Item, name: str, value: str, line: int) -> Iterator[Alteration]:
        label = f"{item.id} {name}"
        if name in _DATES:
            if value != _OTHER_DATE:
                yield self._option("date", label, line, name, _OTHER_DATE)
            yield Alteration("date", f"{label} taken away", self.name, line, line, ())
        if name in _QUESTIONS:
            yield self._option("question", label, line, name, f"{value} Of niet?")
            yield Alteration("question", f"{label} taken away", self.name, line, line, ())
        if name in ("kind", "basis"):
            other_values = sorted({item.field(name) for item in self.programme.of_type(item.type)} - {value, ""})
            for other in (
                sorted({next((o for o in other_values if o > value), other_values[0]), other_values[-1]})
                if other_values
                else ()
            ):
                yield self._option(name, f"{label} {value} to {other}", line, name, other)

    def _other(self, item: Item, role: str, target: str) -> str:
        """Another item that this role may lead to: the next of the same type by its id."""
        kind = self.programme.by_id[target].type if target in self.programme.by_id else ""
        ids = sorted(
            other_item.id
            for other_item in self.programme.of_type(kind)
            if other_item.id not in {*item.targets(role), item.id}
        )
        return next((id for id in ids if id > target), ids[0] if ids else "")

    def _option(self, kind: str, label: str, line: int, name: str, value: str) -> Alteration:
        return self._line(kind, label, line, f":{name}: {value}")

    def _line(self, kind: str, label: str, line: int, text: str) -> Alteration:
        return Alteration(kind, label, self.name, line, line, (text,))


def _hidden(item: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Ways in which the lines of an item may be there and show nowhere, or only sometimes."""
    yield "in {only}", ("::::::{only} html", *item, "::::::")
    yield "in {ifconfig}", ("::::::{ifconfig} True", *item, "::::::")
    yield "in a comment", tuple(f"% {line}" for line in item)
    yield "in a comment of HTML", ("<!--", *item, "-->")
    yield "in a {comment}", ("::::::{comment}", *item, "::::::")
    yield "shown as code", ("``````", *item, "``````")
    yield "in {code-block}", ("``````{code-block} md", *item, "``````")
    yield "indented as code", tuple(f"    {line}" for line in item)


def _spoilt(item: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Ways in which the fence of an item may go wrong under somebody's hands."""
    opening, *rest, closing = item
    yield "without its braces", (opening.replace("{", "", 1).replace("}", "", 1), *rest, closing)
    yield "with a mark too few", (opening[1:], *rest, closing)
    yield "without its end", (opening, *rest)
    yield "without its opening", (*rest, closing)
    yield "with a capital", (re.sub(r"\{(\w)", lambda found: "{" + found[1].upper(), opening), *rest, closing)
    yield "with a slip in its type", (re.sub(r"(\w)\}", r"\1\1}", opening), *rest, closing)
    yield "behind a backslash", (f"\\{opening}", *rest, closing)
    yield "with a blank line above its options", (opening, "", *rest, closing)


def of_pages_and_settings(handbook: Handbook, programme: Programme) -> Iterator[Alteration]:
    """All of them but those of catalogs."""
    for path in sorted(handbook.docs.rglob("*.md")):
        name = path.relative_to(handbook.folder).as_posix()
        yield from Page(name, _lines(handbook, name), programme).alterations()
    yield from _of_settings(handbook)
    yield from _of_lists(handbook)


def _lines(handbook: Handbook, name: str) -> list[str]:
    return (handbook.folder / name).read_text(encoding="utf-8").split("\n")


def _of_settings(handbook: Handbook) -> Iterator[Alteration]:
    for name, kind in (("conf/ubproject.toml", "line of ubproject.toml"), ("conf/conf.py", "line of conf.py")):
        within = ""
        for number, line in enumerate(_lines(handbook, name), 1):
            if heads := _HEADS.match(line):
                within = heads[0]
            if line.strip() and not line.lstrip().startswith(("#", '"""')):
                stands_alone = heads or (name.endswith(".py") and not line[0].isspace())
                label = line.strip() if stands_alone else f"{within} {line.strip()}".lstrip()
                yield Alteration(kind, f"{name}:{number} {label[:100]}", name, number, number, ())
            for label, pattern, instead in _WEAKER:
                weaker = re.sub(pattern, instead, line, count=1)
                if name.endswith(".toml") and weaker != line:
                    yield Alteration("schema", f"{name}:{number} {label}", name, number, number, (weaker,))


_HEADS: Final = re.compile(r"\[+[\w.-]+\]+|[A-Za-z_]\w*(?= = [\[{][^\]}]*$)")
"""What lines below it belong to: the header of a table of TOML, a setting of conf.py that goes on over lines."""
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
                label = f"{name}:{number} {line.strip()[:70]}"
                if "fingerprint = " in line and number % 2:
                    how, pattern, instead = _STAMPED[number // 2 % len(_STAMPED)]
                    other = re.sub(pattern, instead, line, count=1)
                    yield Alteration(kind, f"{label} {how}", name, number, number, (other,))
                else:
                    yield Alteration(kind, label, name, number, number, ())


_STAMPED: Final = (
    ("of something else", r'fingerprint = "\w{4}', 'fingerprint = "0000'),
    ("of a day ahead", r"on = \d{4}", "on = 2099"),
    ("by nobody", r'by = "[^"]*"', 'by = ""'),
    ("without a reason", r'why = "[^"]*"', 'why = ""'),
)


def of_catalogs(handbook: Handbook) -> Iterator[Alteration]:
    """Each entry removed, left blank or marked for review, in turn."""
    for path in sorted((handbook.docs / "locales").rglob("*.po")):
        name = path.relative_to(handbook.folder).as_posix()
        lines = _lines(handbook, name)
        for message in read_po(io.BytesIO(path.read_bytes())):
            if message.id and message.lineno:
                first = message.lineno
                last = next((n for n, line in enumerate(lines[first:], first) if not line), len(lines))
                blank = next(n for n in range(first, last + 1) if lines[n - 1].startswith("msgstr "))
                label = f"{name} {str(message.id)[:40]!r}"
                yield (
                    Alteration("catalog", label, name, first, last, ()),
                    Alteration("catalog", f"{label} left blank", name, blank, last, ('msgstr ""',)),
                    Alteration("catalog", f"{label} under review", name, first, first, ("#, fuzzy", lines[first - 1])),
                )[len(message.id) % 3]


class Quick:
    """A handbook that is checked, and put back, for each alteration.

    What it says of pages that were not altered is read once, under the settings as they were. What seems clean so is
    checked again, as a whole, by the command itself.
    """

    def __init__(self, handbook: Handbook) -> None:
        self.handbook = handbook
        configuration, own_settings = self._configured()
        paths = pages.find(configuration)
        self.known = dict(zip(paths, self._reader(configuration, own_settings).pages(paths), strict=True))

    def complaint(self, alteration: Alteration | None) -> str:
        """The first finding that fails the check, or what stops it; empty where it exits 0."""
        if alteration is None:
            return self.checked()
        with self.altered(alteration):
            return self._judged(alteration) or self.checked()

    @contextlib.contextmanager
    def altered(self, alteration: Alteration) -> Iterator[None]:
        path = self.handbook.folder / alteration.file
        content, times = path.read_bytes(), path.stat()
        path.unlink()
        if not alteration.is_gone:
            path.write_text(alteration.apply(content.decode()), encoding="utf-8")
        try:
            yield
        finally:
            path.write_bytes(content)
            os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))

    def _configured(self) -> tuple[Configuration, Settings]:
        own_configuration = configuration.read(self.handbook.docs, self.handbook.conf)
        named = f"conf/{settings.FILE}", (own_configuration.program, "conf/conf.py")
        return own_configuration, settings_file.read_of_handbook(own_configuration.settings_file, *named)

    def _reader(self, configuration: Configuration, own_settings: Settings) -> markdown.PageReader:
        return markdown.PageReader(configuration, own_settings, lambda name: False)

    def _judged(self, alteration: Alteration) -> str:
        try:
            configuration, own_settings = self._configured()
            path = self.handbook.folder / alteration.file
            reader, found = self._reader(configuration, own_settings), []
            for docname, page in pages.find(configuration).items():
                known = self.known.get(docname)
                found.append(reader.page(docname, page) if known is None or path in known.files else known)
            programme = markdown.assembled(reader, found)
        except SpoorboekError as error:
            return str(error)
        failing = (finding for finding in check(programme, own_settings).findings if finding.fails)
        return next(map(str, failing), "")

    def checked(self) -> str:
        """In the folder of the handbook, as a reader does."""
        printed, warned, folder = io.StringIO(), io.StringIO(), Path.cwd()
        os.chdir(self.handbook.folder)
        try:
            with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(warned):
                code = main(["check", "--lang", "en"])
        finally:
            os.chdir(folder)
        lines = [*printed.getvalue().splitlines(), *warned.getvalue().splitlines()]
        failing = (line for line in lines if ": error" in line or ": warning" in line or line.startswith("error"))
        return next(failing, f"exit {code}") if code else ""


@cache
def _reasons() -> list[tuple[str, re.Pattern[str], str]]:
    """The written list: kind, what it matches, and why nothing is lost by it."""
    path = Path(__file__).with_name("neutral.toml")
    listed = tomllib.loads(path.read_text(encoding="utf-8"))["neutral"]
    return [(entry["kind"], re.compile(entry["what"]), entry["why"]) for entry in listed]


def why_neutral(alteration: Alteration) -> str:
    """The reason in neutral.toml why an alteration is neutral; empty if there is none."""
    reasons = (why for kind, what, why in _reasons() if kind == alteration.kind and what.search(alteration.label))
    return next(reasons, "")
