"""The trace line: the stations of an item, as an ordered list; `{trace} ID` draws it on any page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx

from spoorboek.analysis import actors, searches, trace_line
from spoorboek.analysis.state import State
from spoorboek.analysis.trace_line import Form, Station
from spoorboek.config.names import Roles, Types
from spoorboek.i18n import date_formats
from spoorboek.i18n.language import _, ngettext, translate
from spoorboek.model import message
from spoorboek.model.message import NOTHING
from spoorboek.model.programme import Item
from spoorboek.sphinxext.pages import draw, search_log
from spoorboek.sphinxext.pages.directive import Example, PageDirective

_GLOSS: Final = re.compile(r" \([^()]+\)$")
_UNBROKEN: Final = re.compile(r"(?<=\d) (?=[a-zA-Z])|(?<=[a-z]) (?=\d{4})")
_AT_THE_END: Final = {
    Form.DUE: message._("Not due yet"),
    Form.LATE: message._("Late: this date has passed"),
    Form.UNTESTABLE: message._("Not testable as worded"),
}
"""The name of the last station of a commitment."""
_FORMS: Final = {Form.STATED: message._("stated"), Form.HAPPENED: message._("happened")}
_MARKS: Final = {
    Form.LATE: message._("late"),
    Form.WITHDRAWN: message._("withdrawn"),
    Form.SUPERSEDED: message._("superseded"),
    Form.DUE: message._("not due yet"),
}


class TraceDirective(PageDirective):
    """`{trace} ID` draws the line of an item; `:short:` in its horizontal form."""

    NAME = "trace"
    MEANING = message._("the trace line of one item, by its id")
    EXAMPLE = Example(options={"short": ""}, type=Types.COMMITMENT)
    required_arguments = 1
    option_spec = {"short": directives.flag}

    def parameters(self) -> dict[str, Any]:
        return {"item_id": self.arguments[0], "short": "short" in self.options}

    @staticmethod
    def render(placeholder: Any, app: Sphinx, docname: str) -> Sequence[nodes.Node]:
        item = draw.item_named(placeholder["item_id"], placeholder, app)
        drawn = horizontal if placeholder["short"] else line
        return drawn(item, app, docname) if item else []


def of(item: Item, app: Sphinx) -> tuple[Station, ...]:
    """Return the stations of an item as of the date of the handbook."""
    return trace_line.of(draw.programme(app), item, draw.as_of(app))


def line(item: Item, app: Sphinx, docname: str) -> list[nodes.Node]:
    """Return the full line: date, name, actor, source and summary of each station."""
    stations = of(item, app)
    if not stations:
        return []
    names_its_items = len({member.id for station in stations for member in station.of}) > 1
    contents = [_full(station, app, docname, names_its_items) for station in stations]
    track = nodes.enumerated_list("", *_stops(stations, contents), classes=["spoor"])
    _mark_glosses(track)
    return [track]


def _mark_glosses(track: nodes.enumerated_list) -> None:
    """Mark the text in brackets of repeated names, which print omits."""
    names: set[str] = set()
    details = (paragraph for paragraph in track.findall(nodes.paragraph) if "details" in paragraph["classes"])
    for reference in (reference for paragraph in details for reference in paragraph.findall(nodes.reference)):
        text = reference.astext()
        gloss = _GLOSS.search(text)
        if gloss and text in names:
            reference.clear()
            reference += [nodes.Text(text[: gloss.start()]), nodes.inline("", gloss[0], classes=["gloss"])]
        names.add(text)


def horizontal(item: Item, app: Sphinx, docname: str) -> list[nodes.Node]:
    """Return the line in its horizontal form: kind and date of each station."""
    stations = of(item, app)
    stops = _stops(stations, [_brief(station, app, docname) for station in stations])
    return [nodes.enumerated_list("", *stops, classes=["spoor", "across", f"of-{len(stops)}"])] if stops else []


def compact(item: Item, app: Sphinx) -> list[nodes.Node]:
    """Return the line as inline nodes for tables: a dot for each station, and a hidden sentence that sums it up."""
    stations = of(item, app)
    if not stations:
        return []
    stops = (nodes.inline("", "", classes=["stop", *classes]) for classes in _classes(stations))
    return [nodes.inline("", "", draw.unseen(_summary(stations, app)), *stops, classes=["spoortje"])]


def _summary(stations: Sequence[Station], app: Sphinx) -> str:
    """Return `6 stops: plan 19 January 2023, …; not confirmed: follow-up`."""
    missing = [_name_of_gap(station) for station in stations if station.form is Form.MISSING]
    confirmed = [_as_text(station, app) for station in stations if station.form is not Form.MISSING]
    stops = ngettext("{count} stop", "{count} stops", len(stations))
    text = ": ".join((stops, ", ".join(confirmed))) if confirmed else stops
    return f"{text}; {translate(State.UNKNOWN.label)}: {', '.join(missing)}" if missing else text


def _stops(stations: Sequence[Station], contents: Sequence[Sequence[nodes.Node]]) -> list[nodes.list_item]:
    pairs = zip(contents, _classes(stations), strict=True)
    return [nodes.list_item("", *content, classes=classes) for content, classes in pairs]


def _classes(stations: Sequence[Station]) -> Iterator[list[str]]:
    """Yield the form of each station, and of the track to the next one: the end, or broken (missing), thin (due)."""
    for station, following in zip(stations, [*stations[1:], None], strict=True):
        if following is None:
            yield [station.form, "last"]
        elif following.form in (Form.MISSING, Form.DUE, Form.UNTESTABLE):
            yield [station.form, f"to-{following.form}"]
        else:
            yield [station.form]


def _full(station: Station, app: Sphinx, docname: str, names_its_items: bool) -> list[nodes.Node]:
    name = _name(station, app, docname)
    if names_its_items:
        name += [nodes.Text(" "), nodes.inline("", "", *_members(station, app, docname), classes=["members"])]
    details = _details(station, app, docname)
    below: list[nodes.Node] = [draw.paragraph(*details, classes=["details"])] if details else []
    text = station.subject.field("says")
    if text and station.form is not Form.MISSING:  # the summary of the report does not describe its follow-up
        below.insert(0, draw.paragraph(text, classes=["says"]))
    if station.form is Form.MISSING and station.subject.type != Types.CHECK:
        below += search_log.log(app, station.subject)
    return [_when(station), nodes.container("", name, *below, classes=["what"])]


def _brief(station: Station, app: Sphinx, docname: str) -> list[nodes.Node]:
    heading: list[nodes.Node]
    if station.form is Form.MISSING:
        heading = [nodes.Text(_("{what}: not confirmed", what=_name_of_gap(station)))]
    else:
        heading = [draw.link(app, docname, station.subject, _kind(station, app)), *_mark(station)]
    name = draw.paragraph(nodes.strong("", "", *heading), classes=["name"])
    return [_when(station, short=True), nodes.container("", name, classes=["what"])]


def _when(station: Station, *, short: bool = False) -> nodes.paragraph:
    """Return the date, with non-breaking spaces; for a missing station, that of the last search."""
    text = _date(station, short=short)
    return draw.paragraph(_UNBROKEN.sub("\u00a0", text), classes=["when"])


def _date(station: Station, *, short: bool = False) -> str:
    if station.form is Form.MISSING:
        last_on = searches.last_on(station.searches)
        return _("searched on {date}", date=date_formats.shown(last_on, short=short)) if last_on else ""
    if station.form is Form.UNTESTABLE:
        return ""
    if station.subject.type == Types.EVENT:
        return draw.when(station.subject, short=short)
    if station.subject.type == Types.COMMITMENT:
        return _("due by {date}", date=date_formats.shown(station.date, short=short))
    return date_formats.shown(station.date, short=short) or _("undated")


def _name(station: Station, app: Sphinx, docname: str) -> nodes.paragraph:
    """Return the name of a station, with the label of its form, hidden if only the form shows it."""
    text = translate(_FORMS.get(station.form, NOTHING))
    parts: list[nodes.Node] = [draw.unseen(f"{text}: ")] if text else []
    if station.form is Form.MISSING:
        is_check, name = station.subject.type == Types.CHECK, _name_of_gap(station)
        what = draw.link(app, docname, station.subject, name) if is_check else nodes.Text(name)
        parts += [*draw.filled(_("{what}: not confirmed", what="{what}"), what=what), *_partly(station)]
    elif station.subject.type == Types.COMMITMENT:
        parts.append(nodes.Text(translate(_AT_THE_END[station.form])))
    else:
        parts += [draw.link(app, docname, station.subject), *_mark(station)]
    return draw.paragraph(nodes.strong("", "", *parts), classes=["name"])


def _partly(station: Station) -> list[nodes.Node]:
    text = _("part of it is")
    return [nodes.inline("", f" ({text})", classes=["mark"])] if station.answer is State.PARTLY else []


def _mark(station: Station) -> list[nodes.Node]:
    """Return the label of the forms that readers must not miss; a due date has it in its name."""
    word = translate(_MARKS.get(station.form, NOTHING)) if station.subject.type == Types.EVENT else ""
    return [nodes.Text(" "), nodes.inline("", word, classes=["mark"])] if word else []


def _details(station: Station, app: Sphinx, docname: str) -> list[draw.Content]:
    """Return actor and source of an event, the location of a sentence, or the question of a missing station."""
    subject = station.subject
    if station.form is Form.MISSING:
        nothing_found = _("We found no public source that says what was done with the report.")
        return [subject.field("question") or nothing_found]
    if station.form is Form.UNTESTABLE:
        return [_("This is a principle. There is nothing in it that will one day be finished.")]
    if subject.type == Types.EVENT:
        return _by_and_source(subject, app, docname)
    if subject.type == Types.COMMITMENT:
        return []
    return _place(station, app, docname)


def _by_and_source(event: Item, app: Sphinx, docname: str) -> list[draw.Content]:
    sources = draw.programme(app).followed(event, Roles.DOCUMENTED_IN)
    return [*draw.actors(app, docname, event), ". ", _cites(sources, app, docname)]


def _cites(sources: Iterable[Item], app: Sphinx, docname: str) -> nodes.inline:
    """Return the sources of a station; in print they follow the line, with their addresses."""
    links = draw.labelled(_("Source"), draw.cited(app, docname, sources))
    return nodes.inline("", "", *links, classes=["cites"])


def _place(station: Station, app: Sphinx, docname: str) -> list[draw.Content]:
    """Return publisher and location of a sentence, and the announcement that says the same."""
    subject = station.subject
    sources = draw.programme(app).followed(subject, Roles.PART_OF)[:1]
    publisher = (sources[0] if sources else subject).field("publisher")
    label = _("Sentence in the programme")
    place = f" {label}: {draw.place(subject, app)}." if subject.type == Types.SENTENCE else ""
    return [f"{publisher}.{place} ", _cites((*sources, *station.announced_by) or [subject], app, docname)]


def _members(station: Station, app: Sphinx, docname: str) -> list[nodes.Node]:
    """Return the commitments of a station; if it has none, the investigations."""
    commitments = [item for item in station.of if item.type == Types.COMMITMENT]
    return draw.short_links(app, docname, commitments or station.of, " ")


def _name_of_gap(station: Station) -> str:
    return station.subject.title if station.subject.type == Types.CHECK else _("Follow-up")


def _kind(station: Station, app: Sphinx) -> str:
    """Return the kind of a station."""
    if station.subject.type == Types.EVENT:
        word = draw.settings(app).label_of("kind", station.subject.field("kind"))
        return draw.capital(word)
    if station.subject.type == Types.COMMITMENT:
        return translate(_AT_THE_END[station.form])
    if station.subject.type != Types.SENTENCE:  # the source that a commitment rests on, such as a news item
        return draw.settings(app).types[station.subject.type].label
    return _("Sentence in the programme")


def _as_text(station: Station, app: Sphinx) -> str:
    """Return a station as part of the sentence for screen readers."""
    is_due = station.subject.type == Types.COMMITMENT and station.date
    kind = "" if is_due else _kind(station, app)  # its date says that it is due
    unknown = station.subject.type == Types.EVENT and not actors.names(draw.programme(app), station.subject)
    marks = [translate(_MARKS.get(station.form, NOTHING)), _("sender not confirmed") if unknown else ""]
    marked = ", ".join(filter(None, marks))
    return " ".join(filter(None, (kind, _date(station), f"({marked})" if marked else "")))
