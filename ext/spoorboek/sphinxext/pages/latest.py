"""`{latest}`: events and state changes, newest first; `pages`: when each page for readers last changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx

from spoorboek.config.names import Types
from spoorboek.exports.feed import Entry
from spoorboek.i18n import date_formats
from spoorboek.i18n.language import _, translate
from spoorboek.model import dates, message
from spoorboek.readers.history import Commit, Gap
from spoorboek.sphinxext import build_data
from spoorboek.sphinxext.pages import draw, feeds, fold, navigation, provenance
from spoorboek.sphinxext.pages.directive import PageDirective

_SHOWN: Final = 12
"""The number of rows shown; the older ones are in a fold."""


class LatestDirective(PageDirective):
    NAME = "latest"
    MEANING = message._("what happened and changed, newest first; 'pages' lists when each page changed")
    optional_arguments = 1
    FORMS = ("events", "pages")

    @staticmethod
    def render(placeholder: Any, app: Sphinx, docname: str) -> Sequence[nodes.Node]:
        return _events(app, docname) if placeholder["form"] == "events" else _pages(app, docname)


def _events(app: Sphinx, docname: str) -> list[nodes.Node]:
    """Return the entries of the handbook's feed; those about its own text, the editorial notes, apart and folded."""
    verdict = draw.verdict(app)
    if verdict.settings.as_of is None:
        return []
    entries = [entry for entry, _about in feeds.entries(app, verdict)]
    entries.sort(key=lambda entry: (dates.last_day(entry.date), entry.key), reverse=True)
    happened = [_event(entry, app, docname) for entry in entries if entry.category != Types.ERRATUM]
    notes = [_note(entry, app, docname) for entry in entries if entry.category == Types.ERRATUM]
    content = _table((_("Date"), _("What"), _("Explanation")), happened)
    if notes:
        content.append(fold.fold(_("Editorial notes"), [draw.table((_("Date"), _("What")), notes)]))
    return content


def _event(entry: Entry, app: Sphinx, docname: str) -> list[draw.Cell]:
    more = "" if entry.text in entry.title else entry.text
    return [date_formats.shown(entry.date), [_link(entry, entry.title, app, docname)], more]


def _note(entry: Entry, app: Sphinx, docname: str) -> list[draw.Cell]:
    return [date_formats.shown(entry.date), [_link(entry, entry.text, app, docname)]]


def _link(entry: Entry, text: str, app: Sphinx, docname: str) -> nodes.reference:
    return draw.file_link(app, docname, entry.address.removeprefix("../"), text)


def _pages(app: Sphinx, docname: str) -> list[nodes.Node]:
    """Return the pages by date of their last commit; pages with uncommitted changes come first."""
    history = build_data.history(app.env)
    makers = navigation.makers(app)
    pages = app.env.found_docs - makers
    last_change = {page: history.of_files(provenance.sources(app, page)) for page in pages}
    if gap := history.gap:
        return [draw.paragraph(f"{draw.capital(translate(gap.label))}.")]
    titles = {page: app.env.titles[page].astext() for page in last_change}
    newest = sorted(last_change, key=lambda page: (-_time(last_change[page]), titles[page].casefold(), page))
    return _table((_("Last changed"), _("Page")), [_page(page, last_change[page], app, docname) for page in newest])


def _time(change: Commit | Gap) -> float:
    return change.at if isinstance(change, Commit) else float("inf")


def _page(page: str, change: Commit | Gap, app: Sphinx, docname: str) -> list[draw.Cell]:
    day = date_formats.shown(change.date) if isinstance(change, Commit) else translate(change.label)
    return [day, [draw.page_link(app, docname, page)]]


def _table(heads: Sequence[str], rows: list[list[draw.Cell]]) -> list[nodes.Node]:
    if not rows:
        return [draw.paragraph(_("There are none."))]
    content: list[nodes.Node] = [draw.table(heads, rows[:_SHOWN])]
    if older := rows[_SHOWN:]:
        content.append(fold.fold(_("Older"), [draw.table(heads, older)]))
    return content
