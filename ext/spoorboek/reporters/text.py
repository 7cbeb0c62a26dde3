"""Findings for people: one line each, or grouped by file in a terminal, and a summary line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from spoorboek.i18n.language import ENGLISH, translate
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.finding import Finding, Severity
from spoorboek.model.message import NOTHING, Message, _, joined, ngettext
from spoorboek.model.printable import printable
from spoorboek.model.programme import Unseen
from spoorboek.reporters.report import Report, Result, unjudged
from spoorboek.rules.engine.waivers import expires_soon

_COLOURS: Final = {"error": "31", "warning": "33", "information": "36", "file": "1", "quiet": "2"}
_SHOWN: Final = 5


class Look(NamedTuple):
    """Options of the output: grouped by file, coloured, with the time taken in `seconds`, in which language."""

    grouped: bool = False
    coloured: bool = False
    seconds: float | None = None
    language: str = ENGLISH

    def translate(self, text: str) -> str:
        return translate(text, self.language)

    def paint(self, text: str, colour: str) -> str:
        return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m" if self.coloured else text


PLAIN: Final = Look()


def show(report: Report, look: Look = PLAIN) -> str:
    """Findings, waived findings, places left to the build, and the summary, in this order."""
    return "\n".join(_lines(report, look)) + "\n"


def stopped(error: SpoorboekError, language: str = ENGLISH) -> str:
    lines = [line for message in error.lines for line in translate(message, language).splitlines()]
    return "".join(f"{printable(line)}\n" for line in lines)


def _lines(report: Report, look: Look) -> Iterator[str]:
    lines = _grouped if look.grouped else _ungrouped
    yield from lines([result for result in report.results if result.waiver is None], look)
    yield from (_unjudged(place, look) for place in report.unjudged)
    waived = [result for result in report.results if result.waiver]
    if waived:
        yield look.paint(look.translate(_heading(report, waived)), "file")
        yield from lines(waived, look)
    if report.verdict.programme.deferred and not report.unjudged:
        yield look.paint(left_to_build(report, look), "quiet")
    yield summary(report, look)


def _unjudged(place: Unseen, look: Look) -> str:
    severity = look.paint(look.translate(Severity.ERROR.label), Severity.ERROR)
    return f"{printable(str(place.at))}: {severity}: {printable(look.translate(unjudged(place)))}"


def _heading(report: Report, waived: Sequence[Result]) -> Message:
    as_of = report.verdict.settings.as_of
    soon = sum(expires_soon(result.waiver, as_of) for result in waived if result.waiver)
    return _("waived, {count} of them ending soon:", count=soon) if soon else _("waived:")


def _ungrouped(results: Sequence[Result], look: Look) -> Iterator[str]:
    return (full(result, look) for result in results)


def full(result: Result, look: Look = PLAIN) -> str:
    """A finding on one line, with its location and its waiver, if any."""
    return f"{printable(str(result.finding.at))}: {_described(result, look)}"


def _described(result: Result, look: Look) -> str:
    finding = result.finding
    severity = look.paint(look.translate(finding.severity.label), finding.severity)
    message = printable(look.translate(finding.message))
    return f"{severity} {finding.number} {finding.name}: {message}{printable(look.translate(_waiver(result)))}"


def _grouped(results: Sequence[Result], look: Look) -> Iterator[str]:
    for file, group in groupby(results, key=lambda result: result.finding.at.file):
        yield look.paint(printable(file), "file")
        rows = list(group)
        width = max(len(_position(result.finding)) for result in rows)
        for result in rows:
            place = look.paint(_position(result.finding).ljust(width), "quiet")
            yield f"  {place}  {_described(result, look)}"
        yield ""


def _position(finding: Finding) -> str:
    return f"{finding.at.line}:{finding.at.column}"


def _waiver(result: Result) -> Message:
    """` (waived by An editor until 2027-01-01: the source is on its way)`."""
    waiver = result.waiver
    if waiver is None:
        return NOTHING
    if waiver.until is None:
        return _(" (waived by {owner}: {reason})", owner=waiver.owner, reason=waiver.reason)
    return _(
        " (waived by {owner} until {until}: {reason})", owner=waiver.owner, until=waiver.until, reason=waiver.reason
    )


def left_to_build(report: Report, look: Look = PLAIN) -> str:
    """The line that counts the judged items and names the places left to the build."""
    programme = report.verdict.programme
    more = len(programme.deferred) - _SHOWN
    message = _(
        "{items} from {files} checked; left to the build: {places}{more}",
        items=ngettext("{count} item", "{count} items", len(programme.items)),
        files=ngettext("{count} file", "{count} files", programme.files),
        places=joined(", ", map(_unseen, programme.deferred[:_SHOWN])),
        more=_(", and {count} more (--format json lists them all)", count=more) if more > 0 else NOTHING,
    )
    return printable(look.translate(message))


def _unseen(unseen: Unseen) -> Message:
    return _("{place} {what}", place=unseen.at, what=unseen.message)


def summary(report: Report, look: Look = PLAIN) -> str:
    """`86 items, 243 links, 12 files, 47 rules checked: 2 errors, 1 waived, as of 2026-11-23, in 0.21 s`."""
    verdict = report.verdict
    programme = verdict.programme
    read = [
        ngettext("{count} item", "{count} items", len(programme.items)),
        ngettext("{count} link", "{count} links", len(programme.links)),
    ]
    read += [ngettext("{count} file", "{count} files", programme.files)] if programme.files else []
    read += [ngettext("{count} rule checked", "{count} rules checked", len(report.rules))]
    read += [report.selection.label] if report.selection else []
    severities = [look.paint(look.translate(counted), severity) for severity, counted in _counted(verdict.findings)]
    counts = [*(severities or ([] if report.unjudged else [_("nothing found")]))]
    counts += [_("{count} left to the build", count=len(report.unjudged))] if report.unjudged else []
    counts += [_("{count} waived", count=len(verdict.waived))] if verdict.waived else []
    counts += [_("as of {day}", day=verdict.settings.as_of)] if verdict.settings.as_of else []
    counts += [_("in {seconds:.2f} s", seconds=look.seconds)] if look.seconds is not None else []
    return f"{', '.join(map(look.translate, read))}: {', '.join(map(look.translate, counts))}"


def _counted(findings: Iterable[Finding]) -> Iterator[tuple[Severity, Message]]:
    """The count of each severity that occurs, the most severe first."""
    counts = Counter(finding.severity for finding in findings)
    if counts[Severity.ERROR]:
        yield Severity.ERROR, ngettext("{count} error", "{count} errors", counts[Severity.ERROR])
    if counts[Severity.WARNING]:
        yield Severity.WARNING, ngettext("{count} warning", "{count} warnings", counts[Severity.WARNING])
    if counts[Severity.INFORMATION]:
        yield Severity.INFORMATION, _("{count} information", count=counts[Severity.INFORMATION])
