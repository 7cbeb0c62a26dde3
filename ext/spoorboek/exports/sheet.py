"""A checklist as a table: what every form of it shows, row by row."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from babel.dates import format_date

from spoorboek.analysis.checklist import Checklist, Line
from spoorboek.analysis.involvement import Relation
from spoorboek.analysis.language import words
from spoorboek.model import dates
from spoorboek.model.programme import Item


def heads() -> tuple[str, ...]:
    """What stands above the columns."""
    return tuple(words.SHEET_HEADS.values())


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: its text, the day where it is one, and the address that it leads to."""

    text: str
    day: datetime.date | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table with what stands above it; what cannot be tested stands below it, and is not counted."""

    title: str
    above: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    apart: tuple[tuple[str, str, str], ...]
    tab: str = ""
    """What it is called where there is little room; its title where it has no such name."""


def sheet(checklist: Checklist, title: str) -> Sheet:
    """The lines of a checklist under a title."""
    still_open = sum(line.is_open for line in checklist.lines)
    date = format_date(checklist.as_of, words.LONG_DATE, locale=words.LOCALE)
    stand = words.CHECKLIST_AS_OF.format(date=date, open=still_open, total=len(checklist.lines))
    rows = tuple(tuple(_row(line)) for line in checklist.lines)
    apart = tuple((each.item.id, each.item.title, words.WHY_APART[each.why]) for each in checklist.apart)
    return Sheet(title, (stand, words.PUBLISHER, words.SELF_SAID), rows, apart)


def answer(line: Line) -> str:
    return f"{words.STATES[line.answer]}, {words.SUSPECT}" if line.suspect else words.STATES[line.answer]


def party(party: Relation) -> str:
    """`Dienst Justitiële Inrichtingen (onder toezicht, afgeleid door de redactie)`."""
    how = words.PARTS[party.part]
    return (
        f"{party.organisation.title} ({how}, {words.INFERRED})"
        if party.is_inferred
        else f"{party.organisation.title} ({how})"
    )


def _row(line: Line) -> Iterable[Cell]:
    evidence = [
        f"{each.event.title} ({words.PARTLY})" if not each.whole else each.event.title for each in line.evidence
    ]
    senders = dict.fromkeys(name for each in line.evidence for name in each.senders or (words.NO_SENDER,))
    sources = list(dict.fromkeys(source for each in line.evidence for source in each.sources))
    yield Cell(line.check.id)
    yield Cell(line.commitment.title)
    yield Cell(line.check.field("question"))
    yield Cell(answer(line))
    yield Cell(line.check.field("settles"))
    yield Cell("; ".join(evidence))
    yield _date(line.evidence[0].event.field("date") if line.evidence else "")
    yield Cell("; ".join(senders))
    yield Cell(sources[0].title, url=sources[0].field("url")) if sources else Cell("")
    yield Cell("; ".join(_with_address(source) for source in sources[1:]))
    yield _date(line.check.field("looked_on"))
    yield Cell(line.check.field("looked_in"))
    yield Cell(_titles(line.themes))
    yield Cell(_titles(line.chains))
    yield Cell("; ".join(party(each) for each in line.parties))
    yield Cell(_titles(line.notes))


def _date(written: str) -> Cell:
    """A day as a day; a month or a year as it was written."""
    is_day = len(written) == 10 and dates.is_date(written)
    return Cell(written, dates.first_day(written) if is_day else None)


def _with_address(source: Item) -> str:
    return f"{source.title} {source.field('url')}".rstrip()


def _titles(items: Iterable[Item]) -> str:
    return "; ".join(item.title for item in items)
