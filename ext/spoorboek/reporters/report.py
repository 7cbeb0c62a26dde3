"""What every format shows: findings with a fingerprint, and what stopped a run."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from spoorboek.analysis.verdict import Verdict
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.finding import Finding
from spoorboek.model.message import Message, _
from spoorboek.model.programme import Location, Unseen
from spoorboek.rules.engine.rule import Rule
from spoorboek.rules.engine.selection import Selection
from spoorboek.rules.engine.waivers import Waiver

_PLACED: Final = re.compile(r"(?P<file>.+?):(?P<line>\d+):(?P<column>\d+): error: (?P<problem>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Result:
    """A finding, the fingerprint by which a code host recognises it in the next run, and its waiver, if any."""

    finding: Finding
    fingerprint: str
    waiver: Waiver | None

    @property
    def fails(self) -> bool:
        return self.finding.fails and self.waiver is None


@dataclass(frozen=True)
class Report:
    """A verdict to be shown, the rules that were asked, and the folder in which the handbook keeps their pages."""

    verdict: Verdict
    rules: tuple[Rule, ...]
    docs: Path = Path("docs")
    selection: Selection = field(default_factory=Selection)
    whole: bool = False
    """Is all of the handbook asked for, so that what is left to the build fails it?"""

    @property
    def fails(self) -> bool:
        return self.verdict.fails or bool(self.unjudged)

    @property
    def unjudged(self) -> tuple[Unseen, ...]:
        """What is left to the build and should not be."""
        return self.verdict.programme.left if self.whole else ()

    @cached_property
    def results(self) -> tuple[Result, ...]:
        """Every finding, waived or not, by place. Fingerprints differ, also of two findings of one identity."""
        waivers = [(waived.finding, waived.waiver) for waived in self.verdict.waived]
        found: list[tuple[Finding, Waiver | None]] = [*((finding, None) for finding in self.verdict.findings), *waivers]
        found.sort(key=lambda pair: (pair[0].at, pair[0].identity))
        seen: Counter[str] = Counter()
        results = []
        for finding, waiver in found:
            seen[finding.identity] += 1
            results.append(Result(finding, fingerprint(finding.identity, seen[finding.identity]), waiver))
        return tuple(results)


def unjudged(left: Unseen) -> Message:
    """What is the matter with a place that only a build can judge."""
    return _("{what} is left to the build: make html judges it", what=left.what)


def fingerprint(identity: str, occurrence: int = 1) -> str:
    """32 hexadecimal digits for the identity, others for its second occurrence."""
    text = identity if occurrence == 1 else f"{identity}\n{occurrence}"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Stop:
    """What stopped a run or kept it from judging all, and where it stands if it stands anywhere."""

    at: Location | None
    problem: str
    remedy: str

    @property
    def message(self) -> str:
        return f"{self.problem}; {self.remedy}" if self.remedy else self.problem


def stops(error: SpoorboekError) -> Iterator[Stop]:
    """An error and all others that it carries."""
    found = _PLACED.fullmatch(error.problem)
    if found:
        at = Location(found["file"], int(found["line"]), int(found["column"]))
        yield Stop(at, found["problem"], error.remedy)
    else:
        yield Stop(None, error.problem, error.remedy)
    for other in error.others:
        yield from stops(other)
