"""What stands beside ubproject.toml: waivers, retired ids, identifiers, deviations. Who adds a line answers for it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from spoorboek import tables
from spoorboek.errors import unreadable
from spoorboek.model import Location
from spoorboek.near import did_you_mean

WAIVERS: Final = "waivers.toml"
RETIRED: Final = "retired.toml"
IDENTIFIERS: Final = "identifiers.toml"
DEVIATIONS: Final = "deviations.toml"
FILES: Final = (WAIVERS, RETIRED, IDENTIFIERS, DEVIATIONS)
_KINDS: Final[Mapping[type, str]] = {str: "text between quotes", datetime.date: "a date, 2026-11-23", list: "a list"}


@dataclass(frozen=True, slots=True)
class Waiver:
    """`finding` is the identity of a finding, as in `S104 THM-cter`; `until` the last day on which it holds.

    `at` is where the finding is named, `until_at` where the day stands.
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
    """An id that was published and is no longer used; `page` is the page (docname) at which it stood."""

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
    """The `[[waive]]` entries of a file; none where there is no file. A missing reason, owner or day is S703.

    Raises SpoorboekError where it cannot be followed.
    """
    kinds = {"finding": str, "reason": str, "owner": str, "until": datetime.date}
    return tuple(
        Waiver(
            " ".join(entry.given("finding").split()),
            entry.text("reason"),
            entry.text("owner"),
            entry.values.get("until"),
            entry.at("finding"),
            entry.at("until"),
        )
        for entry in _entries(path, shown_as, "waive", kinds)
    )


def first_waivers(given: Sequence[Waiver]) -> dict[str, Waiver]:
    """By finding; of several for the same finding the first counts."""
    return {waiver.finding: waiver for waiver in reversed(given)}


def retired(path: Path, shown_as: str) -> dict[str, Retired]:
    """The `[[retired]]` entries of a file by their id; none where there is no file.

    Raises SpoorboekError where it cannot be followed.
    """
    found: dict[str, Retired] = {}
    kinds = {"id": str, "date": datetime.date, "reason": str, "successor": str, "page": str}
    for entry in _entries(path, shown_as, "retired", kinds):
        id, page = entry.given("id"), entry.text("page")
        if id in found:
            raise unreadable(entry.at("id"), f"{id} was retired before, at {found[id].at}", "keep one of the two")
        if page.startswith("/") or page.endswith((".html", ".md", "/")) or ".." in page.split("/"):
            raise unreadable(entry.at("page"), f"page is {page!r}", "write it as 2024/toezeggingen/c4, without .html")
        day, reason = entry.given("date"), entry.given("reason")
        found[id] = Retired(id, day, reason, entry.text("successor"), page, entry.at("id"), entry.at("successor"))
    return found


def identifiers(path: Path, shown_as: str) -> tuple[str, ...] | None:
    """The TOOI identifiers that a file lists; None where there is no file.

    Raises SpoorboekError where it cannot be followed.
    """
    if not path.exists():
        return None
    kinds = {"id": str, "label": str, "source": list}
    return tuple(entry.given("id") for entry in _entries(path, shown_as, "tooi", kinds))


@dataclass(frozen=True, slots=True)
class Deviation:
    """Where the pages are not yet as accessible as they should be, and the day by which that is mended."""

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
    """The `[[deviation]]` entries of a file, each whole; none where there is no file.

    Raises SpoorboekError where it cannot be followed.
    """
    texts = ("what", "cause", "effect", "measure")
    return tuple(
        Deviation(
            entry.given("what"),
            entry.given("cause"),
            entry.given("effect"),
            entry.given("measure"),
            entry.given("until"),
            entry.at("what"),
            entry.at("until"),
        )
        for entry in _entries(path, shown_as, "deviation", {**dict.fromkeys(texts, str), "until": datetime.date})
    )


@dataclass(frozen=True, slots=True)
class _Entry:
    """One table of a list of tables."""

    document: tables.Document
    table: str
    number: int
    values: dict[str, Any]

    def at(self, key: str) -> Location:
        return self.document.place(self.table, self.number, key)

    def text(self, key: str) -> str:
        return str(self.values.get(key, "")).strip()

    def given(self, key: str) -> Any:
        """A value that must be there."""
        value = self.values.get(key)
        if not value or not str(value).strip():
            raise unreadable(self.at(key), f"[[{self.table}]] has no {key!r}", f"say it: {key} = …")
        return value.strip() if isinstance(value, str) else value

    def hold_to(self, kinds: Mapping[str, type]) -> None:
        for key, value in self.values.items():
            if key not in kinds:
                problem = f"[[{self.table}]] has no setting {key!r}{did_you_mean(key, kinds)}"
                raise unreadable(self._place_of_key(key), problem, "use one of " + ", ".join(kinds))
            kind = kinds[key]
            if not (tables.is_day(value) if kind is datetime.date else isinstance(value, kind)):
                raise unreadable(self.at(key), f"{key} is {value!r}, expected {_KINDS[kind]}", "write it so")

    def _place_of_key(self, key: str) -> Location:
        value = self.at(key)
        column = self.document.text.split("\n")[value.line - 1].find(key) + 1
        return Location(value.file, value.line, max(column, 1))


def _entries(path: Path, shown_as: str, table: str, kinds: Mapping[str, type]) -> Iterator[_Entry]:
    """The tables of a file that holds one list of tables, each with the keys and kinds of value it may have."""
    document = tables.read(path, shown_as)
    if document is None:
        return
    for name in document.values:
        if name != table:
            problem = f"{shown_as} has no setting {name!r}{did_you_mean(name, [table])}"
            raise unreadable(document.find(name), problem, f"write each entry below [[{table}]]")
    written = document.values.get(table, [])
    if not isinstance(written, list) or not all(isinstance(values, dict) for values in written):
        raise unreadable(document.find(table), f"{table} is no list of tables", f"write each entry below [[{table}]]")
    for number, values in enumerate(written):
        entry = _Entry(document, table, number, values)
        entry.hold_to(kinds)
        yield entry
