"""`{dossier} 29 754`: the papers of one series, what they say, and which commitments they are about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from spoorboek.analysis import papers, state
from spoorboek.analysis.papers import Paper
from spoorboek.config.names import Types
from spoorboek.i18n import date_formats
from spoorboek.i18n.language import _
from spoorboek.model import message
from spoorboek.model.programme import Item
from spoorboek.sphinxext import build_data
from spoorboek.sphinxext.pages import draw
from spoorboek.sphinxext.pages.directive import Example, PageDirective


class DossierDirective(PageDirective):
    NAME = "dossier"
    MEANING = message._(
        "the papers of one series of parliament (parliamentary-paper), and what is open of what they are about"
    )
    EXAMPLE = Example("29 754")
    required_arguments = 1
    final_argument_whitespace = True

    def parameters(self) -> dict[str, Any]:
        pattern = self.config.spoorboek_settings.parliamentary_paper
        if not pattern:
            raise self.error(
                "parliamentary-paper is not set in [trace] of ubproject.toml: it defines how papers are numbered"
            )
        paper = papers.read(self.arguments[0], pattern)
        if paper is None or paper.number:
            raise self.error(f"{self.arguments[0]!r} is not a series of papers, expected {pattern} without a number")
        build_data.of_page(self.env).series = paper.series
        return {"series": paper.series}

    @staticmethod
    def render(placeholder: Any, app: Sphinx, docname: str) -> Sequence[nodes.Node]:
        """A row for each paper, in the order of their numbers; then the commitments and what is open of them."""
        verdict = draw.verdict(app)
        programme, pattern = verdict.programme, verdict.settings.parliamentary_paper
        found = sorted(papers.in_series(programme, placeholder["series"], pattern), key=lambda pair: pair[0].order)
        if not found:
            return [draw.paragraph(_("No event or source of this handbook is a paper of this series."))]
        heads = (_("Number"), _("Paper"), _("Date"), _("By"), _("What it says"))
        rows = [_row(paper, item, app, docname) for paper, item in found]
        about = papers.touched(programme, [item for _paper, item in found])
        drawn: list[nodes.Node] = [draw.table(heads, rows, classes=["dossier"])]
        if about:
            label = draw.paragraph(nodes.strong("", _("Which commitments this is about, and what is open")))
            entries = (nodes.list_item("", *_open(item, app, docname)) for item in about)
            drawn += [label, nodes.bullet_list("", *entries)]
        return drawn


def _row(paper: Paper, item: Item, app: Sphinx, docname: str) -> list[draw.Cell]:
    is_event = item.type == Types.EVENT
    date = draw.when(item) if is_event else date_formats.shown(item.field("published"))
    by = draw.actors(app, docname, item) if is_event else item.field("publisher")
    return [paper.number, [draw.link(app, docname, item)], date, by, item.field("says")]


def _open(item: Item, app: Sphinx, docname: str) -> list[nodes.Node]:
    """Return a commitment with its state, and below it its open questions."""
    programme = draw.programme(app)
    number = f"{draw.short_id(item, app)}: " if item.type == Types.COMMITMENT else ""
    head = draw.paragraph(number, draw.link(app, docname, item), " ", *draw.badge(item, app))
    checks = [check for check in state.checks(programme, item) if draw.is_open(check, app)]
    rows = ([draw.link(app, docname, check, check.field("question"))] for check in checks)
    return [head, draw.bullets(rows)] if checks else [head]
