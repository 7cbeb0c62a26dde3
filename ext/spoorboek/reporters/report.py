"""The input of every reporter: findings with a fingerprint, and the errors that stopped a run."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

from spoorboek.analysis.verdict import Verdict
from spoorboek.config.list_files import Waiver
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.finding import Finding
from spoorboek.model.message import Message, _
from spoorboek.model.programme import Location, Unseen
from spoorboek.rules.engine.rule import Rule
from spoorboek.rules.engine.selection import Selection

_PLACED: Final = re.compile(r"(?P<file>.+?):(?P<line>\d+):(?P<column>\d+): error: (?P<problem>.*)", re.DOTALL)


class Result(NamedTuple):
    """A finding, the fingerprint by which code hosts recognise it in the next run, and its waiver or None."""

    finding: Finding
    fingerprint: str
    waiver: Waiver | None

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
        """All findings, waived or not, sorted by location, with unique fingerprints even for equal identities."""
        waivers = [(waived.finding, waived.waiver) for waived in self.verdict.waived]
        findings: list[tuple[Finding, Waiver | None]] = [
            *((finding, None) for finding in self.verdict.findings),
            *waivers,
        ]
        findings.sort(key=lambda pair: (pair[0].at, pair[0].identity))
        occurrences: Counter[str] = Counter()
        results = []
        for finding, waiver in findings:
            occurrences[finding.identity] += 1
            results.append(Result(finding, fingerprint(finding.identity, occurrences[finding.identity]), waiver))
        return tuple(results)


def unjudged(place: Unseen) -> Message:
    """The message for a place that only a build can judge."""
    return _("{what} is left to the build: make html judges it", what=place.message)


def fingerprint(identity: str, occurrence: int = 1) -> str:
    """32 hexadecimal digits of a hash of the identity and, from the second on, its occurrence."""
    text = identity if occurrence == 1 else f"{identity}\n{occurrence}"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


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
    match = _PLACED.fullmatch(error.problem)
    if match:
        at = Location(match["file"], int(match["line"]), int(match["column"]))
        yield Stop(at, match["problem"], error.remedy)
    else:
        yield Stop(None, error.problem, error.remedy)
    for other in error.further:
        yield from stops(other)
