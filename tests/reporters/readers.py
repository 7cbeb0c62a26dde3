"""Independent readers of our formats: published schemas, and the documented rules of the forges."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

import jsonschema_rs
from lxml import etree

from spoorboek.reporters import json as findings_json

SCHEMAS = Path(__file__).parent / "schemas"
SARIF = jsonschema_rs.Draft4Validator(json.loads((SCHEMAS / "sarif-schema-2.1.0.json").read_text(encoding="utf-8")))
OURS = jsonschema_rs.Draft202012Validator(
    json.loads(Path(findings_json.__file__).with_name("findings.schema.json").read_text(encoding="utf-8")),
    validate_formats=True,
)
JUNIT = etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd"))


@dataclass(frozen=True)
class Annotation:
    command: str
    properties: dict[str, str]
    message: str


def annotations(log: str) -> list[Annotation]:
    """What a GitHub runner makes of a log: it looks for `::name key=value,…::message` and takes the escapes away.

    Source: actions/runner, ActionCommand.TryParseV2 and its tables of escapes.
    """
    found = []
    for line in log.split("\n"):
        match = re.match(r"\s*::(\w+)(?: (.*?))?::(.*)$", line, re.DOTALL)
        if match:
            pairs = [pair.split("=", 1) for pair in (match[2] or "").split(",") if pair]
            properties = {key.strip(): _plain(value, ("%3A", ":"), ("%2C", ",")) for key, value in pairs}
            found.append(Annotation(match[1], properties, _plain(match[3])))
    return found


def _plain(text: str, *more: tuple[str, str]) -> str:
    for escaped, plain in (("%0D", "\r"), ("%0A", "\n"), *more, ("%25", "%")):
        text = text.replace(escaped, plain)
    return text


def code_quality(report: str) -> list[dict[str, str | int]]:
    """The issues of a code quality report, flat, as the table in GitLab's documentation names them.

    Source: docs.gitlab.com/ci/testing/code_quality, "Code Quality report format".
    """
    assert not report.startswith("\ufeff")
    issues = json.loads(report)
    assert isinstance(issues, list)
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert issue["description"]
        assert issue["check_name"]
        assert isinstance(issue["location"]["lines"]["begin"], int)
        assert not issue["location"]["path"].startswith("./")
    marks = [issue["fingerprint"] for issue in issues]
    assert len(set(marks)) == len(marks)
    return issues
