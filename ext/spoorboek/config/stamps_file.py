"""conf/stamps.toml: the record of reviews, a line for each, sorted by what was reviewed."""

from __future__ import annotations

import datetime
import enum
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import Final, NamedTuple

from spoorboek.config import toml_file
from spoorboek.config.toml_file import Table, Value
from spoorboek.model import fingerprint
from spoorboek.model.errors import SpoorboekError, unreadable
from spoorboek.model.grouping import grouped
from spoorboek.model.message import _
from spoorboek.model.printable import CONTROL_CHARACTERS, has_words
from spoorboek.model.programme import NOWHERE, Location

FILE: Final = "stamps.toml"


class Kind(enum.StrEnum):
    """What a stamp is for, by the key in its line.

    The target of a link, an item itself, the outcome of an item, or a file of the gate.
    """

    LINK = "link"
    ITEM = "item"
    OUTCOME = "outcome"
    GATE = "gate"


_KEYS: Final = (*Kind, "fingerprint", "by", "on", "why")
_TEXT: Final = rf'"((?:[^"\\{CONTROL_CHARACTERS}]|\\["\\])*)"'
_COMMENT: Final = r"[ \t]*(?:#[^\x00-\x08\x0a-\x1f\x7f]*)?\r?"
_LINE: Final = re.compile(
    rf'[ \t]*\{{ (?:(link) = "([^\s"\\]+ [^\s"\\]+ [^\s"\\]+)"|'
    rf'({Kind.ITEM}|{Kind.OUTCOME}|{Kind.GATE}) = "([^\s"\\]+)"), '
    rf'fingerprint = "([0-9a-f]{{{fingerprint.ITEM_DIGITS}}})", '
    rf"by = {_TEXT}, on = (\d{{4}}-\d\d-\d\d), why = {_TEXT} \}},{_COMMENT}"
)
"""A stamp as this module writes it; any other TOML layout is read by tomllib, which is slower."""
_HEAD: Final = re.compile(rf"[ \t]*stamps[ \t]*=[ \t]*\[{_COMMENT}")
_FOOT: Final = re.compile(rf"[ \t]*\]{_COMMENT}")
_EMPTY: Final = re.compile(_COMMENT)
_ALONE: Final = re.compile(r"[ \t]*\{[^{}]*\}[ \t]*(,?)\s*")
_NEW: Final = """\
# A line for each review. `spoorboek review` lists what has to be reviewed, `spoorboek accept` writes here.
# Of two lines for one thing the one that holds now counts, so that git may keep both sides of a merge.
stamps = [
]
"""


class Stamp(NamedTuple):
    """A review of something, at the version with this fingerprint.

    `name` is a link (`PLAN-C4 theme THEME-care`, whose target was reviewed), the id of an item (for the item itself or
    for its outcome), or a file of the gate. `by`, `on` and `why` are named as in the file.
    """

    name: str
    fingerprint: str
    by: str
    on: datetime.date
    why: str
    at: Location = NOWHERE
    kind: Kind = Kind.LINK

    @property
    def key(self) -> tuple[str, Kind]:
        """What identifies the reviewed thing; the sort key of the file."""
        return self.name, self.kind

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the items it names: both ends of a link, an item, none for a gate."""
        if self.kind is Kind.GATE:
            return ()
        parts = self.name.split()
        return (parts[0], parts[-1]) if self.kind is Kind.LINK else (self.name,)

    def __str__(self) -> str:
        """Its line in the file."""
        parts = (
            f"{self.kind} = {toml_file.quoted(self.name)}",
            f"fingerprint = {toml_file.quoted(self.fingerprint)}",
            f"by = {toml_file.quoted(self.by)}",
            f"on = {self.on.isoformat()}",
            f"why = {toml_file.quoted(self.why)}",
        )
        return f"    {{ {', '.join(parts)} }},"


def read(path: Path, shown_as: str) -> tuple[Stamp, ...] | None:
    """All stamps in file order; None if there is no file.

    Raises SpoorboekError if it is malformed.
    """
    text = toml_file.text(path, shown_as)
    return None if text is None else parsed(text, shown_as)


def parsed(text: str, shown_as: str) -> tuple[Stamp, ...]:
    """The stamps in a TOML text. Raises SpoorboekError if it is malformed."""
    quick = _quick(text, shown_as)
    return _slow(text, shown_as) if quick is None else quick


def _quick(text: str, shown_as: str) -> tuple[Stamp, ...] | None:
    """Parse line by line; None if a line is not as this module writes it, so that tomllib is needed."""
    stamps: list[Stamp] = []
    opened = closed = False
    for number, line in enumerate(text.split("\n"), 1):
        if opened and not closed and (match := _LINE.fullmatch(line)):
            link, ends, kind, name, digits, by, day, reason = match.groups()
            try:
                on = datetime.date.fromisoformat(day)
            except ValueError:
                return None
            if not has_words(by) or by != by.strip() or not has_words(reason) or reason != reason.strip():
                return None
            at = Location(shown_as, number, match.start(2 if link else 4))
            stamps.append(Stamp(ends or name, digits, _plain(by), on, _plain(reason), at, Kind(link or kind)))
        elif not opened and _HEAD.fullmatch(line):
            opened = True
        elif opened and not closed and _FOOT.fullmatch(line):
            closed = True
        elif not _EMPTY.fullmatch(line):
            return None
    return tuple(stamps) if opened == closed else None


def _plain(written: str) -> str:
    return re.sub(r"\\(.)", r"\1", written) if "\\" in written else written


def _slow(text: str, shown_as: str) -> tuple[Stamp, ...]:
    top = toml_file.parsed(text, shown_as).top.table_of(("stamps",), _("{file}", file=shown_as))
    remedy = _("write a line for each: {{ link = … }},")
    return tuple(map(_stamp, top["stamps"].entries(remedy) if "stamps" in top else ()))


def _stamp(value: Value) -> Stamp:
    entry = value.table_of(_KEYS, _("a stamp"))
    kind, name = _named(entry)
    for key in _KEYS[len(Kind) :]:
        if key not in entry or not has_words(str(entry[key].raw)):
            problem = _("the stamp of {name} has no {key!r}", name=name, key=key)
            raise unreadable(entry[kind].at, problem, _("let `spoorboek accept` write it"))
    by, reason, digits = entry["by"].text(), entry["why"].text(), entry["fingerprint"].text()
    return Stamp(name, digits, by, entry["on"].day(), reason, entry[kind].at, kind)


def _named(entry: Table) -> tuple[Kind, str]:
    """The kind and name of a stamp; the name has as many words as its kind needs."""
    kinds = [kind for kind in Kind if entry.text(kind)]
    if len(kinds) != 1:
        problem = _("a stamp names {count} of {kinds}, expected one", count=len(kinds), kinds=", ".join(Kind))
        raise unreadable(entry.value.at, problem, _("let `spoorboek accept` write it"))
    (kind,) = kinds
    parts = entry[kind].text().split()
    if len(parts) != (3 if kind is Kind.LINK else 1):
        expected = _("ITEM role TARGET") if kind is Kind.LINK else _("one word")
        raise entry[kind].wrong(expected, _("let `spoorboek accept` write it"))
    return kind, " ".join(parts)


Row = tuple[tuple[str, Kind] | None, str]
"""A line, after the key of its stamp if that is alone on it, else None."""


def written(text: str, stamps: Iterable[Stamp], dropped: Iterable[Stamp] = ()) -> str:
    """The text with `stamps` added and those of `dropped` removed; all other lines stay.

    A stamp for something that has a line replaces it (and duplicates go); others go after the last that sorts before.
    Raises SpoorboekError if no line opens the list.
    """
    text = text or _NEW
    new = {stamp.key: stamp for stamp in stamps}
    removed = {stamp.key for stamp in dropped}
    end = "\r" if text.partition("\n")[0].endswith("\r") else ""
    rows: list[Row] = []
    for key, line in _rows(text):
        if key in new:
            rows.append((key, f"{new.pop(key)}{end}"))
            removed.add(key)  # drops later, older lines for it
        elif key is None or key not in removed:
            rows.append((key, line))
    return "\n".join(_with(rows, [new[key] for key in sorted(new)], end))


def _with(rows: list[Row], new: list[Stamp], end: str) -> Iterator[str]:
    """The lines, with each new stamp after the last that sorts before it."""
    by_key = sorted((key, number) for number, (key, _) in enumerate(rows) if key is not None)
    numbers = (number for _, number in by_key)
    # By how many stamps sort before a new one, the number of the line below which it belongs.
    places = list(accumulate(numbers, max, initial=_head(rows) if new else 0))
    below = grouped((places[bisect_left(by_key, (stamp.key, -1))], stamp) for stamp in new)
    for number, (key, line) in enumerate(rows):
        stamps_below = below.get(number, [])
        yield _with_comma(line) if stamps_below and key else line
        yield from (f"{stamp}{end}" for stamp in stamps_below)


def _head(rows: list[Row]) -> int:
    for number, (_key, line) in enumerate(rows):
        if _HEAD.fullmatch(line):
            return number
    remedy = _("write it on a line of its own, the stamps below it and ] below those")
    raise SpoorboekError(_("no line of the stamps reads 'stamps = ['"), remedy)


def _with_comma(line: str) -> str:
    """The line with a comma after its stamp, if it has none."""
    masked = toml_file.masked(line)
    close = masked.rindex("}") + 1
    return line if "," in masked[close:] else f"{line[:close]},{line[close:]}"


def _rows(text: str) -> Iterator[Row]:
    stamps = grouped((stamp.at.line, stamp) for stamp in parsed(text, ""))
    lines = text.split("\n")
    masked = toml_file.masked(text).split("\n") if stamps else lines
    for number, (line, plain) in enumerate(zip(lines, masked, strict=True), 1):
        stamps_below = stamps.get(number, [])
        yield stamps_below[0].key if len(stamps_below) == 1 and _ALONE.fullmatch(plain) else None, line
