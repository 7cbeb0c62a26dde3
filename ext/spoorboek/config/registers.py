"""What stands beside ubproject.toml: waivers, retired ids, identifiers, deviations. Who adds a line answers for it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from spoorboek.config import toml_file
from spoorboek.model.errors import unreadable
from spoorboek.model.message import Message, _
from spoorboek.model.near_matches import did_you_mean
from spoorboek.model.programme import Location

WAIVERS: Final = "waivers.toml"
RETIRED: Final = "retired.toml"
IDENTIFIERS: Final = "identifiers.toml"
DEVIATIONS: Final = "deviations.toml"
FILES: Final = (WAIVERS, RETIRED, IDENTIFIERS, DEVIATIONS)
_KINDS: Final[Mapping[type, Message]] = {
    str: _("text between quotes"),
    datetime.date: _("a date, 2026-11-23"),
    list: _("a list"),
}


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
            problem = _("{item} was retired before, at {place}", item=id, place=found[id].at)
            raise unreadable(entry.at("id"), problem, _("keep one of the two"))
        if page.startswith("/") or page.endswith((".html", ".md", "/")) or ".." in page.split("/"):
            remedy = _("write it as 2024/voornemens/c4, without .html")
            raise unreadable(entry.at("page"), _("page is {page!r}", page=page), remedy)
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

    document: toml_file.Document
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
            problem = _("[[{table}]] has no {key!r}", table=self.table, key=key)
            raise unreadable(self.at(key), problem, _("say it: {key} = …", key=key))
        return value.strip() if isinstance(value, str) else value

    def hold_to(self, kinds: Mapping[str, type]) -> None:
        for key, value in self.values.items():
            if key not in kinds:
                meant = did_you_mean(key, kinds)
                problem = _("[[{table}]] has no setting {key!r}{meant}", table=self.table, key=key, meant=meant)
                raise unreadable(self._place_of_key(key), problem, _("use one of {words}", words=", ".join(kinds)))
            kind = kinds[key]
            if not (toml_file.is_day(value) if kind is datetime.date else isinstance(value, kind)):
                problem = _("{name} is {value!r}, expected {expected}", name=key, value=value, expected=_KINDS[kind])
                raise unreadable(self.at(key), problem, _("write it so"))

    def _place_of_key(self, key: str) -> Location:
        value = self.at(key)
        column = self.document.text.split("\n")[value.line - 1].find(key) + 1
        return Location(value.file, value.line, max(column, 1))


def _entries(path: Path, shown_as: str, table: str, kinds: Mapping[str, type]) -> Iterator[_Entry]:
    """The tables of a file that holds one list of tables, each with the keys and kinds of value it may have."""
    document = toml_file.read(path, shown_as)
    if document is None:
        return
    for name in document.values:
        if name != table:
            meant = did_you_mean(name, [table])
            problem = _("{file} has no setting {key!r}{meant}", file=shown_as, key=name, meant=meant)
            raise unreadable(document.find(name), problem, _("write each entry below [[{table}]]", table=table))
    written = document.values.get(table, [])
    if not isinstance(written, list) or not all(isinstance(values, dict) for values in written):
        problem = _("{table} is no list of tables", table=table)
        raise unreadable(document.find(table), problem, _("write each entry below [[{table}]]", table=table))
    for number, values in enumerate(written):
        entry = _Entry(document, table, number, values)
        entry.hold_to(kinds)
        yield entry
