"""Atom feeds of events, state changes and editorial notes: of the handbook, each theme and each organisation."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final
from urllib.parse import urljoin

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder

from spoorboek.analysis import involvement, state_log
from spoorboek.analysis.verdict import Verdict
from spoorboek.config.names import Roles, Types
from spoorboek.exports import csv, feed
from spoorboek.exports.feed import Entry
from spoorboek.i18n.language import _, translate
from spoorboek.model import dates
from spoorboek.model.grouping import grouped
from spoorboek.model.programme import Item, Programme
from spoorboek.sphinxext import build_data
from spoorboek.sphinxext.pages import downloads, draw, publisher

FILE: Final = "feed.xml"
GROUP: Final = "feeds/"
"""The name of the files written here, as a group with its own dependencies."""
LOG: Final = "state-log.csv"


def write(app: Sphinx) -> None:
    """Write the feeds in the language of this build, and the log of all states as CSV."""
    verdict = draw.verdict(app)
    if verdict.settings.as_of is None:
        return
    all_entries = list(entries(app, verdict))
    name = app.config.html_title or app.config.project
    _put(app, FILE, name, (entry for entry, _about in all_entries))
    for item, ids in _own(verdict):
        own = [entry for entry, about in all_entries if not about.isdisjoint(ids)]
        if own:
            _put(app, file_of(item), f"{name}: {item.title}", own, _address(app, item))
    downloads.put(app, LOG, csv.text(*_log(verdict)).encode())


def note_followed(app: Sphinx, used: Builder) -> None:
    """Note which themes and organisations have a feed, written by this build or by an earlier one."""
    data = build_data.of(app.env)
    if used.format == "html" and data.verdict:
        items = data.verdict.programme.of_type(Types.THEME, Types.ORGANISATION)
        offered = downloads.offered_by(app, GROUP)
        data.followed = {item.id for item in items if file_of(item) in offered}


def file_of(item: Item) -> str:
    return f"feed-{item.id}.xml"


def _put(app: Sphinx, file: str, title: str, entries: Iterable[Entry], home: str = "") -> None:
    first = publisher.address(app, app.config.root_doc)
    base = urljoin(first, f"{downloads.FOLDER}/") if app.config.html_baseurl else ""
    author = app.config.spoorboek_maker or app.config.author or app.config.project
    home = home or f"../{app.builder.get_target_uri(app.config.root_doc)}"
    downloads.put(app, file, feed.text(title, app.config.language, author, base, file, entries, home))


def _own(verdict: Verdict) -> Iterator[tuple[Item, set[str]]]:
    """Yield the themes and organisations that can have a feed, each with the ids that its entries are about."""
    programme = verdict.programme
    for theme in programme.of_type(Types.THEME):
        yield theme, {theme.id, *(item.id for item in programme.followed_back(theme, Roles.THEME))}
    relations = involvement.everywhere(programme)
    subjects = grouped((relation.organisation.id, relation.about.id) for relation in relations)
    for organisation in programme.of_type(Types.ORGANISATION):
        if organisation.id in subjects:
            yield organisation, {organisation.id, *subjects[organisation.id]}


def entries(app: Sphinx, verdict: Verdict) -> Iterator[tuple[Entry, set[str]]]:
    """Yield each entry with the ids it is about: commitments, investigations, actors, or what a note concerns."""
    programme, as_of = verdict.programme, verdict.settings.as_of
    assert as_of
    for event in programme.of_type(Types.EVENT):
        date = event.date("date")
        if _has_passed(date, as_of):
            title, text = _title(event, verdict), event.field("says") or event.title
            yield (
                Entry(event.id, date, title, text, _address(app, event), Types.EVENT),
                {id for subject in (event, *_reports(programme, event)) for id in subject.targets(Roles.OF)}
                | {*event.targets(Roles.BY)},
            )
    for item in programme.of_type(Types.COMMITMENT, Types.CHECK):
        about = {item.id, *item.targets(Roles.CHECKS)}
        for entry in state_log.of(programme, item, as_of)[1:]:
            if _has_passed(entry.date, as_of):
                key = "\n".join((item.id, entry.date, entry.state or "", entry.fate or ""))
                title = f"{item.id}: {_state_text(entry)}"
                text = "; ".join((item.title, *(event.title for event in entry.events)))
                yield Entry(key, entry.date, title, text, _address(app, item), "state"), about
    for note in programme.of_type(Types.ERRATUM):
        date = note.date("date")
        if _has_passed(date, as_of):
            label = _("Editorial note")
            title = f"{label}: {note.title}"
            yield (
                Entry(note.id, date, title, note.title, _address(app, note), Types.ERRATUM),
                {*note.targets(Roles.CONCERNS)},
            )


def _title(event: Item, verdict: Verdict) -> str:
    """Return the title of an event below its kind, such as `Letter: …`, if it does not begin with that itself."""
    kind = verdict.settings.label_of("kind", event.field("kind"))
    begins_with_it = re.match(rf"{re.escape(kind)}\b", event.title, re.IGNORECASE)
    return event.title if begins_with_it else f"{draw.capital(kind)}: {event.title}"


def _reports(programme: Programme, event: Item) -> Iterator[Item]:
    """Yield the reports in which the recommendations were made that an event is about."""
    for subject in programme.followed(event, Roles.OF):
        if subject.type == Types.RECOMMENDATION:
            yield from programme.followed(subject, Roles.MADE_IN)


def _has_passed(date: str, as_of: datetime.date) -> bool:
    """Whether the last day of a date is not after `as_of`; False without a date."""
    return bool(date) and dates.last_day(date) <= as_of


def _state_text(entry: state_log.Entry) -> str:
    """Return the label of the state, and that of the fate if there is one."""
    labels = [entry.state.label] if entry.state else []
    labels += [entry.outcome.label] if entry.outcome and entry.fate else []
    return "; ".join(map(translate, labels))


def _address(app: Sphinx, item: Item) -> str:
    return f"../{app.builder.get_target_uri(item.page)}#{item.id}"


def _log(verdict: Verdict) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    as_of = verdict.settings.as_of
    assert as_of
    heads = (_("Id"), _("Title"), _("Date"), _("State"), _("What became of it"), _("Events"))
    rows: list[tuple[str, ...]] = [
        (
            entry.item.id,
            entry.item.title,
            entry.date,
            translate(entry.state.label) if entry.state else "",
            translate(entry.outcome.label) if entry.outcome else "",
            ", ".join(event.id for event in entry.events),
        )
        for entry in state_log.every(verdict.programme, as_of)
    ]
    return heads, rows


def link(app: Sphinx, docname: str, item: Item) -> list[nodes.Node]:
    """Return a link to the feed of a theme or organisation; nothing if it has none."""
    if app.builder.format != "html" or not build_data.is_followed(app.env, item.id):
        return []
    return [downloads.link(app, docname, file_of(item), _("Follow (feed)"))]


def add_context(app: Sphinx, pagename: str, context: dict[str, Any]) -> None:
    """Add the feeds of the handbook and of the page's own theme or organisation to the template context."""
    data = build_data.of(app.env)
    if data.verdict is None or data.verdict.settings.as_of is None:
        return
    root = "../" * pagename.count("/")
    name = app.config.html_title or app.config.project
    feeds = [{"address": f"{root}{downloads.FOLDER}/{FILE}", "title": name, "name": _("the whole handbook")}]
    for item in data.pages[pagename].items:
        if item.id in data.followed:
            title = data.verdict.programme.by_id.get(item.id, item).title
            address = f"{root}{downloads.FOLDER}/{file_of(item)}"
            label = _("this theme") if item.type == Types.THEME else _("this organisation")
            feeds.append({"address": address, "title": f"{name}: {title}", "name": label})
    context["feeds"], context["follow"] = feeds, _("Follow (feed)")
