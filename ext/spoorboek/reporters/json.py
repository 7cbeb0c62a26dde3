"""Findings as JSON, in the form of findings.schema.json beside this file."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from spoorboek import __version__
from spoorboek.config.list_files import Waiver
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.programme import Location
from spoorboek.reporters.report import Report, Result, as_json, stops

FORM: Final = 2
"""The version of the form: incremented when a consumer of the older form would misread the newer one."""


def show(report: Report) -> str:
    verdict = report.verdict
    document = _head() | {
        "asOf": verdict.settings.as_of.isoformat() if verdict.settings.as_of else None,
        "whole": report.fails_on_deferred,
        "selection": {"select": report.selection.only, "ignore": report.selection.without},
        "counts": _counts(report),
        "findings": [_finding(result) for result in report.results if result.waiver is None],
        "waived": [_finding(result) | {"waiver": _waiver(result.waiver)} for result in report.results if result.waiver],
        "deferred": [_location(unseen.at) | {"message": unseen.message} for unseen in verdict.programme.deferred],
    }
    return as_json(document)


def stopped(error: SpoorboekError) -> str:
    errors = [
        (_location(stop.at) if stop.at else {}) | {"problem": stop.problem, "remedy": stop.remedy}
        for stop in stops(error)
    ]
    return as_json(_head() | {"stopped": errors})


def _head() -> dict[str, Any]:
    return {"form": FORM, "spoorboek": __version__}


def _counts(report: Report) -> dict[str, int]:
    verdict = report.verdict
    severities = Counter(finding.severity.value for finding in verdict.findings)
    return {
        "items": len(verdict.programme.items),
        "links": len(verdict.programme.links),
        "files": verdict.programme.files,
        "rules": len(report.rules),
        **{name: severities[name] for name in ("error", "warning", "information")},
        "waived": len(verdict.waived),
    }


def _location(at: Location) -> dict[str, Any]:
    return {"file": at.file, "line": at.line, "column": at.column}


def _finding(result: Result) -> dict[str, Any]:
    finding = result.finding
    return _location(finding.at) | {
        "severity": finding.severity,
        "number": finding.number,
        "name": finding.name,
        "message": finding.message,
        "identity": finding.identity,
        "fingerprint": result.fingerprint,
    }


def _waiver(waiver: Waiver) -> dict[str, Any]:
    until = waiver.until.isoformat() if waiver.until else None
    return _location(waiver.at) | {"reason": waiver.reason, "owner": waiver.owner, "until": until}
