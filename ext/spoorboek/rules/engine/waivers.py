"""Waivers (conf/waivers.toml): findings that somebody accepts until a date."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from spoorboek.config import list_files, toml_file
from spoorboek.config.list_files import Waiver
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.finding import Finding
from spoorboek.model.message import _
from spoorboek.model.printable import has_words

SOON: Final = datetime.timedelta(days=30)
_CIRCULAR_TRACE: Final = "S507"
WITH_A_LAST_DAY: Final = "S7"
"""The prefix of rules about waivers and other deadlines, whose findings cannot be waived."""


def expires_soon(waiver: Waiver, as_of: datetime.date | None) -> bool:
    """Whether the waiver ends within 30 days from `as_of`."""
    return bool(waiver.until and as_of and as_of <= waiver.until <= as_of + SOON)


def is_waivable(finding: Finding) -> bool:
    """Whether a waiver may cover the finding; not if it is about a waiver or another deadline itself."""
    return not finding.number.startswith(WITH_A_LAST_DAY)


class Coverage:
    """Which waiver covers which finding: the first that has exactly its identity.

    A finding about a cycle (S507) is identified by its items: a waiver covers each cycle whose items it all names.
    """

    def __init__(self, findings: Sequence[Finding], waivers: Sequence[Waiver]) -> None:
        self.findings: Final = tuple(finding for finding in findings if is_waivable(finding))
        self._cycles = _Cycles(finding for finding in self.findings if finding.number == _CIRCULAR_TRACE)
        self._identities = {finding.identity: finding for finding in reversed(self.findings)}
        self._named = [(waiver, self._names(waiver)) for waiver in waivers]
        self._first: dict[str, Waiver] = {}
        for waiver, identities in self._named:
            for identity in identities:
                self._first.setdefault(identity, waiver)

    def _names(self, waiver: Waiver) -> list[str]:
        """The identities of the findings that a waiver names, whether an earlier one covers them or not."""
        number, *about = waiver.finding.split(" ")
        if number == _CIRCULAR_TRACE:
            return self._cycles.within(about)
        return [waiver.finding] if waiver.finding in self._identities else []

    def waiver_of(self, finding: Finding) -> Waiver | None:
        return self._first.get(finding.identity) if is_waivable(finding) else None

    def used(self) -> Iterator[tuple[Waiver, Finding]]:
        """Each waiver that covers a finding, with the first of its findings."""
        for waiver, identities in self._named:
            if own := [identity for identity in identities if self._first[identity] is waiver]:
                yield waiver, self._identities[own[0]]

    def unused(self) -> Iterator[tuple[Waiver, Waiver | None]]:
        """Each waiver that covers no finding, with the earlier waiver of the same finding, or None."""
        for waiver, identities in self._named:
            covering = [self._first[identity] for identity in identities]
            if not any(other is waiver for other in covering):
                yield waiver, next(iter(covering), None)


class _Cycles:
    """The findings about cycles. No item is in two of them."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self._cycles = tuple(findings)
        self._number = {item: number for number, cycle in enumerate(self._cycles) for item in cycle.about}

    def within(self, items: Iterable[str]) -> list[str]:
        """The identities of the cycles whose items are all among these."""
        inside = Counter(self._number[item] for item in set(items) if item in self._number)
        complete = (number for number, count in sorted(inside.items()) if count == len(self._cycles[number].about))
        return [self._cycles[number].identity for number in complete]


def freeze(path: Path, findings: Iterable[Finding], owner: str, reason: str, until: datetime.date) -> int:
    """Append a waiver for each failing finding to the file; return the number added.

    Findings that cannot be waived, that do not fail, or that have a waiver already are skipped.
    Raises SpoorboekError if the owner or the reason is empty, or the file cannot be parsed or written.
    """
    owner, reason = " ".join(owner.split()), " ".join(reason.split())
    for word, value in (("owner", owner), ("reason", reason)):
        if not has_words(value):
            problem = _("a waiver has no {option}", option=word)
            raise SpoorboekError(problem, _("give it with --{option}", option=word))
    failing = {finding.identity for finding in findings if finding.fails and is_waivable(finding)}
    with toml_file.locked(path):
        known = {waiver.finding for waiver in list_files.waivers(path, path.as_posix())}
        added = sorted(failing - known)
        if added:
            entries = (_entry(finding, owner, reason, until) for finding in added)
            _append(path, "\n".join(entries))
    return len(added)


def _entry(finding: str, owner: str, reason: str, until: datetime.date) -> str:
    return (
        f"[[waive]]\nfinding = {toml_file.quoted(finding)}\nreason = {toml_file.quoted(reason)}\n"
        f"owner = {toml_file.quoted(owner)}\nuntil = {until.isoformat()}\n"
    )


def _append(path: Path, entries: str) -> None:
    written = toml_file.exact_text(path, path.as_posix()) or ""
    text = f"{written.rstrip()}\n\n{entries}" if written.strip() else entries
    toml_file.parsed(text, path.as_posix())
    toml_file.write(path, text)
