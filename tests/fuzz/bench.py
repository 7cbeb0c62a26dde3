"""Gives broken files to the quick reader, the rules and every reporter, and reports what is wrong with the answer."""

from __future__ import annotations

import json
import re
import signal
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from random import Random
from types import FrameType
from typing import Final

import junitparser

from spoorboek.analysis.verdict import Verdict
from spoorboek.config import settings_file
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.programme import Location
from spoorboek.readers import configuration, markdown
from spoorboek.reporters import FORMATS, reporter
from spoorboek.reporters.report import Report
from spoorboek.rules import rules
from spoorboek.rules.engine.check import check
from tests.fuzz.mutation import mutated
from tests.fuzz.values import FORGED, REGISTERS
from tests.handbooks import GROUND, TOP, empty
from tests.parity.cases import ALLOWED, CASES

LONGEST = 20
"""Seconds for one small file, on a busy machine: more is a reader that hangs."""
SETTINGS = ("ubproject.toml", "waivers.toml", "stamps.toml", "retired.toml", "identifiers.toml")
STEERING = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ud800-\\udfff]")
"""Characters that a terminal obeys, that break a line, or that no file can hold."""
_STOP = re.compile(r"(?:(?P<file>[^\n]+?):(?P<line>\d+):(?P<column>\d+): )?error: \S.*; \S.*")


class HangsError(Exception):
    """The reader takes too long."""


def pages() -> list[bytes]:
    """The pages to break: of the package (rules, presets), the small handbook, and the cases of other tests."""
    paths = (path for folder in (GROUND, TOP / "ext") for path in sorted(folder.rglob("*.md*")))
    written = [path.read_bytes() for path in paths]
    return [*written, *(text.encode() for case in (CASES, ALLOWED) for book in case.values() for text in book.values())]


class Bench:
    """A small handbook in a folder of its own, of which one file at a time is broken."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.docs, self.conf = folder / "docs", folder / "conf"
        empty(folder)
        (self.docs / "index.md").write_text("# Begin\n\n:::{theme} Titel\n:id: THM-x\n:::\n", encoding="utf-8")
        for name, register in REGISTERS.items():  # short ones, since each entry of an item that is not there is told of
            (self.conf / name).write_text(register, encoding="utf-8")
        self.whole = {name: (self.conf / name).read_bytes() for name in SETTINGS}
        self.configuration = configuration.read(self.docs, self.conf)
        self.settings = settings_file.read(self.conf / "ubproject.toml", "conf/ubproject.toml")
        self.pages = pages()
        self.reporters = [reporter(name) for name in FORMATS]
        self.stop = ""
        """What stopped the last that was judged."""

    def trouble(self, number: int) -> tuple[str, str, str]:
        """Break the files chosen by this number: what was broken, the kind of answer, and what is wrong with it."""
        broken, file, text = self._broken(Random(number))  # noqa: S311 - it has to break the same again: no secret
        original = file.read_bytes() if file.exists() else None
        file.write_bytes(text)
        try:
            return broken, *self._answer(self._judge if broken == "settings" else self._judge_pages)
        finally:
            file.unlink() if original is None else file.write_bytes(original)

    def troubles(self, numbers: Iterable[int]) -> Iterator[tuple[int, tuple[str, str, str]]]:
        """As trouble, of each of these numbers. The pages among them are read at once, each as one of its own: most of
        the work is the same for one and for ten."""
        pages: dict[str, tuple[int, str]] = {}
        for number in numbers:
            broken, _, text = self._broken(Random(number))  # noqa: S311
            if broken == "settings":
                yield number, self.trouble(number)
            else:
                name = f"docs/fuzz{len(pages) or ''}.md"
                (self.folder / name).write_bytes(text)
                pages[name] = number, broken
        remaining, trouble = dict(pages), ""
        while remaining:
            kind, trouble = self._answer(self._judge_pages)
            stopped = {name for name in remaining if f"{name}:" in self.stop or f"{name} " in self.stop}
            if trouble or kind != "stopped" or not stopped:
                break
            for name in stopped:
                (self.folder / name).unlink()
                del remaining[name]
        for name in remaining:
            (self.folder / name).unlink()
        if trouble or (remaining and kind == "stopped"):  # one by one, to know whose it is
            found = {number: self.trouble(number) for number, _ in pages.values()}
            if trouble and not any(trouble[2] for trouble in found.values()):
                first, broken = next(iter(pages.values()))
                found[first] = broken, kind, f"with those beside it: {trouble}"
            yield from found.items()
            return
        for name, (number, broken) in pages.items():
            yield number, (broken, "verdict" if name in remaining else "stopped", "")

    def _judge(self) -> Verdict:
        """The findings of the present handbook, read from scratch."""
        return check(*markdown.read(configuration.read(self.docs, self.conf)))

    def _broken(self, random: Random) -> tuple[str, Path, bytes]:
        """What is given, the file that it is given as, and its bytes."""
        if random.random() < 0.05:
            name = random.choice(SETTINGS)
            return "settings", self.conf / name, mutated(random, self.whole[name], [self.whole[name]])
        file = self.docs / random.choice(("fuzz.md", "fuzz.md", "index.md"))
        if random.random() < 0.03:
            return "random bytes", file, mutated(random, random.randbytes(random.randrange(400)), self.pages)
        return "page", file, mutated(random, random.choice(self.pages), self.pages)

    def _judge_pages(self) -> Verdict:
        """What is found in its pages, under the settings as they are."""
        return check(markdown.programme(self.configuration, self.settings, lambda _: False), self.settings)

    def _answer(self, judge: Callable[[], Verdict]) -> tuple[str, str]:
        try:
            with deadline(LONGEST):
                return self._read(judge)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - anything but a SpoorboekError is a find
            last = traceback.extract_tb(error.__traceback__)[-1]
            return "fell over", f"{type(error).__name__}: {error} in {Path(last.filename).name}:{last.lineno}"

    def _read(self, judge: Callable[[], Verdict]) -> tuple[str, str]:
        self.stop = ""
        try:
            verdict = judge()
        except SpoorboekError as error:
            self.stop = str(error)
            shown = [reporter.stopped(error) for reporter in self.reporters]
            return "stopped", self._of_stop(str(error)) or _of_formats(shown)
        broken = {finding.number for finding in verdict.findings}
        asked_rules = rules(verdict.settings)
        for names in ([rule.number for rule in asked_rules], [rule.name for rule in asked_rules]):
            if len(names) != len(set(names)):
                return "verdict", "two rules of one number or one name"
        report = Report(
            verdict, tuple(rule for rule in asked_rules if rule.number in broken)
        )  # a format tells each rule whole
        return "verdict", self._of_verdict(verdict) or _of_formats(
            [reporter.show(report) for reporter in self.reporters]
        )

    def _of_stop(self, message: str) -> str:
        for line in message.split("\n"):
            match = _STOP.fullmatch(line)
            if match is None or len(line.splitlines()) != 1:
                return f"no line with a remedy: {line!r}"
            at = Location(match["file"] or "", int(match["line"] or 1), int(match["column"] or 1))
            if at.file and not _is_in(_widths(self.folder / at.file), at):
                return f"a place outside the file: {line!r}"
        return ""

    def _of_verdict(self, verdict: Verdict) -> str:
        places = {finding.at for finding in verdict.findings}
        for item in verdict.programme.items:
            places |= {item.at, *(option.at for option in item.options), *(option.value_at for option in item.options)}
            places |= {link.at for link in item.links} | {lost.option.at for lost in item.lost}
        places |= {mention.at for mention in verdict.programme.mentions} | {
            unseen.at for unseen in verdict.programme.deferred
        }
        files = {at.file: _widths(self.folder / at.file) for at in places}
        return next((f"a place outside the file: {at}" for at in places if not _is_in(files[at.file], at)), "")


def _widths(path: Path) -> list[int]:
    """How many characters each line of a file has; of a file that is not there, one line without any."""
    text = path.read_bytes().decode("utf-8-sig", "replace") if path.is_file() else ""
    if path.suffix != ".toml":  # in TOML no line ends in a carriage return alone
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return [len(row) for row in text.split("\n")]


def _is_in(widths: list[int], at: Location) -> bool:
    return 1 <= at.line <= len(widths) and 1 <= at.column <= widths[at.line - 1] + 1


READERS: Final[Mapping[str, Callable[[str], object]]] = {
    **dict.fromkeys(("json", "sarif", "gitlab"), json.loads),
    "junit": lambda document: junitparser.JUnitXml.fromstring(document.encode()),
}
"""The reader of each format that programs read; the others are lines for people."""


def _of_formats(shown: list[str]) -> str:
    for name, output in zip(FORMATS, shown, strict=True):
        if name in READERS:
            READERS[name](output)
            continue
        for line in output.removesuffix("\n").split("\n"):
            if line.startswith(FORGED) or STEERING.search(line):
                return f"{name} shows {line!r}"
    return ""


@contextmanager
def deadline(seconds: int) -> Iterator[None]:
    def ring(number: int, frame: FrameType | None) -> None:
        raise HangsError(f"no answer within {seconds} seconds")

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
