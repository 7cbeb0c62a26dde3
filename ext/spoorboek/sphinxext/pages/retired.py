"""`{retired}`: a table of retired ids; and a page at the former address of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util import logging

from spoorboek.config.list_files import Retired
from spoorboek.i18n import date_formats
from spoorboek.i18n.language import _, translate
from spoorboek.model import message
from spoorboek.model.grouping import grouped
from spoorboek.sphinxext.pages import draw, language
from spoorboek.sphinxext.pages.directive import PageDirective

_PASSED_OVER: Final = '<meta name="robots" content="noindex">'
log = logging.getLogger(__name__)


class RetiredDirective(PageDirective):
    NAME = "retired"
    MEANING = message._("ids that are no longer used, of retired.toml")
    IS_LIST = True

    @staticmethod
    def render(placeholder: Any, app: Sphinx, docname: str) -> nodes.Node:
        """Return a table of the ids, latest first, with date, reason and successor."""
        ids = sorted(draw.settings(app).retired.values(), key=lambda retired_id: retired_id.id)
        if not ids:
            return draw.paragraph(_("There are no retired ids now."))
        ids.sort(key=lambda retired_id: retired_id.date, reverse=True)
        rows: list[list[draw.Cell]] = [
            [
                [nodes.literal(retired_id.id, retired_id.id, ids=[retired_id.id])],
                date_formats.shown(retired_id.date),
                retired_id.reason,
                _successor(retired_id, app, docname),
            ]
            for retired_id in ids
        ]
        return draw.table((_("Id"), _("Retired since"), _("Reason"), _("Successor")), rows)


def _successor(retired_id: Retired, app: Sphinx, docname: str) -> draw.Cell:
    """Return the successor; if that is retired too, its successor."""
    retired = draw.settings(app).retired
    passed: set[str] = set()
    id = retired_id.successor
    while id in retired and id not in passed:
        passed.add(id)
        id = retired[id].successor
    item = draw.programme(app).by_id.get(id)
    return [draw.link(app, docname, item)] if item else [nodes.Text(_("none"))]


def former_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield a page for each former address that links to the successors; search engines do not index it."""
    if not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    app.builder.secnumbers, app.builder.fignumbers = {}, {}  # Sphinx 9.0 sets them with the first page
    all_retired = draw.settings(app).retired.values()
    for page, retired in grouped((retired_id.page, retired_id) for retired_id in all_retired).items():
        if page in app.env.found_docs:
            at = retired[0].at
            log.warning(
                "%s: the page %r still exists, so its address cannot lead to the successor of this id", at, page
            )
        elif page:
            ids = ", ".join(retired_id.id for retired_id in retired)
            title = message._("Retired id: {ids}", ids=ids)
            parts = (_tombstone(retired_id, app) for retired_id in retired)
            section = draw.section(draw.address(app, title), translate(title), *parts)
            language.mark_names(app, section)
            body = app.builder.render_partial(section)["fragment"]
            yield page, {"title": translate(title), "body": body, "metatags": _PASSED_OVER}, "page.html"


def _tombstone(retired_id: Retired, app: Sphinx) -> nodes.container:
    date = date_formats.shown(retired_id.date)
    text = draw.paragraph(
        _(
            "{id} has been a retired id since {date}. Reason: {reason}",
            id=retired_id.id,
            date=date,
            reason=retired_id.reason,
        )
    )
    leads_on = draw.paragraph(*draw.labelled(_("Successor"), _successor(retired_id, app, retired_id.page)))
    return nodes.container("", text, leads_on, ids=[retired_id.id])
