"""Findings as a GitLab code quality report, in the format that GitLab documents.

The format has no suppressions: waived findings are left out.
"""

from __future__ import annotations

from typing import Any, Final

from spoorboek.model.errors import SpoorboekError
from spoorboek.model.finding import Severity
from spoorboek.model.printable import printable
from spoorboek.model.programme import Location
from spoorboek.reporters.report import Report, as_json, fingerprint, stops, unjudged

_SEVERITIES: Final = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFORMATION: "info"}
_NOWHERE: Final = Location("conf/ubproject.toml", 1)


def show(report: Report) -> str:
    issues = []
    for result in report.results:
        if result.waiver is None:
            finding = result.finding
            rule = f"{finding.number} {finding.name}"
            severity = _SEVERITIES[finding.severity]
            issues.append(_issue(f"{rule}: {finding.message}", rule, result.fingerprint, severity, finding.at))
    for place in report.unjudged:
        mark = fingerprint(f"left {place.at} {place.message}")
        issues.append(_issue(unjudged(place), "left to the build", mark, "major", place.at))
    return as_json(issues)


def stopped(error: SpoorboekError) -> str:
    """An issue for each error; one without a location is reported at the settings file."""
    return as_json(
        [
            _issue(stop.message, "stopped", fingerprint(str(stop)), "blocker", stop.at or _NOWHERE)
            for stop in stops(error)
        ]
    )


def _issue(description: str, check_name: str, mark: str, severity: str, at: Location) -> dict[str, Any]:
    return {
        "description": printable(description),
        "check_name": check_name,
        "fingerprint": mark,
        "severity": severity,
        "location": {"path": at.file, "lines": {"begin": at.line}},
    }
