"""Findings as JUnit XML for build servers: a test case per finding, and one per rule without findings."""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from spoorboek.model.errors import SpoorboekError
from spoorboek.model.printable import printable
from spoorboek.reporters.report import Report, Result, stops, unjudged
from spoorboek.reporters.text import full

_SUITE: Final = "spoorboek"


def show(report: Report) -> str:
    """Each finding is a test case named by its identity, so that a server sees which one is new."""
    suite = Element("testsuite", name=_SUITE)
    by_rule: dict[str, list[Result]] = {f"{rule.number} {rule.name}": [] for rule in report.rules}
    for result in report.results:
        by_rule.setdefault(f"{result.finding.number} {result.finding.name}", []).append(result)
    promises = {f"{rule.number} {rule.name}": rule.promise for rule in report.rules}
    for rule, results in by_rule.items():
        if not results:
            _case(suite, rule, promises[rule])
        for result in results:
            again = f" ({result.occurrence})" if result.occurrence > 1 else ""  # servers drop duplicates
            _outcome(_case(suite, rule, f"{result.finding.identity}{again}"), result)
    for number, place in enumerate(report.unjudged, 1):
        message = printable(unjudged(place))
        case = _case(suite, "left to the build", f"place {number}")
        SubElement(case, "failure", type="error", message=message).text = f"{printable(str(place.at))}: {message}"
    return _text(suite)


def stopped(error: SpoorboekError) -> str:
    suite = Element("testsuite", name=_SUITE)
    for number, stop in enumerate(stops(error), 1):
        line = printable(f"{stop.at}: {stop.message}" if stop.at else stop.message)
        SubElement(_case(suite, "stopped", f"run {number}"), "error", message=line).text = line
    return _text(suite)


def _case(suite: Element, rule: str, name: str) -> Element:
    return SubElement(suite, "testcase", classname=f"{_SUITE}.{rule}", name=printable(name))


def _outcome(case: Element, result: Result) -> None:
    """Add the outcome: skipped if waived, a failure for an error or warning, output for information."""
    line = full(result)
    if result.waiver:
        SubElement(case, "skipped", message=line).text = line
    elif result.fails:
        SubElement(case, "failure", type=result.finding.severity, message=printable(result.finding.message)).text = line
    else:
        SubElement(case, "system-out").text = line


def _text(suite: Element) -> str:
    counts = {
        "tests": len(suite.findall("testcase")),
        "failures": len(suite.findall("testcase/failure")),
        "errors": len(suite.findall("testcase/error")),
    }
    top = Element("testsuites", name=_SUITE)
    top.append(suite)
    for name, count in counts.items():
        top.set(name, str(count))
        suite.set(name, str(count))
    suite.set("skipped", str(len(suite.findall("testcase/skipped"))))
    indent(top)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(top, encoding="unicode")}\n'
