"""Holds back the findings that follow from others, so that one flaw is one finding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spoorboek.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Candidate:
    """A finding, and the identities of the findings that explain it."""

    finding: Finding
    follows_from: tuple[str, ...] = ()


def told(standing: Iterable[Candidate]) -> set[Finding]:
    """What no other of these that fails explains, and what would explain itself by a way round."""
    standing = tuple(standing)
    failing = {each.finding.identity for each in standing if each.finding.fails}
    first: set[Finding] = set()
    following: dict[str, list[str]] = {}
    for each in standing:
        identity = each.finding.identity
        causes = failing.intersection(each.follows_from) - {identity}
        for cause in causes:
            following.setdefault(cause, []).append(identity)
        if not causes:
            first.add(each.finding)
    explained = _reached({each.identity for each in first if each.fails}, following)
    return first | {each.finding for each in standing if each.finding.identity not in explained}


def _reached(causes: set[str], following: dict[str, list[str]]) -> set[str]:
    """The identities of all that follows from these, however far."""
    reached, waiting = set(causes), list(causes)
    while waiting:
        for identity in following.get(waiting.pop(), ()):
            if identity not in reached:
                reached.add(identity)
                waiting.append(identity)
    return reached
