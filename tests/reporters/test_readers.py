"""Independent readers understand every format, and read back what was put in."""

from __future__ import annotations

import json
import string
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from junitparser import Error, Failure, JUnitXml, Skipped
from lxml import etree
from sarif import loader

from spoorboek.model.finding import Finding, Severity
from spoorboek.model.printable import printable
from spoorboek.model.programme import Location
from spoorboek.reporters import github, gitlab, junit, sarif, text
from spoorboek.reporters import json as findings_json
from spoorboek.reporters.report import Report
from tests.reporters.fixed import CLEAN, ERROR, FINDINGS, ODD, REPORT, RULES, VERDICT
from tests.reporters.readers import JUNIT, OURS, SARIF, annotations, code_quality

REPORTS = pytest.mark.parametrize("report", [REPORT, CLEAN], ids=["found", "clean"])


def loaded(shown: str, folder: Path) -> loader.SarifFile:
    path = folder / "findings.sarif"
    path.write_text(shown, encoding="utf-8", errors="backslashreplace")
    return loader.load_sarif_file(str(path))


@REPORTS
def test_each_format_follows_its_schema(report: Report) -> None:
    """SARIF that of the standard, JUnit that of Jenkins, JSON the one that we publish."""
    SARIF.validate(json.loads(sarif.show(report)))
    JUNIT.assertValid(etree.fromstring(junit.show(report).encode()))
    OURS.validate(json.loads(findings_json.show(report)))


def test_each_format_of_a_stopped_run_follows_its_schema_too() -> None:
    run, document = json.loads(sarif.stopped(ERROR)), json.loads(findings_json.stopped(ERROR))
    SARIF.validate(run)
    assert run["runs"][0]["invocations"][0]["executionSuccessful"] is False
    OURS.validate(document)
    assert [stop.get("file") for stop in document["stopped"]] == [ODD, None]
    shown = junit.stopped(ERROR).encode()
    JUNIT.assertValid(etree.fromstring(shown))
    assert [type(result) for suite in JUnitXml.fromstring(shown) for case in suite for result in case.result] == [
        Error,
        Error,
    ]


def test_the_schema_sees_what_is_wrong() -> None:
    log = json.loads(sarif.show(REPORT))
    log["runs"][0]["results"][0]["level"] = "information"
    assert not SARIF.is_valid(log)


def test_sarif_tools_finds_each_finding_in_its_place(tmp_path: Path) -> None:
    records = loaded(sarif.show(REPORT), tmp_path).get_records()
    assert sorted((record["Severity"], record["Code"].split()[0], record["Line"]) for record in records) == sorted(
        (result.finding.severity.replace("information", "note"), result.finding.number, result.finding.at.line)
        for result in REPORT.results
    )


def test_every_result_of_sarif_names_its_rule_twice_alike() -> None:
    run = json.loads(sarif.show(REPORT))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [
        result["ruleId"] for result in run["results"]
    ]


def test_only_what_is_waived_is_suppressed_in_sarif() -> None:
    run = json.loads(sarif.show(REPORT))["runs"][0]
    suppressed = [result["message"]["text"] for result in run["results"] if result["suppressions"]]
    assert suppressed == ["THM-e is broken"]


def test_the_address_of_a_file_in_sarif_is_plain_ascii_that_means_the_file() -> None:
    run = json.loads(sarif.show(REPORT))["runs"][0]
    artifacts = [result["locations"][0]["physicalLocation"]["artifactLocation"] for result in run["results"]]
    assert all(set(artifact["uri"]) <= {*string.ascii_letters, *string.digits, *"/%.-_~:"} for artifact in artifacts)
    relative = [artifact["uri"] for artifact in artifacts if artifact.get("uriBaseId") == "%SRCROOT%"]
    assert not any(urlsplit(uri).scheme for uri in relative)
    assert [unquote(uri, errors="surrogateescape") for uri in relative] == [
        result.finding.at.file for result in REPORT.results if not result.waiver
    ]
    assert [artifact["uri"] for artifact in artifacts if "uriBaseId" not in artifact] == ["file:///srv/shared/page.md"]


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("C:/desk/docs/page.md", "file:///C%3A/desk/docs/page.md"),
        ("https://example.org/needs.json", "https://example.org/needs.json"),
        ("docs/a\\b.md", "docs/a%5Cb.md"),
    ],
)
def test_a_file_that_is_none_of_the_repository_has_its_whole_address(file: str, uri: str) -> None:
    found = replace(VERDICT, findings=(replace(FINDINGS[0], at=Location(file, 1)),), waived=())
    (result,) = json.loads(sarif.show(replace(REPORT, verdict=found)))["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_junitparser_counts_what_we_found() -> None:
    suites = JUnitXml.fromstring(junit.show(REPORT).encode())
    (suite,) = suites
    assert (suite.tests, suite.failures, suite.errors, suite.skipped) == (7, 4, 0, 1)
    assert (suites.tests, suites.failures, suites.errors) == (7, 4, 0)
    cases = list(suite)
    assert len({(case.classname, case.name) for case in cases}) == len(cases)
    assert sum(isinstance(result, Failure) for case in cases for result in case.result) == 4
    (skipped,) = [result for case in cases for result in case.result if isinstance(result, Skipped)]
    assert skipped.message.endswith("(waived by An editor until 2027-01-01: the <source> is late)")
    assert [case.name for case in cases if not case.result and not case.system_out] == ["Every word is kept."]


def test_github_makes_an_annotation_of_each_finding() -> None:
    found = annotations(github.show(REPORT))
    assert [note.command for note in found] == ["notice", "warning", "error", "error", "warning", "notice"]
    (broken, *_) = [note for note in found if note.command == "error"]
    assert broken.properties == {"file": ODD, "line": "3", "col": "5", "title": "S901 broken-word"}
    assert broken.message == 'THM-c breaks "<em>&" and 50%, 100%25 ]]> {0}'
    assert found[1].properties["file"] == "docs/a:b.md"
    assert found[1].message.split("\n") == ["THM-b has\\x1b[31m a red", "line, a\\ttab, \\x00 and \\u202eback"]
    assert found[-1].message == "1 finding waived by conf/waivers.toml"


def test_github_shows_a_stopping_error_at_its_location() -> None:
    unreadable, missing = annotations(github.stopped(ERROR))
    assert unreadable.properties == {"file": ODD, "line": "1", "col": "2"}
    assert missing.properties == {}
    assert missing.message == "there is no folder docs; name the right one with --docs"


def test_gitlab_gets_what_is_not_waived() -> None:
    issues = code_quality(gitlab.show(REPORT))
    assert [(issue["check_name"], issue["severity"], issue["location"]["lines"]["begin"]) for issue in issues] == [
        ("S903 old-word", "info", 7),
        ("S902 doubtful-word", "minor", 2),
        ("S901 broken-word", "major", 3),
        ("S901 broken-word", "major", 9),
        ("S902 doubtful-word", "minor", 1),
    ]
    assert code_quality(gitlab.show(CLEAN)) == []


def test_gitlab_shows_what_stopped_a_run() -> None:
    assert [issue["severity"] for issue in code_quality(gitlab.stopped(ERROR))] == ["blocker", "blocker"]


@pytest.mark.parametrize("key", ["findings", "counts", "deferred", "asOf", "form"])
def test_our_schema_requires_every_key(key: str) -> None:
    document = json.loads(findings_json.show(REPORT))
    del document[key]
    assert not OURS.is_valid(document)


def test_our_schema_distinguishes_waived_findings() -> None:
    document = json.loads(findings_json.show(REPORT))
    document["findings"], document["waived"] = document["waived"], document["findings"]
    assert not OURS.is_valid(document)


def test_a_fingerprint_stays_when_lines_move_or_a_waiver_comes() -> None:
    moved = tuple(replace(finding, at=finding.at._replace(line=finding.at.line + 40)) for finding in VERDICT.findings)
    other = replace(REPORT, verdict=replace(VERDICT, findings=moved))
    assert {result.fingerprint for result in REPORT.results} == {result.fingerprint for result in other.results}
    assert len({result.fingerprint for result in REPORT.results}) == len(REPORT.results)


ANY = st.text(st.characters(codec=None), max_size=40)  # halves of surrogate pairs too, as bad file names have them
ANY_FINDING = st.builds(
    Finding,
    st.builds(Location, ANY, st.integers(1, 9999), st.integers(1, 999)),
    st.just("S901"),
    st.just("broken-word"),
    st.sampled_from(Severity),
    ANY.filter(bool),
    st.tuples(ANY),
)


@given(st.lists(ANY_FINDING, max_size=4))
def test_any_message_of_a_finding_is_read_back_from_every_format(findings: list[Finding]) -> None:
    found = replace(VERDICT, findings=tuple(sorted(findings, key=lambda finding: finding.at)))
    report = Report(found, RULES)
    shown = [entry.finding for entry in report.results if not entry.waiver]
    written = findings_json.show(report).encode(errors="backslashreplace")
    assert [entry["message"] for entry in json.loads(written)["findings"]] == [finding.message for finding in shown]
    JUNIT.assertValid(etree.fromstring(junit.show(report).encode()))
    SARIF.validate(json.loads(sarif.show(report).encode(errors="replace")))
    notes = annotations(github.show(report))[: len(shown)]
    assert [note.properties["line"] for note in notes] == [str(finding.at.line) for finding in shown]
    assert [printable(note.message) for note in notes] == [printable(finding.message) for finding in shown]
    assert len(code_quality(gitlab.show(report))) == len(shown)
    assert text.show(report).count("\n") == len(shown) + 4
