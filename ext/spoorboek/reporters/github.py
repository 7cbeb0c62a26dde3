"""Findings as GitHub annotations: workflow commands in the log that GitHub shows at the changed lines.

Format: https://docs.github.com/actions, "Workflow commands", escaped as actions/toolkit does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from spoorboek.model.errors import SpoorboekError
from spoorboek.model.finding import Severity
from spoorboek.model.message import ngettext
from spoorboek.model.printable import printable
from spoorboek.model.programme import Location
from spoorboek.reporters import text
from spoorboek.reporters.report import Report, stops, unjudged

_COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "notice"}

_OURS: Final = {"title": "spoorboek"}


def show(report: Report) -> str:
    """An annotation for each finding that is not waived, one that counts the waived ones, and the summary."""
    return "\n".join(_lines(report)) + "\n"


def stopped(error: SpoorboekError) -> str:
    return "".join(f"{_command('error', _location(stop.at), stop.message)}\n" for stop in stops(error))


def _lines(report: Report) -> Iterator[str]:
    for result in report.results:
        if result.waiver is None:
            finding = result.finding
            title = {"title": f"{finding.number} {finding.name}"}
            yield _command(_COMMANDS[finding.severity], _location(finding.at) | title, finding.message)
    waived = report.verdict.waived
    if waived:
        message = ngettext(
            "{count} finding waived by {file}",
            "{count} findings waived by {file}",
            len(waived),
            file=waived[0].waiver.at.file,
        )
        yield _command("notice", _OURS, message)
    if report.unjudged:
        yield from (_command("error", _location(place.at) | _OURS, unjudged(place)) for place in report.unjudged)
    elif report.verdict.programme.deferred:
        yield text.left_to_build(report)
    yield text.summary(report)


def _location(at: Location | None) -> dict[str, str]:
    return {"file": at.file, "line": str(at.line), "col": str(at.column)} if at else {}


def _command(name: str, properties: Mapping[str, str], message: str) -> str:
    written = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {written}::{_data(message)}" if written else f"::{name}::{_data(message)}"


def _data(text: str) -> str:
    return printable(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
