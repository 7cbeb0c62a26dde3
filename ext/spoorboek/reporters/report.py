"""The input of every reporter: findings with a fingerprint, and the errors that stopped a run."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from spoorboek.analysis.verdict import Verdict
from spoorboek.config.list_files import Waiver
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.finding import Finding
from spoorboek.model.fingerprint import digest
from spoorboek.model.message import Message, _
from spoorboek.model.programme import Location, Unseen
from spoorboek.rules.engine.rule import Rule
from spoorboek.rules.engine.selection import Selection


class Result(NamedTuple):
    """A finding and its waiver or None; `occurrence` counts from 1 the findings with the same identity."""

    finding: Finding
    waiver: Waiver | None
    occurrence: int

    @property
    def fingerprint(self) -> str:
        """By what code hosts recognise the finding in the next run."""
        return fingerprint(self.finding.identity, self.occurrence)

    @property
    def fails(self) -> bool:
        return self.finding.fails and self.waiver is None


@dataclass(frozen=True)
class Report:
    """A verdict to report, the rules that were asked, and the `docs` folder with the pages of required links."""

    verdict: Verdict
    rules: tuple[Rule, ...]
    docs: Path = Path("docs")
    selection: Selection = field(default_factory=Selection)
    fails_on_deferred: bool = False
    """Whether --whole was given, so that places left to the build make the check fail."""

    @property
    def fails(self) -> bool:
        return self.verdict.fails or bool(self.unjudged)

    @property
    def unjudged(self) -> tuple[Unseen, ...]:
        """The places left to the build, if these make the check fail."""
        return self.verdict.programme.deferred if self.fails_on_deferred else ()

    @cached_property
    def results(self) -> tuple[Result, ...]:
        """All findings, waived or not, sorted by location."""
        waivers = [(waived.finding, waived.waiver) for waived in self.verdict.waived]
        findings: list[tuple[Finding, Waiver | None]] = [(finding, None) for finding in self.verdict.findings]
        occurrences: Counter[str] = Counter()
        results = []
        for finding, waiver in sorted([*findings, *waivers], key=lambda pair: (pair[0].at, pair[0].identity)):
            occurrences[finding.identity] += 1
            results.append(Result(finding, waiver, occurrences[finding.identity]))
        return tuple(results)


def as_json(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def unjudged(place: Unseen) -> Message:
    """The message for a place that only a build can judge."""
    return _("{what} is left to the build: make html judges it", what=place.message)


def fingerprint(identity: str, occurrence: int = 1) -> str:
    """32 hexadecimal digits of a hash of the identity and, from the second on, its occurrence."""
    text = identity if occurrence == 1 else f"{identity}\n{occurrence}"
    return digest(text, 32)


class Stop(NamedTuple):
    """An error that stopped a run or kept it from judging everything, with its location or None."""

    at: Location | None
    problem: str
    remedy: str

    @property
    def message(self) -> str:
        return f"{self.problem}; {self.remedy}" if self.remedy else self.problem


def stops(error: SpoorboekError) -> Iterator[Stop]:
    """The error and all further errors that it carries."""
    if isinstance(error.place, Location):
        yield Stop(error.place, str(error.problem.values["problem"]), error.remedy)
    else:
        yield Stop(None, error.problem, error.remedy)
    for other in error.further:
        yield from stops(other)
