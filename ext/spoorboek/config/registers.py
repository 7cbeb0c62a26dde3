"""What stands beside ubproject.toml: waivers, retired ids, identifiers, deviations. Who adds a line answers for it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from spoorboek.config import toml_file
from spoorboek.config.toml_file import Value
from spoorboek.model.errors import SpoorboekError, unreadable
from spoorboek.model.lines import has_words
from spoorboek.model.message import _
from spoorboek.model.programme import Location

WAIVERS: Final = "waivers.toml"
RETIRED: Final = "retired.toml"
IDENTIFIERS: Final = "identifiers.toml"
DEVIATIONS: Final = "deviations.toml"
FILES: Final = (WAIVERS, RETIRED, IDENTIFIERS, DEVIATIONS)


@dataclass(frozen=True, slots=True)
class Waiver:
    """`finding` is the identity of a finding, as in `S104 THEME-care`; `until` the last day on which it holds.

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
    return tuple(
        Waiver(
            entry.exact("finding"),
            entry.text("reason"),
            entry.text("owner"),
            entry.values["until"].day() if "until" in entry.values else None,
            entry.at("finding"),
            entry.at("until"),
        )
        for entry in _entries(path, shown_as, "waive", ("finding", "reason", "owner", "until"))
    )


def first_waivers(given: Sequence[Waiver]) -> dict[str, Waiver]:
    """By finding; of several for the same finding the first counts."""
    return {waiver.finding: waiver for waiver in reversed(given)}


def retired(path: Path, shown_as: str) -> dict[str, Retired]:
    """The `[[retired]]` entries of a file by their id; none where there is no file.

    Raises SpoorboekError where it cannot be followed.
    """
    found: dict[str, Retired] = {}
    for entry in _entries(path, shown_as, "retired", ("id", "date", "reason", "successor", "page")):
        id, page = entry.exact("id"), entry.text("page")
        if id in found:
            problem = _("{item} was retired before, at {place}", item=id, place=found[id].at)
            raise unreadable(entry.at("id"), problem, _("keep one of the two"))
        if page.startswith("/") or page.endswith((".html", ".md", "/")) or ".." in page.split("/"):
            remedy = _("write it as folder/page, without .html")
            raise unreadable(entry.at("page"), _("page is {page!r}", page=page), remedy)
        day, reason = entry.given_day("date"), entry.given("reason")
        found[id] = Retired(id, day, reason, entry.text("successor"), page, entry.at("id"), entry.at("successor"))
    return found


def identifiers(path: Path, shown_as: str) -> tuple[str, ...]:
    """The TOOI identifiers that a file lists, each with its name and who gives it; none where there is no file.

    Raises SpoorboekError where it cannot be followed.
    """
    found: list[str] = []
    for entry in _entries(path, shown_as, "tooi", ("id", "label", "source")):
        entry.given("label")
        if not any(map(has_words, entry.values["source"].words() if "source" in entry.values else ())):
            raise entry.lacks("source")
        found.append(entry.given("id"))
    return tuple(found)


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
    return tuple(
        Deviation(
            entry.given("what"),
            entry.given("cause"),
            entry.given("effect"),
            entry.given("measure"),
            entry.given_day("until"),
            entry.at("what"),
            entry.at("until"),
        )
        for entry in _entries(path, shown_as, "deviation", ("what", "cause", "effect", "measure", "until"))
    )


@dataclass(frozen=True, slots=True)
class _Entry:
    """One table of a list of tables. Each method raises SpoorboekError where a value is of another kind."""

    table: str
    whole: Value
    values: Mapping[str, Value]

    def at(self, key: str) -> Location:
        return self.values[key].at if key in self.values else self.whole.at

    def text(self, key: str) -> str:
        return self.values[key].text() if key in self.values else ""

    def given(self, key: str) -> str:
        """A text that must be there, and say something."""
        text = self.text(key)
        if has_words(text):
            return text
        raise self.lacks(key)

    def exact(self, key: str) -> str:
        """A text that must be there, and matches only what is written so."""
        self.given(key)
        return self.values[key].exact()

    def given_day(self, key: str) -> datetime.date:
        """A day that must be there."""
        if key in self.values:
            return self.values[key].day()
        raise self.lacks(key)

    def lacks(self, key: str) -> SpoorboekError:
        problem = _("[[{table}]] has no {key!r}", table=self.table, key=key)
        return unreadable(self.at(key), problem, _("say it: {key} = …", key=key))


def _entries(path: Path, shown_as: str, name: str, keys: Sequence[str]) -> Iterator[_Entry]:
    """The tables of a file that holds one list of tables, each with no other keys than these."""
    document = toml_file.read(path, shown_as)
    if document is None:
        return
    top = document.top.table_of((name,), _("{file}", file=shown_as))
    remedy = _("write each entry below [[{table}]]", table=name)
    for entry in top[name].entries(remedy) if name in top else ():
        yield _Entry(name, entry, entry.table_of(keys, _("[[{table}]]", table=name)))
