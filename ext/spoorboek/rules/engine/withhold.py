"""Withholds the findings that follow from others, so that one flaw is one finding."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from spoorboek.model.finding import Finding
from spoorboek.model.graph import reached


class Candidate(NamedTuple):
    """A finding, and the identities of the findings that explain it."""

    finding: Finding
    follows_from: tuple[str, ...] = ()


def reported(candidates: Iterable[Candidate]) -> set[Finding]:
    """The findings that no other failing finding explains; findings that explain each other in a cycle are all kept."""
    candidates = tuple(candidates)
    failing = {candidate.finding.identity for candidate in candidates if candidate.finding.fails}
    first: set[Finding] = set()
    following: dict[str, list[str]] = {}
    for candidate in candidates:
        identity = candidate.finding.identity
        causes = failing.intersection(candidate.follows_from) - {identity}
        for cause in causes:
            following.setdefault(cause, []).append(identity)
        if not causes:
            first.add(candidate.finding)
    explained = reached({candidate.identity for candidate in first if candidate.fails}, following)
    return first | {candidate.finding for candidate in candidates if candidate.finding.identity not in explained}
