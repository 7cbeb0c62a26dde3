"""Writing stamps: the records that somebody reviewed a link, an item, an outcome or the gate lines."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from spoorboek.analysis import reviews
from spoorboek.analysis.reviews import Review, Standing
from spoorboek.config import gate, stamps_file, toml_file
from spoorboek.config.settings import Settings
from spoorboek.config.stamps_file import Kind, Stamp
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.graph import reached
from spoorboek.model.grouping import grouped
from spoorboek.model.message import _
from spoorboek.model.printable import has_words
from spoorboek.model.programme import Item, Programme


@dataclass(frozen=True, slots=True)
class Reviewer:
    """The reviewer, the day of review, and the reason for accepting."""

    by: str
    on: datetime.date
    reason: str


def waiting(all_reviews: Iterable[Review]) -> tuple[Review, ...]:
    """The reviews that require action: suspect, old, or never done."""
    return tuple(review for review in all_reviews if review.standing is not Standing.REVIEWED)


def trace(programme: Programme, item: Item) -> set[str]:
    """The ids of an item and of all items reachable by links forward, or by links backward."""
    forward = grouped((link.item, link.target) for link in programme.links)
    backward = grouped((link.target, link.item) for link in programme.links)
    return reached([item.id], forward) | reached([item.id], backward)


def accept(path: Path, accepted: Iterable[Review], reviewer: Reviewer, programme: Programme, settings: Settings) -> int:
    """Write a stamp with the current fingerprint for each review; return the number of stamps.

    Raises SpoorboekError if the name or the reason is empty, or the file cannot be parsed or written.
    """
    new = ((review.name, reviews.fingerprint_now(review, programme, settings), review.kind) for review in accepted)
    return _sign(path, new, reviewer)


def accept_gate(path: Path, reviewer: Reviewer, settings: Settings) -> int:
    """Write a stamp for each file whose gate lines have no current one; return the number of stamps.

    Raises SpoorboekError if the name or the reason is empty, or the file cannot be parsed or written.
    """
    files = reviews.unanswered_gates(settings)
    return _sign(path, ((file, settings.gates[file].fingerprint, Kind.GATE) for file in files), reviewer)


def _sign(path: Path, reviewed: Iterable[tuple[str, str, Kind]], reviewer: Reviewer) -> int:
    """Write a stamp for each (name, fingerprint, kind); return the number of stamps."""
    by, reason = _signature(reviewer)
    new = [Stamp(name, fingerprint, by, reviewer.on, reason, kind=kind) for name, fingerprint, kind in reviewed]
    if new:
        _rewrite(path, new, ())
    return len(new)


def _signature(reviewer: Reviewer) -> tuple[str, str]:
    """The name and the reason, each with whitespace collapsed to one line.

    Raises SpoorboekError if either has no words.
    """
    by, reason = " ".join(reviewer.by.split()), " ".join(reviewer.reason.split())
    for word, text in (("by", by), ("why", reason)):
        if not has_words(text):
            problem = _("the {option} of a stamp is empty", option=word)
            raise SpoorboekError(problem, _("give it with --{option}", option=word))
    return by, reason


def refuse_impossible_day(
    on: datetime.date, today: datetime.date, settings: Settings, first_days: Mapping[str, datetime.date]
) -> None:
    """Raise SpoorboekError if the day of review is in the future, after `as-of`, or before an item existed.

    `first_days` is the day of the first commit of each reviewed item, by id.
    """
    if on > today:
        raise SpoorboekError(_("{on} is in the future", on=on), _("give the day on which it was reviewed with --on"))
    if settings.own_as_of and on > settings.own_as_of:
        problem = _("{on} is after as-of ({as_of}), the date of every state", on=on, as_of=settings.own_as_of)
        remedy = _("move as-of in {file} to {on} first, as a change of its own", file=gate.NAME, on=on)
        raise SpoorboekError(problem, remedy)
    for id, first in sorted(first_days.items()):
        if on < first:
            problem = _("{item} was first committed on {first}, after {on}", item=id, first=first, on=on)
            raise SpoorboekError(problem, _("give the day on which it was reviewed with --on"))


def drop(path: Path, unused: Iterable[Stamp]) -> int:
    """Remove these stamps; return the number of distinct subjects that they were of.

    Raises SpoorboekError if the file cannot be parsed or written.
    """
    dropped = {stamp.key: stamp for stamp in unused}
    if dropped:
        _rewrite(path, (), dropped.values())
    return len(dropped)


def _rewrite(path: Path, new: Iterable[Stamp], dropped: Iterable[Stamp]) -> None:
    """Add and remove stamps under a lock, in the file as it is at that moment; other lines stay as they are."""
    new, dropped = tuple(new), tuple(dropped)
    with toml_file.locked(path):
        text = toml_file.exact_text(path, path.as_posix()) or ""
        stamps_file.parsed(text, path.as_posix())
        changed = stamps_file.written(text, new, dropped)
        _look(stamps_file.parsed(changed, path.as_posix()), new, dropped, path)
        toml_file.write(path, changed)


def _look(written: Iterable[Stamp], new: Iterable[Stamp], dropped: Iterable[Stamp], path: Path) -> None:
    """Raise SpoorboekError if the change did not take effect, because a stamp shares its line with others."""
    present = {(stamp.key, stamp.fingerprint, stamp.on) for stamp in written}
    lost = [stamp.name for stamp in new if (stamp.key, stamp.fingerprint, stamp.on) not in present]
    keys = {key for key, _fingerprint, _on in present}
    lost += [stamp.name for stamp in dropped if stamp.key in keys]
    if lost:
        problem = _("{file}: the stamp of {name} is not on a line of its own", file=path, name=lost[0])
        remedy = _("write each stamp on one line: {{ link = …, fingerprint = …, by = …, on = …, why = … }},")
        raise SpoorboekError(problem, remedy)
