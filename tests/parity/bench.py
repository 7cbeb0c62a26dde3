"""Reads the same pages with both readers, and writes the results as lines that can be compared."""

from __future__ import annotations

import difflib
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from spoorboek.analysis import reviews
from spoorboek.analysis.verdict import Verdict
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.finding import Finding
from spoorboek.model.programme import ALL_OPTIONS, Filter, Item, Location, Mention, Programme, Unseen
from spoorboek.readers import configuration, markdown, page_files
from spoorboek.rules.engine.check import check
from tests.handbooks import Handbook

Reader = Callable[[Path, Path], Verdict]


def by_sphinx(docs: Path, conf: Path) -> Verdict:
    return Handbook(docs.parent).check()[0]


def by_hand(docs: Path, conf: Path) -> Verdict:
    return check(*markdown.read(configuration.read(docs, conf)))


@dataclass(frozen=True)
class Outcome:
    """What a reader makes of a handbook: a verdict, or the lines with which it stopped."""

    verdict: Verdict | None
    stopped: tuple[str, ...] = ()

    @property
    def programme(self) -> Programme:
        return self.verdict.programme if self.verdict else Programme()

    @property
    def lines(self) -> list[str]:
        return [f"stopped: {line}" for line in self.stopped] if self.verdict is None else list(_verdict(self.verdict))

    @property
    def is_sphinx_own_error(self) -> bool:
        """Did Sphinx stop for a reason of its own, which no reader of the sources can know? Ours is no such reason."""
        return any(
            re.match(r"error: ((Extension|Sphinx|Theme|Builder) error|Sphinx stopped)", line)
            and "spoorboek." not in line
            for line in self.stopped
        )


def read(reader: Reader, handbook: Handbook) -> Outcome:
    try:
        return Outcome(reader(handbook.docs, handbook.conf))
    except SpoorboekError as error:
        return Outcome(None, tuple(str(error).split("\n")))


def by_both(handbook: Handbook) -> list[Finding]:
    """The findings of a handbook, which are the same by both readers."""
    quick, built = (reader(handbook.docs, handbook.conf).findings for reader in (by_hand, by_sphinx))
    assert [*map(str, quick)] == [*map(str, built)]
    return list(quick)


def _verdict(verdict: Verdict) -> Iterator[str]:
    for item in verdict.programme.items:
        yield from _item(item)
        yield f"    fingerprint {reviews.of(item, verdict.settings)}"
    for mention in verdict.programme.mentions:
        yield _mention(mention)
    for table in verdict.programme.filters:
        yield f"filter {table}"
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


def disagreement(built: Outcome, quick: Outcome, folder: Path) -> str:
    """How two outcomes differ, line by line; empty if they are equal or the quick reader deferred the difference."""
    if built.lines == quick.lines or built.is_sphinx_own_error:
        return ""
    things = _differing(built.programme, quick.programme)
    unseen_parts = [DeferredPart(unseen, folder) for unseen in quick.programme.deferred]
    if (
        unseen_parts
        and not things
        and _but_for_what_is_left(built, unseen_parts) == _but_for_what_is_left(quick, unseen_parts)
    ):
        return ""
    both = built.verdict and quick.verdict and built.programme.unseen
    if both and things and all(any(part.covers(thing) for part in unseen_parts) for thing in things):
        return ""
    return "\n".join(difflib.unified_diff(built.lines, quick.lines, "sphinx", "quick", n=1, lineterm=""))


def _but_for_what_is_left(outcome: Outcome, unseen_parts: Sequence[DeferredPart]) -> list[str]:
    """Its lines, but those that only a complete reading can give: that something is absent or lost."""
    unsure = {
        f"finding {finding} [{finding.identity!r}]"
        for finding in (outcome.verdict.findings if outcome.verdict else ())
        if finding.number == "S802"
        or (finding.number in {"S512", "S514"} and any(part.contains(finding.at) for part in unseen_parts))
    }
    return [line for line in outcome.lines if line not in unsure]


def _differing(built: Programme, quick: Programme) -> set[Item | Mention | Filter]:
    items = Counter(built.items), Counter(quick.items)
    mentions = Counter(built.mentions), Counter(quick.mentions)
    filters = Counter(built.filters), Counter(quick.filters)
    return {thing for quick, other in (items, mentions, filters) for thing in [*(quick - other), *(other - quick)]}


class DeferredPart:
    """What the quick reader left to the build, and the lines of its file that this is about."""

    def __init__(self, unseen: Unseen, folder: Path) -> None:
        self.at = unseen.at
        rows = _rows(folder, unseen.at.file)
        mark = re.search(r"([:`~])\1{2,}", rows[self.at.line - 1])
        closing = re.compile(rf"[\s>]*{re.escape(mark[0])}{re.escape(mark[1])}*\s*") if mark else re.compile(r"[\s>]*")
        if "footnote" in unseen.message:
            closing = re.compile(r"[> ]{0,3}[^\s>].*")
        ends = (n for n, row in enumerate(rows[self.at.line :], self.at.line + 1) if closing.fullmatch(row))
        self.end = next(ends, len(rows)) if self.at.file.endswith(".md") else len(rows)
        self.includes = "{include}" in "".join(rows[self.at.line - 1 : self.end])

    def covers(self, thing: Item | Mention | Filter) -> bool:
        """Whether it is in there. A build gives no location for a reference in an unknown directive."""
        if isinstance(thing, Mention):
            return True
        return self.contains(thing.at)

    def contains(self, at: Location) -> bool:
        """Is a place in there?"""
        is_inside = at.file == self.at.file and self.at.line <= at.line <= self.end
        return is_inside or self.includes  # which may bring any file, this one too


def fill(handbook: Handbook, pages: Mapping[str, str | bytes]) -> Handbook:
    """Put these pages in the place of those that were there."""
    shutil.rmtree(handbook.docs)
    handbook.docs.mkdir()
    return handbook.write(pages)


def misplaced(programme: Programme, folder: Path) -> list[str]:
    """Locations of a programme whose text is not what they name; escaped text cannot be compared."""
    return [f"{at} {word!r}" for at, word in _named(programme, folder) if not _contains(folder, at, word)]


def _named(programme: Programme, folder: Path) -> Iterator[tuple[Location, str]]:
    for item in programme.items:
        yield item.at, item.written_type
        yield from ((option.at, option.name) for option in item.options)
        if all(_contains(folder, option.value_at, option.value) for option in item.options):
            yield from ((link.at, link.target) for link in item.links)
        for lost in item.lost:
            if lost.option not in item.options and lost.option.name != ALL_OPTIONS:
                is_comment = "is a comment" in lost.reason or "a comment begins" in lost.reason
                is_text = "continues on" in lost.reason
                # One colon before the name, or one too many, or none.
                named = (f"{colons}{lost.option.name}" for colons in (":", "::", ""))
                name = next((word for word in named if _contains(folder, lost.option.at, word)), lost.option.name)
                yield lost.option.at, "#" if is_comment else lost.option.value if is_text else name
    for table in programme.filters:
        yield table.at, table.type
        if table.field_at and table.value_at:
            yield table.field_at, table.field
            yield table.value_at, table.value
    for mention in programme.mentions:
        row = _rows(folder, mention.at.file)[mention.at.line - 1 : mention.at.line]
        if mention.at.column > 1 or any(mention.target in text for text in row):  # `#THM-%65en` has a line and no more
            yield mention.at, mention.target


def _contains(folder: Path, at: Location, word: str) -> bool:
    rows = _rows(folder, at.file)
    return 1 <= at.line <= len(rows) and at.column >= 1 and rows[at.line - 1][at.column - 1 :].startswith(word)


def _rows(folder: Path, file: str) -> list[str]:
    return page_files.text(folder / file, file).split("\n")


@dataclass
class Tally:
    """What a run has tried, for the line that it prints."""

    handbooks: int = 0
    items: int = 0
    mentions: int = 0
    stopped: int = 0
    deferred: int = 0
    by: Counter[str] = field(default_factory=Counter)

    def add(self, built: Outcome, quick: Outcome) -> None:
        self.handbooks += 1
        self.items += len(built.programme.items)
        self.mentions += len(built.programme.mentions)
        self.stopped += built.verdict is None
        self.deferred += bool(quick.programme.deferred)
        self.by.update(finding.number for finding in (built.verdict.findings if built.verdict else ()))

    def __str__(self) -> str:
        findings = sum(self.by.values())
        return (
            f"parity: {self.handbooks} handbooks, {self.items} items, {self.mentions} references, {findings} findings "
            f"of {len(self.by)} rules; {self.stopped} could not be read, {self.deferred} left something to the build"
        )
