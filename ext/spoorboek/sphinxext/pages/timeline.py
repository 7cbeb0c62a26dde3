"""`{timeline}`: events and due dates by month; `lanes`: by commitment; `table`: in rows."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx

from spoorboek.analysis import timeline
from spoorboek.analysis.lineage import Edition
from spoorboek.analysis.timeline import Entry, Sign
from spoorboek.config.names import Roles, Types
from spoorboek.i18n import date_formats
from spoorboek.i18n.language import _, translate
from spoorboek.model import dates, message
from spoorboek.model.grouping import grouped
from spoorboek.model.programme import Item
from spoorboek.sphinxext.pages import downloads, draw
from spoorboek.sphinxext.pages.directive import BY_EDITION, Example, PageDirective

NAME: Final = "timeline"


class TimelineDirective(PageDirective):
    NAME = NAME
    MEANING = message._("events in their order; 'lanes' gives a row for each commitment, 'table' a table")
    EXAMPLE = Example("table", {"edition": "2026"})
    optional_arguments = 1
    option_spec = BY_EDITION
    FORMS = ("months", "lanes", "table")

    @staticmethod
    def render(placeholder: Any, app: Sphinx, docname: str) -> Sequence[nodes.Node] | nodes.Node:
        line = _Line(app, docname, draw.edition(placeholder, app))
        forms = {"months": line.months, "lanes": line.lanes, "table": line.table}
        return list(forms[placeholder["form"]]()) if line.entries else draw.paragraph(_("There are none."))


class _Line:
    """All entries of the timeline, on one page of one build."""

    def __init__(self, app: Sphinx, docname: str, edition: Edition | None) -> None:
        self.app = app
        self.docname = docname
        self.programme = draw.programme(app)
        self.as_of = draw.as_of(app)
        self.entries = [
            entry for entry in timeline.of(self.programme, self.as_of) if draw.is_of(entry.item, edition, app)
        ]
        self.edition = edition
        self.commitments = edition.commitments if edition else tuple(self.programme.of_type(Types.COMMITMENT))
        self.years = {item.field("year") for item in self.commitments}

    def when(self, entry: Entry) -> str:
        """Return date or period of an entry, as precise as it is written."""
        if entry.item.type == Types.COMMITMENT:
            return date_formats.shown(entry.date)
        return draw.when(entry.item)

    def is_ahead(self, entry: Entry) -> bool:
        """Whether an entry is in the future; a due date is until its last day."""
        return (entry.last_day if entry.item.type == Types.COMMITMENT else dates.first_day(entry.date)) > self.as_of

    def months(self) -> Iterator[nodes.Node]:
        dated = [entry for entry in self.entries if entry.date]
        past = [entry for entry in dated if not self.is_ahead(entry)]
        ahead = [entry for entry in dated if self.is_ahead(entry)]
        undated = [entry for entry in self.entries if not entry.date]
        yield self.signs()
        yield from self.by_year(past, draw.address(self.app, message.pgettext("address", "year")))
        if self.as_of != datetime.date.max:
            day = nodes.strong("", date_formats.shown(self.as_of))
            yield draw.paragraph(day, " ", _("The handbook runs up to and including this day."), classes=["to-here"])
        yield from self.by_year(ahead, draw.address(self.app, message.pgettext("address", "ahead")))
        if undated:
            entries = nodes.enumerated_list("", *map(self.list_item, undated), classes=["moments", "undated"])
            yield draw.section(
                draw.address(self.app, message.pgettext("address", "undated")),
                _("Undated"),
                draw.paragraph(_("No source gives the date of these events. That is why they are not on the line.")),
                entries,
            )

    def signs(self) -> nodes.bullet_list:
        """Return the legend of the signs."""
        used = {entry.sign for entry in self.entries}
        return draw.bullets([[_sign_drawn(sign)] for sign in Sign if sign in used], [NAME, "signs"])

    def by_year(self, chosen: list[Entry], name: str) -> Iterator[nodes.Node]:
        for year, of_year in itertools.groupby(chosen, key=lambda entry: entry.year):
            months = sorted(of_year, key=lambda entry: entry.month or "~")  # entries without a month come last
            groups = itertools.groupby(months, key=lambda entry: entry.month)
            listed = nodes.enumerated_list("", *(self.month(*group) for group in groups), classes=["months"])
            mark = nodes.inline("", _("programme year"), classes=["programme-year"])
            is_marked = year in self.years
            section = draw.section(f"{name}-{year}", [year, " ", mark] if is_marked else year, listed)
            section["classes"] += ["year", "marked"] if is_marked else ["year"]
            yield section

    def month(self, month: str, of_month: Iterator[Entry]) -> nodes.list_item:
        name = date_formats.shown(month).partition(" ")[0] if month else _("month not named")
        entries = nodes.enumerated_list("", *map(self.list_item, of_month), classes=["moments"])
        return nodes.list_item("", draw.paragraph(name, classes=["month"]), entries)

    def list_item(self, entry: Entry) -> nodes.list_item:
        """Return date, sign, name, summary and details of an entry."""
        sign = _sign_drawn(entry.sign)
        when = draw.paragraph(nodes.inline("", self.when(entry)), " ", sign, classes=["when"])
        title = nodes.strong("", "", draw.link(self.app, self.docname, entry.item))
        name = draw.paragraph(*draw.joined([title, *draw.badge(entry.item, self.app)], " "))
        kind = ", ".join(filter(None, (draw.capital(self.kind(entry)), self.sender(entry))))
        text = f"{kind}. {entry.item.field('date_note')}".strip()
        details = draw.paragraph(f"{text} ", *self.short_links(entry), classes=["details"])
        summary = [draw.paragraph(quote, classes=["says"])] if (quote := entry.item.field("says")) else []
        return nodes.list_item("", when, name, *summary, details, classes=["moment", entry.sign.value])

    def summary(self, entry: Entry) -> list[nodes.Node]:
        """Return the summary of an event, to follow its name."""
        text = entry.item.field("says")
        return [nodes.Text(": "), nodes.inline("", text, classes=["says"])] if text else []

    def sender(self, entry: Entry) -> str:
        return draw.sender(self.app, entry.item) if entry.item.type == Types.EVENT else ""

    def kind(self, entry: Entry) -> str:
        if entry.item.type == Types.COMMITMENT:
            return _("due date")
        return draw.settings(self.app).label_of("kind", entry.item.field("kind"))

    def short_links(self, entry: Entry) -> list[nodes.Node]:
        return draw.joined([draw.short_link(self.app, self.docname, about) for about in entry.about])

    def lanes(self) -> Iterator[nodes.Node]:
        """Yield a table: a row for each commitment or investigation, a column for each year."""
        dated = [int(entry.year) for entry in self.entries if entry.date]
        last = max([*dated, self.as_of.year] if self.as_of.year < datetime.MAXYEAR else dated, default=0)
        years = [str(year) for year in range(min(dated, default=1), last + 1)]
        undated = [""] if any(not entry.date for entry in self.entries) else []
        heads = [_("Commitment or investigation"), *map(self.year, years), *(_("Undated") for _column in undated)]
        columns = [*years, *undated]
        stops = grouped(((about.id, entry.year), entry) for entry in self.entries for about in entry.about)
        rows = [
            [self.lane(about), *(self.stops(stops.get((about.id, year), ())) for year in columns)]
            for about in self.abouts()
        ]
        table = draw.table(heads, rows, [NAME, "lanes", "wide"])
        next(table.findall(nodes.colspec))["stub"] = True
        yield table

    def year(self, year: str) -> str:
        return " ".join([year, _("programme year")]) if year in self.years else year

    def abouts(self) -> list[Item]:
        """Return all commitments, then other items that have entries."""
        items = {item.id: item for item in self.commitments}
        abouts = (about for entry in self.entries for about in entry.about)
        items |= {about.id: about for about in abouts if draw.is_of(about, self.edition, self.app)}
        return sorted(items.values(), key=lambda item: (item.type != Types.COMMITMENT, item.order))

    def lane(self, about: Item) -> list[nodes.Node]:
        name = draw.short_link(self.app, self.docname, about)
        return [name, nodes.Text(" "), nodes.inline("", about.title, classes=["title"])]

    def stops(self, entries: Iterable[Entry]) -> list[nodes.Node]:
        return [node for entry in entries for node in (self.stop(entry), nodes.Text(" "))]

    def stop(self, entry: Entry) -> nodes.inline:
        text = self.kind(entry)
        day = self.when(entry).replace(f" {entry.year}", "") if len(entry.date) > 4 else ""
        link = draw.link(self.app, self.docname, entry.item, f"{day}: {text}" if day else text, entry.item.title)
        sign = draw.unseen(f"{translate(entry.sign.label)}: ")
        return nodes.inline("", "", sign, link, classes=["stop", entry.sign.value])

    def table(self) -> Iterator[nodes.Node]:
        heads = (_("Date"), _("Sign"), _("Event"), _("Kind"), _("Who"), _("About"))
        rows: list[Sequence[draw.Cell]] = [
            [
                self.when(entry),
                [_sign_drawn(entry.sign)],
                [draw.link(self.app, self.docname, entry.item), *self.summary(entry)],
                self.kind(entry),
                draw.actors(self.app, self.docname, entry.item) if entry.item.type == Types.EVENT else [],
                self.short_links(entry),
            ]
            for entry in self.entries
        ]
        yield from downloads.offer(self.app, self.docname, *self.file_rows())
        yield draw.table(heads, rows, [NAME, "wide"])

    def file_rows(self) -> tuple[Sequence[str], list[Sequence[str]]]:
        """Return heads and rows of the file; dates as YYYY, YYYY-MM or YYYY-MM-DD."""
        heads = (
            _("Date"), _("Up to and including"), _("About the date"), _("Sign"), _("Event"), _("Id"), _("Kind"),
            _("Who"), _("What it says"), _("About"), _("Source"),
        )  # fmt: skip
        rows: list[Sequence[str]] = [
            (
                entry.date,
                entry.item.field("until"),
                entry.item.field("date_note"),
                translate(entry.sign.label),
                entry.item.title,
                entry.item.id,
                self.kind(entry),
                self.sender(entry),
                entry.item.field("says"),
                ", ".join(about.id for about in entry.about),
                ", ".join(source.title for source in self.programme.followed(entry.item, Roles.DOCUMENTED_IN)),
            )
            for entry in self.entries
        ]
        return heads, rows


def _sign_drawn(sign: Sign) -> nodes.inline:
    return nodes.inline("", translate(sign.label), classes=["sign", sign.value])
