"""One set of numbers, in the published form and equal to what the checklist shows."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema_rs

from spoorboek.analysis import numbers
from spoorboek.analysis.checklist import checklist
from spoorboek.reporters import text
from spoorboek.reporters.report import Report
from spoorboek.rules import rules
from tests.small import READ, VERDICT

NUMBERS = numbers.numbers(VERDICT)
SCHEMA = json.loads(Path(numbers.__file__).with_name(numbers.SCHEMA).read_text(encoding="utf-8"))


def test_each_commitment_is_counted_once() -> None:
    counted = NUMBERS.answers.commitments
    assert [counted.of(state) for state in ("shown", "partly", "unknown", "untestable")] == [1, 1, 1, 1]
    assert counted.total == 4
    assert NUMBERS.answers.checks.total == 4
    assert NUMBERS.answers.open == 2
    assert NUMBERS.sentences.total == 6
    assert dict(NUMBERS.apart.by) == {"fragment": 1, "principle": 1}


def test_the_parts_count_the_lines_of_the_checklist() -> None:
    assert VERDICT.settings.as_of
    lines = checklist(READ, VERDICT.settings.as_of)
    for theme, answers in NUMBERS.parts["theme"].items():
        assert answers.checks.total == len(lines.of(theme=theme).lines)
    for organisation, answers in NUMBERS.parts["organisation"].items():
        assert answers.open == sum(line.is_open for line in lines.of(organisation=organisation).lines)
    assert NUMBERS.parts["theme"].keys() == {theme.id for theme in READ.of_type("theme")}


def test_numbers_are_published_with_a_strict_schema() -> None:
    validator = jsonschema_rs.validator_for(SCHEMA)
    document = numbers.document(NUMBERS)
    assert [error.message for error in validator.iter_errors(document)] == []
    assert not validator.is_valid(document | {"more": 1})
    assert not validator.is_valid(document | {"links": -1})


def test_the_gate_reports_the_same_counts() -> None:
    *_, summary = text.show(Report(VERDICT, rules(VERDICT.settings))).splitlines()
    counts = [int(number) for number in re.findall(r"(\d+) (?:items|links)", summary)]
    assert counts == [NUMBERS.items.total, NUMBERS.links]
    assert NUMBERS.findings.of("error", "warning") == sum(finding.fails for finding in VERDICT.findings)
