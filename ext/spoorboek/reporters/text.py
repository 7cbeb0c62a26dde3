"""Findings for people: one line each, or by file in a terminal, and a line that counts them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from spoorboek.errors import SpoorboekError
from spoorboek.finding import Finding
from spoorboek.model import Unseen
from spoorboek.reporters.report import Report, Told, plural, printable
from spoorboek.waivers import expires_soon

_COLOURS: Final = {"error": "31", "warning": "33", "information": "36", "file": "1", "quiet": "2"}
_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Look:
    """How a terminal wants it: by file or one line each, with colours or without, with the time taken in seconds."""

    grouped: bool = False
    coloured: bool = False
    seconds: float | None = None

    def paint(self, text: str, colour: str) -> str:
        return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m" if self.coloured else text


PLAIN: Final = Look()


def show(report: Report, look: Look = PLAIN) -> str:
    """Findings, then those that are waived, then what was left to the build, then the counts."""
    return "\n".join(_lines(report, look)) + "\n"


def stopped(error: SpoorboekError) -> str:
    return "".join(f"{printable(line)}\n" for line in str(error).splitlines())


def _lines(report: Report, look: Look) -> Iterator[str]:
    lines = _grouped if look.grouped else _ungrouped
    yield from lines([told for told in report.told if told.waiver is None], look)
    waived = [told for told in report.told if told.waiver]
    if waived:
        yield look.paint(_heading(report, waived), "file")
        yield from lines(waived, look)
    if report.verdict.programme.left:
        yield look.paint(left(report), "quiet")
    yield summary(report, look)


def _heading(report: Report, waived: Sequence[Told]) -> str:
    as_of = report.verdict.settings.as_of
    soon = sum(expires_soon(told.waiver, as_of) for told in waived if told.waiver)
    return f"waived, {soon} of them not for long:" if soon else "waived:"


def _ungrouped(every: Sequence[Told], look: Look) -> Iterator[str]:
    return (full(told, look) for told in every)


def full(told: Told, look: Look = PLAIN) -> str:
    """One finding on one line, with its place, and its waiver where it has one."""
    return f"{printable(str(told.finding.at))}: {_said(told, look)}"


def _said(told: Told, look: Look) -> str:
    finding = told.finding
    severity = look.paint(finding.severity, finding.severity)
    return f"{severity} {finding.number} {finding.name}: {printable(finding.message)}{_waiver(told)}"


def _grouped(every: Sequence[Told], look: Look) -> Iterator[str]:
    for file, group in groupby(every, key=lambda told: told.finding.at.file):
        yield look.paint(printable(file), "file")
        rows = list(group)
        width = max(len(_position(told.finding)) for told in rows)
        for told in rows:
            place = look.paint(_position(told.finding).ljust(width), "quiet")
            yield f"  {place}  {_said(told, look)}"
        yield ""


def _position(finding: Finding) -> str:
    return f"{finding.at.line}:{finding.at.column}"


def _waiver(told: Told) -> str:
    """` (waived by An editor until 2027-01-01: the source is on its way)`."""
    if told.waiver is None:
        return ""
    until = f" until {told.waiver.until}" if told.waiver.until else ""
    return printable(f" (waived by {told.waiver.owner}{until}: {told.waiver.reason})")


def left(report: Report) -> str:
    """How much was judged, and what of the handbook only the build can see."""
    programme = report.verdict.programme
    places = ", ".join(map(_unseen, programme.left[:_SHOWN]))
    more = len(programme.left) - _SHOWN
    rest = f", and {more} more (--format json tells them all)" if more > 0 else ""
    items, files = plural(len(programme.items), "item"), plural(programme.files, "file")
    return f"{items} from {files} judged; left to the build: {places}{rest}"


def _unseen(unseen: Unseen) -> str:
    return printable(f"{unseen.at} {unseen.what}")


def summary(report: Report, look: Look = PLAIN) -> str:
    """`86 items, 243 links, 12 files: 2 errors, 1 information, 1 waived, as of 2026-11-23, in 0.21 s`."""
    verdict = report.verdict
    programme = verdict.programme
    read = [plural(len(programme.items), "item"), plural(len(programme.links), "link")]
    read += [plural(programme.files, "file")] if programme.files else []
    read += [str(report.selection)] if report.selection else []
    counts = Counter(finding.severity.value for finding in verdict.findings)
    found = [
        look.paint(plural(counts[name], name), name) for name in ("error", "warning", "information") if counts[name]
    ]
    said = [*(found or ["nothing found"])]
    said += [plural(len(verdict.waived), "waived")] if verdict.waived else []
    said += [f"as of {verdict.settings.as_of}"] if verdict.settings.as_of else []
    said += [f"in {look.seconds:.2f} s"] if look.seconds is not None else []
    return f"{', '.join(read)}: {', '.join(said)}"
