"""The state log of a commitment: its state, and those of its checks, after each event."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx

from spoorboek.analysis import state, state_log
from spoorboek.config.names import Types
from spoorboek.i18n import date_formats
from spoorboek.i18n.language import _
from spoorboek.model.programme import Item
from spoorboek.sphinxext.pages import downloads, draw, feeds, fold, years


def log(item: Item, app: Sphinx, docname: str) -> list[nodes.Node]:
    """Return a row for each change of state and a link to the file of all states, in a fold."""
    programme, as_of = draw.programme(app), draw.settings(app).as_of
    if item.type != Types.COMMITMENT or as_of is None:
        return []
    items = (item, *sorted(state.checks(programme, item), key=lambda check: check.order))
    rows = [_row(entry, app, docname) for subject in items for entry in state_log.of(programme, subject, as_of)]
    heads = (_("Date"), _("What"), _("State"), _("After which event"))
    file = downloads.link(app, docname, feeds.LOG, _("All states as a CSV file"))
    table = draw.table(heads, rows, ["state-log", "wide"])
    return [fold.fold(_("State log"), [table, draw.paragraph(file, classes=["download"])], ["state-log"])]


def _row(entry: state_log.Entry, app: Sphinx, docname: str) -> list[draw.Cell]:
    state = [draw.state_badge(entry.state)] if entry.state else []
    fate = [nodes.Text(" "), years.fate(entry.outcome)] if entry.outcome and entry.fate else []
    return [
        date_formats.shown(entry.date),
        [nodes.literal("", draw.short_id(entry.item, app))],
        [*state, *fate],
        draw.linked(app, docname, entry.events),
    ]
