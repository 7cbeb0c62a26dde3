"""`{accounted} ID`: how many sentences of a source are accounted for, which are open, what rests on each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from spoorboek.analysis.coverage import SentenceCoverage, of_source
from spoorboek.config.names import Types
from spoorboek.i18n.language import _, translate
from spoorboek.model import message
from spoorboek.model.grouping import grouped
from spoorboek.model.programme import Item
from spoorboek.sphinxext.pages import draw
from spoorboek.sphinxext.pages.directive import Example, PageDirective


class AccountedDirective(PageDirective):
    NAME = "accounted"
    MEANING = message._("what became of each sentence of a source, by its id")
    EXAMPLE = Example(type=Types.SOURCE)
    required_arguments = 1

    def parameters(self) -> dict[str, str]:
        return {"source": self.arguments[0]}

    @staticmethod
    def render(placeholder: Any, app: Sphinx, docname: str) -> Sequence[nodes.Node]:
        """Return a paragraph with the count, the open sentences, and a table with a row for each sentence."""
        source = draw.item_named(placeholder["source"], placeholder, app, Types.SOURCE)
        if source is None:
            return []
        all_coverage = of_source(draw.programme(app), source)
        return [*_total(all_coverage, app, docname), _table(all_coverage, app, docname)]


def _total(all_coverage: Sequence[SentenceCoverage], app: Sphinx, docname: str) -> list[nodes.Node]:
    lacking = [coverage for coverage in all_coverage if coverage.lack]
    text = _(
        "Accounted for: {count} of {total} sentences.", count=len(all_coverage) - len(lacking), total=len(all_coverage)
    )
    total = draw.paragraph(text, classes=["accounted-of"])
    if not lacking:
        text = _(
            "No sentence is open. For every sentence it has been decided what kind of sentence it is, and every "
            "sentence that commits to something comes back in a commitment of this handbook."
        )
        return [total, draw.paragraph(text)]
    rows = (_open(coverage, app, docname) for coverage in lacking)
    return [total, draw.paragraph(_("These are still open:")), draw.bullets(rows, ["accounted-open"])]


def _open(coverage: SentenceCoverage, app: Sphinx, docname: str) -> list[nodes.Node]:
    """Return a link to an open sentence, and the reason."""
    assert coverage.lack is not None
    reason = nodes.Text(f": {translate(coverage.lack.label)}")
    if coverage.sentence is None:
        return [nodes.Text(_("sentence {number}", number=coverage.number)), reason]
    return [draw.link(app, docname, coverage.sentence), reason]


def _table(all_coverage: Sequence[SentenceCoverage], app: Sphinx, docname: str) -> nodes.table:
    rows = (_row(coverage, coverage.sentence, app, docname) for coverage in all_coverage if coverage.sentence)
    return draw.table((_("Sentence"), _("Kind"), _("What rests on it")), rows, classes=["accounts"])


def _row(coverage: SentenceCoverage, sentence: Item, app: Sphinx, docname: str) -> list[draw.Cell]:
    titled = [nodes.Text(f"{coverage.number}. "), draw.link(app, docname, sentence)]
    return [titled, draw.kind(sentence, app), _carriers(coverage, app, docname)]


def _carriers(coverage: SentenceCoverage, app: Sphinx, docname: str) -> list[nodes.Node]:
    """Return the items that rest on a sentence, grouped by type."""
    if not coverage.carriers:
        return [nodes.inline("", translate(coverage.lack.label) if coverage.lack else _("nothing"), classes=["quiet"])]
    content: list[nodes.Node] = []
    for name, carriers in grouped((item.type, item) for item in coverage.carriers).items():
        label = nodes.inline("", f"{draw.settings(app).types[name].label}: ", classes=["quiet"])
        content.append(draw.paragraph(label, *draw.linked(app, docname, carriers), classes=[name]))
    return content
