"""Findings that someone answers for until a date: conf/waivers.toml."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from spoorboek.analysis.verdict import Waived
from spoorboek.config import registers, toml_file
from spoorboek.config.registers import Waiver
from spoorboek.model import files
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.finding import Finding
from spoorboek.model.message import _

__all__ = ["Waived", "Waiver", "expires_soon", "freeze", "set_aside"]

SOON: Final = datetime.timedelta(days=30)
_WITH_A_LAST_DAY: Final = "S7"
"""Numbers that begin so are findings about what has a last day of its own, and no waiver sets them aside."""


def expires_soon(waiver: Waiver, as_of: datetime.date | None) -> bool:
    """Is its last day this one or one of the next thirty?"""
    return bool(waiver.until and as_of and as_of <= waiver.until <= as_of + SOON)


def set_aside(found: Iterable[Finding], given: Sequence[Waiver]) -> tuple[list[Finding], tuple[Waived, ...]]:
    """What no waiver names, and what one does; of two for the same finding the first counts."""
    by_finding = registers.first_waivers(given)
    left: list[Finding] = []
    waived: list[Waived] = []
    for finding in found:
        waiver = by_finding.get(finding.identity)
        if waiver is None:
            left.append(finding)
        else:
            waived.append(Waived(finding, waiver))
    return left, tuple(waived)


def freeze(path: Path, findings: Iterable[Finding], owner: str, reason: str, until: datetime.date) -> int:
    """Add a waiver for everything that fails today to the file, below what it holds; how many were added.

    Findings about waivers themselves cannot be waived, and information fails nothing: they are passed over.
    Raises SpoorboekError where nobody is named, no reason is given, or the file cannot be followed or written.
    """
    owner, reason = " ".join(owner.split()), " ".join(reason.split())
    for word, said in (("owner", owner), ("reason", reason)):
        if not said:
            problem = _("a waiver has no {option}", option=word)
            raise SpoorboekError(problem, _("say it with --{option}", option=word))
    failing = {each.identity for each in findings if each.fails and not each.number.startswith(_WITH_A_LAST_DAY)}
    with toml_file.alone(path):
        known = {waiver.finding for waiver in registers.waivers(path, path.as_posix())}
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
    written = (files.read(path, path.as_posix(), _("make it readable")) or b"").decode()
    text = f"{written.rstrip()}\n\n{entries}" if written.strip() else entries
    toml_file.parsed(text, path.as_posix())
    toml_file.put(path, text)
