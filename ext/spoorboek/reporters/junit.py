"""Findings as JUnit XML, as build servers read it: a case for each finding, and one for each rule without any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from spoorboek.model.errors import SpoorboekError
from spoorboek.reporters.report import Report, Told, printable, stops, unjudged
from spoorboek.reporters.text import full

_SUITE: Final = "spoorboek"


def show(report: Report) -> str:
    """A finding is a case of its own, named by its identity, so that a server sees which one is new."""
    suite = Element("testsuite", name=_SUITE)
    found: dict[str, list[Told]] = {f"{rule.number} {rule.name}": [] for rule in report.rules}
    for told in report.told:
        found.setdefault(f"{told.finding.number} {told.finding.name}", []).append(told)
    promises = {f"{rule.number} {rule.name}": rule.promise for rule in report.rules}
    for rule, every in found.items():
        if not every:
            _case(suite, rule, promises[rule])
        for name, told in _named(every):
            _outcome(_case(suite, rule, name), told)
    for number, each in enumerate(report.unjudged, 1):
        message = printable(unjudged(each))
        case = _case(suite, "left to the build", f"place {number}")
        SubElement(case, "failure", type="error", message=message).text = f"{printable(str(each.at))}: {message}"
    return _text(suite)


def stopped(error: SpoorboekError) -> str:
    suite = Element("testsuite", name=_SUITE)
    for number, stop in enumerate(stops(error), 1):
        line = printable(f"{stop.at}: {stop.message}" if stop.at else stop.message)
        SubElement(_case(suite, "stopped", f"run {number}"), "error", message=line).text = line
    return _text(suite)


def _named(every: list[Told]) -> Iterator[tuple[str, Told]]:
    """Servers drop a second case of the same name, so a second finding of one identity gets a number."""
    seen: Counter[str] = Counter()
    for told in every:
        identity = told.finding.identity
        seen[identity] += 1
        yield (identity if seen[identity] == 1 else f"{identity} ({seen[identity]})"), told


def _case(suite: Element, rule: str, name: str) -> Element:
    return SubElement(suite, "testcase", classname=f"{_SUITE}.{rule}", name=printable(name))


def _outcome(case: Element, told: Told) -> None:
    """Waived is skipped, an error or warning fails, information passes with its text as output."""
    line = full(told)
    if told.waiver:
        SubElement(case, "skipped", message=line).text = line
    elif told.fails:
        SubElement(case, "failure", type=told.finding.severity, message=printable(told.finding.message)).text = line
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
