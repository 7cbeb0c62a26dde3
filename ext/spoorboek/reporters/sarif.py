"""Findings as SARIF 2.1.0, the OASIS standard for code scanning and editors."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import quote

from spoorboek import __version__
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.finding import Severity
from spoorboek.model.programme import Location
from spoorboek.reporters.report import Report, Result, Stop, as_json, stops, unjudged
from spoorboek.rules.engine.rule import Rule
from spoorboek.rules.engine.rule_page import page

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_TOP: Final = "%SRCROOT%"
_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "note"}


def show(report: Report) -> str:
    index = {rule.number: number for number, rule in enumerate(report.rules)}
    results = [_result(result, index) for result in report.results]
    notes = [_notification(Stop(place.at, unjudged(place), "")) for place in report.unjudged]
    invocation = {"executionSuccessful": not notes, **({"toolExecutionNotifications": notes} if notes else {})}
    return _log([_rule(rule, report) for rule in report.rules], invocation, results)


def stopped(error: SpoorboekError) -> str:
    """A run with `executionSuccessful: false`, the errors as notifications, and no results."""
    notes = [_notification(stop) for stop in stops(error)]
    return _log([], {"executionSuccessful": False, "toolExecutionNotifications": notes}, [])


def _log(rules: Sequence[Any], invocation: dict[str, Any], results: Sequence[Any]) -> str:
    run = {
        "tool": {"driver": {"name": "spoorboek", "semanticVersion": __version__, "language": "en", "rules": rules}},
        "invocations": [invocation],
        "originalUriBaseIds": {_TOP: {"description": {"text": "The top folder of the repository."}}},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return as_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule: Rule, report: Report) -> dict[str, Any]:
    text = page(rule, report.docs, report.verdict.settings)
    return {
        "id": rule.number,
        "name": rule.name,
        "shortDescription": {"text": rule.promise},
        "help": {"text": text, "markdown": text},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(result: Result, index: dict[str, int]) -> dict[str, Any]:
    finding = result.finding
    return {
        "ruleId": finding.number,
        **({"ruleIndex": index[finding.number]} if finding.number in index else {}),
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [_location(finding.at)],
        "partialFingerprints": {
            "primaryLocationLineHash": result.fingerprint,  # the only fingerprint that GitHub uses
            "spoorboekIdentity/v1": result.fingerprint,
        },
        "suppressions": _suppressions(result),
    }


def _suppressions(result: Result) -> list[dict[str, Any]]:
    """The waiver as a suppression; an empty list without one, as the standard requires if any result has one."""
    waiver = result.waiver
    if waiver is None:
        return []
    until = f", until {waiver.until}" if waiver.until else ""
    justification = f"{waiver.reason} ({waiver.owner}{until})"
    location = _location(waiver.at)
    return [{"kind": "external", "status": "accepted", "justification": justification, "location": location}]


def _notification(stop: Stop) -> dict[str, Any]:
    places = {"locations": [_location(stop.at)]} if stop.at else {}
    return {"level": "error", "message": {"text": stop.message}, **places}


def _location(at: Location) -> dict[str, Any]:
    region = {"startLine": at.line, "startColumn": at.column}
    return {"physicalLocation": {"artifactLocation": _artifact(at.file), "region": region}}


def _is_name(file: str) -> bool:
    """Whether a file can have this name; a lone surrogate is allowed only if it stands for an undecodable byte."""
    try:
        os.fsencode(file)
    except UnicodeEncodeError:
        return False
    return True


def _artifact(file: str) -> dict[str, Any]:
    """The artifact of a file: relative to the top folder, or an absolute URI for any other file."""
    if re.match(r"https?://", file):
        return {"uri": file}
    path = quote(os.fsencode(file) if _is_name(file) else file.encode(errors="replace"), safe="/")
    if file.startswith("/"):
        return {"uri": f"file://{path}"}
    if re.match(r"[A-Za-z]:/", file):
        return {"uri": f"file:///{path}"}
    return {"uri": path, "uriBaseId": _TOP}
