"""A checklist as a table, which every format for people shows."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from spoorboek.analysis import searches
from spoorboek.analysis.checklist import Checklist, Line
from spoorboek.analysis.involvement import Relation
from spoorboek.i18n import date_formats
from spoorboek.i18n.language import _, pgettext, translate
from spoorboek.model import dates
from spoorboek.model.programme import Item

PROSE: Final = ("question", "settles", "place", "by_note")
"""The fields with prose that a sheet shows, beside titles."""


def heads() -> tuple[str, ...]:
    """The headings of the columns."""
    return (
        _("Id"), _("Commitment"), _("Question"), _("Answer"), _("Evidence needed"), _("Evidence"),
        _("Evidence dated"), _("By"), _("Source"), _("More sources"), _("Times searched"), _("Last searched on"),
        _("Searched in"), _("Theme"), _("Chain"), _("Organisations"), _("Editorial notes"),
    )  # fmt: skip


def evidence_note() -> str:
    """The note that statements of an organisation about itself are no evidence."""
    return _("What an organisation says about itself does not answer a check. Only a public source does.")


def readings() -> list[str]:
    """The values that an organisation can choose from in the column for its judgement."""
    return [_("correct"), _("partly correct"), _("not correct"), _("we do not know")]


def paper_heads() -> tuple[str, ...]:
    """The headings of the columns on paper and on pages."""
    return _("Check"), _("Answer"), _("Evidence, or what is needed"), _("Your judgement")


def signature() -> tuple[str, ...]:
    """What whoever signs the checklist fills in."""
    return _("Organisation"), _("Name and position"), _("Date"), _("Signature")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text, the same as a day or a number if it is one, and the URL that it links to."""

    text: str
    day: datetime.date | None = None
    url: str = ""
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table, with the lines above it, and the lists below it: their title, and id, title and remark of each item."""

    title: str
    above: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    below: tuple[tuple[str, list[tuple[str, str, str]]], ...]
    tab: str = ""
    """The short name for the tab of a workbook; if empty, the title is used."""


def sheet(checklist: Checklist, title: str, publisher_note: str = "") -> Sheet:
    """The table of a checklist; above it the counts, the publisher note (if any) and the note on own statements."""
    still_open = sum(line.is_open for line in checklist.lines)
    date = date_formats.shown(checklist.as_of)
    stand = _("As of {date}. Open checks: {open} of {total}.", date=date, open=still_open, total=len(checklist.lines))
    rows = tuple(tuple(_row(line)) for line in checklist.lines)
    apart = [(apart.item.id, apart.item.title, translate(apart.reason)) for apart in checklist.apart]
    open_ = [(open_.item.id, open_.item.title, _titles(open_.to)) for open_ in checklist.recommendations]
    lists = ((_("Not counted"), apart), (_("Recommendations that are open"), open_))
    below = tuple((heading, items) for heading, items in lists if items)
    return Sheet(title, (stand, *filter(None, (publisher_note,)), evidence_note()), rows, below)


def answer(line: Line) -> str:
    shown = translate(line.answer.label)
    suspect = _("suspect: the document given as evidence has changed")
    return f"{shown}, {suspect}" if line.suspect else shown


def party(party: Relation) -> str:
    """`A council (supervised, inferred by the editors)`."""
    how = [translate(party.part.label), *([_("inferred by the editors")] if party.is_inferred else [])]
    return f"{party.organisation.title} ({', '.join(how)})"


def _row(line: Line) -> Iterable[Cell]:
    partly = pgettext("evidence", "partly")
    evidence = [piece.event.title if piece.is_full else f"{piece.event.title} ({partly})" for piece in line.evidence]
    senders = dict.fromkeys(name for piece in line.evidence for name in piece.senders or (_("sender not confirmed"),))
    sources = list(dict.fromkeys(source for piece in line.evidence for source in piece.sources))
    yield Cell(line.check.id)
    yield Cell(line.commitment.title)
    yield Cell(line.check.field("question"))
    yield Cell(answer(line))
    yield Cell(line.check.field("settles"))
    yield Cell("; ".join(evidence))
    yield _date(line.evidence[0].event.field("date") if line.evidence else "")
    yield Cell("; ".join(senders))
    yield Cell(sources[0].title, url=sources[0].field("url")) if sources else Cell("")
    yield Cell("; ".join(f"{source.title} {source.field('url')}".rstrip() for source in sources[1:]))
    yield Cell(str(len(line.searches)), number=len(line.searches)) if line.searches else Cell("")
    yield _date(searches.last_on(line.searches))
    yield Cell("; ".join(dict.fromkeys(search.field("place") for search in line.searches)))
    yield Cell(_titles(line.themes))
    yield Cell(_titles(line.chains))
    yield Cell("; ".join(party(relation) for relation in line.parties))
    yield Cell(_titles(line.notes))


def _date(written: str) -> Cell:
    """A cell with the date as written, and as a day if it is one (not for a month or a year)."""
    is_day = len(written) == 10 and dates.is_date(written)
    return Cell(written, dates.first_day(written) if is_day else None)


def _titles(items: Iterable[Item]) -> str:
    return "; ".join(item.title for item in items)
