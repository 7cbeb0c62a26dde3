"""Findings for people, one line each, and a line that counts them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spoorboek.check import Verdict


def lines(verdict: Verdict, said: Sequence[str] = ()) -> Iterator[str]:
    """A line for each finding, one for each warning that Sphinx gave itself, and the summary."""
    yield from map(str, verdict.findings)
    yield from said
    yield summary(verdict, said)


def summary(verdict: Verdict, said: Sequence[str] = ()) -> str:
    """`86 items, 243 links: 2 errors, 1 information, as of 2026-11-23`."""
    counts = dict.fromkeys(("error", "warning", "information"), 0)
    for finding in verdict.findings:
        counts[finding.severity] += 1
    found = [f"{count} {_plural(name, count)}" for name, count in counts.items() if count]
    if said:
        found.append(f"{len(said)} {_plural('line', len(said))} of Sphinx's own")
    as_of = verdict.settings.as_of
    programme = verdict.programme
    return f"{len(programme.items)} items, {len(programme.links)} links: {', '.join(found) or 'nothing found'}" + (
        f", as of {as_of}" if as_of else ""
    )


def _plural(word: str, count: int) -> str:
    return word if count == 1 or word == "information" else f"{word}s"
