"""The list files beside ubproject.toml: waivers, retired ids, identifiers, deviations."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from spoorboek.config import toml_file
from spoorboek.config.toml_file import Table
from spoorboek.model.errors import unreadable
from spoorboek.model.message import _
from spoorboek.model.printable import has_words
from spoorboek.model.programme import Location

WAIVERS: Final = "waivers.toml"
RETIRED: Final = "retired.toml"
IDENTIFIERS: Final = "identifiers.toml"
DEVIATIONS: Final = "deviations.toml"


class Waiver(NamedTuple):
    """An accepted finding. `finding` is its identity, `S104 THEME-care`; `until` is the last day the waiver is valid.

    `at` is the location of the finding's name, `until_at` of the day.
    """

    finding: str
    reason: str
    owner: str
    until: datetime.date | None
    at: Location
    until_at: Location | None = None

    @property
    def name(self) -> str:
        return self.finding

    def has_ended(self, as_of: datetime.date | None) -> bool:
        return bool(self.until and as_of and self.until < as_of)


@dataclass(frozen=True, slots=True)
class Retired:
    """An id that was published and is no longer used; `page` (docname) is where it was."""

    id: str
    date: datetime.date
    reason: str
    successor: str
    page: str
    at: Location
    successor_at: Location

    @property
    def name(self) -> str:
        return self.id


def waivers(path: Path, shown_as: str) -> tuple[Waiver, ...]:
    """The `[[waive]]` entries of a file; () if there is none. S703 reports a missing reason, owner or day.

    Raises SpoorboekError if it is malformed.
    """
    return tuple(
        Waiver(
            _exact(entry, "finding"),
            entry.text("reason"),
            entry.text("owner"),
            entry["until"].day() if "until" in entry else None,
            entry.at("finding"),
            entry.at("until"),
        )
        for entry in _entries(path, shown_as, "waive", ("finding", "reason", "owner", "until"))
    )


def first_waivers(entries: Sequence[Waiver]) -> dict[str, Waiver]:
    """Waivers by finding; of several for one finding, the first."""
    return {waiver.finding: waiver for waiver in reversed(entries)}


def retired(path: Path, shown_as: str) -> dict[str, Retired]:
    """The `[[retired]]` entries of a file by id; {} if there is no file.

    Raises SpoorboekError if it is malformed.
    """
    entries: dict[str, Retired] = {}
    for entry in _entries(path, shown_as, "retired", ("id", "date", "reason", "successor", "page")):
        id, page = _exact(entry, "id"), entry.text("page")
        if id in entries:
            problem = _("{item} was retired before, at {place}", item=id, place=entries[id].at)
            raise unreadable(entry.at("id"), problem, _("keep one of the two"))
        if page.startswith("/") or page.endswith((".html", ".md", "/")) or ".." in page.split("/"):
            remedy = _("write it as folder/page, without .html")
            raise unreadable(entry.at("page"), _("page is {page!r}", page=page), remedy)
        day, reason = entry.required_day("date"), entry.required_text("reason")
        entries[id] = Retired(id, day, reason, entry.text("successor"), page, entry.at("id"), entry.at("successor"))
    return entries


def identifiers(path: Path, shown_as: str) -> tuple[str, ...]:
    """The TOOI identifiers in a file, each of which has a label and a source; () if there is no file.

    Raises SpoorboekError if it is malformed.
    """
    ids: list[str] = []
    for entry in _entries(path, shown_as, "tooi", ("id", "label", "source")):
        entry.required_text("label")
        if not any(map(has_words, entry.texts("source"))):
            raise entry.missing("source")
        ids.append(entry.required_text("id"))
    return tuple(ids)


@dataclass(frozen=True, slots=True)
class Deviation:
    """A known accessibility problem, and the day by which it is to be fixed. Fields: the keys of the file."""

    what: str
    cause: str
    effect: str
    measure: str
    until: datetime.date
    at: Location
    until_at: Location

    @property
    def name(self) -> str:
        return self.what


def deviations(path: Path, shown_as: str) -> tuple[Deviation, ...]:
    """The `[[deviation]]` entries of a file, all keys required; () if there is no file.

    Raises SpoorboekError if it is malformed.
    """
    return tuple(
        Deviation(
            entry.required_text("what"),
            entry.required_text("cause"),
            entry.required_text("effect"),
            entry.required_text("measure"),
            entry.required_day("until"),
            entry.at("what"),
            entry.at("until"),
        )
        for entry in _entries(path, shown_as, "deviation", ("what", "cause", "effect", "measure", "until"))
    )


def _exact(entry: Table, key: str) -> str:
    """A required text, unchanged, to be compared exactly."""
    entry.required_text(key)
    return entry[key].exact()


def _entries(path: Path, shown_as: str, name: str, keys: Sequence[str]) -> Iterator[Table]:
    """The tables of a file that has one list of tables, `name`, with no keys but `keys`."""
    document = toml_file.read(path, shown_as)
    if document is None:
        return
    top = document.top.table_of((name,), _("{file}", file=shown_as))
    remedy = _("write each entry below [[{table}]]", table=name)
    for entry in top[name].entries(remedy) if name in top else ():
        yield entry.table_of(keys, _("[[{table}]]", table=name))
