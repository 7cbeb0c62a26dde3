"""Reads the same pages with both readers, and tells what they see as lines that can be laid side by side."""

from __future__ import annotations

import difflib
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from spoorboek.check import Verdict
from spoorboek.errors import SpoorboekError
from spoorboek.model import Item, Location, Mention, Programme
from spoorboek.readers import sphinx
from tests.handbooks import TOP, Handbook

Reader = Callable[[Path, Path], Verdict]


def by_sphinx(docs: Path, conf: Path) -> Verdict:
    return sphinx.run(docs, conf)[0]


@dataclass(frozen=True)
class Outcome:
    """What a reader makes of a handbook: a verdict, or the lines with which it stopped."""

    verdict: Verdict | None
    stopped: tuple[str, ...] = ()

    @property
    def told(self) -> list[str]:
        return [f"stopped: {line}" for line in self.stopped] if self.verdict is None else list(_verdict(self.verdict))


def read(reader: Reader, handbook: Handbook) -> Outcome:
    try:
        return Outcome(reader(handbook.docs, handbook.conf))
    except SpoorboekError as error:
        return Outcome(None, tuple(str(error).splitlines()))


def _verdict(verdict: Verdict) -> Iterator[str]:
    for item in verdict.programme.items:
        yield from _item(item)
    for mention in verdict.programme.mentions:
        yield _mention(mention)
    for finding in verdict.findings:
        if finding.number != "S801":
            yield f"finding {finding} [{finding.identity!r}]"


def _item(item: Item) -> Iterator[str]:
    yield f"item {item.at} {item.written_type!r} as {item.type!r} on {item.page!r}: {item.title!r}"
    for option in item.options:
        yield f"    option {option.at} {option.name!r} {option.value_at} {option.value!r}"
    for link in item.links:
        yield f"    link {link.at} {link.item!r} {link.role!r} {link.target!r} sound={link.sound}"
    for lost in item.lost:
        option = lost.option
        yield f"    lost {option.at} {option.name!r} {option.value_at} {option.value!r}: {lost.reason}"
    yield f"    body {item.body!r}"


def _mention(mention: Mention) -> str:
    flags = f"to_item={mention.to_item} in_prose={mention.in_prose}"
    return f"mention {mention.at} {mention.target!r} on {mention.page!r} {flags}"


def difference(ours: Outcome, theirs: Outcome) -> str:
    """How two outcomes differ, line by line; empty where they are equal."""
    return "\n".join(difflib.unified_diff(ours.told, theirs.told, "sphinx", "quick", n=1, lineterm=""))


def empty(folder: Path) -> Handbook:
    """A handbook without pages, under the project's own conf/."""
    shutil.copytree(TOP / "conf", folder / "conf", ignore=shutil.ignore_patterns("_static"))
    (folder / "docs").mkdir()
    return Handbook(folder)


def fill(handbook: Handbook, pages: Mapping[str, str | bytes]) -> Handbook:
    """Put these pages in the place of those that were there."""
    shutil.rmtree(handbook.docs)
    handbook.docs.mkdir()
    return handbook.write(pages)


def misplaced(programme: Programme, folder: Path) -> Iterator[str]:
    """The places of a programme that do not hold what they name."""
    for at, word in _named(programme):
        if not _holds(folder, at, word):
            yield f"{at} {word!r}"


def _named(programme: Programme) -> Iterator[tuple[Location, str]]:
    for item in programme.items:
        yield item.at, item.written_type
        yield from ((option.at, option.name) for option in item.options)
        yield from ((link.at, link.target) for link in item.links)
        for lost in item.lost:
            if lost.option not in item.options:
                runs_on = "runs on" in lost.reason
                yield lost.option.at, lost.option.value if runs_on else f":{lost.option.name}"
    yield from ((mention.at, mention.target) for mention in programme.mentions)


def _holds(folder: Path, at: Location, word: str) -> bool:
    text = (folder / at.file).read_bytes().decode("utf-8-sig")
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return at.line <= len(rows) and at.column >= 1 and rows[at.line - 1][at.column - 1 :].startswith(word)
