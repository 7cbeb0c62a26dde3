"""`{deviations}`: where the pages are known to fall short of what they should be, and by when each is mended."""

from __future__ import annotations

from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from spoorboek.config.registers import Deviation
from spoorboek.i18n.language import _
from spoorboek.sphinxext.pages import draw

NAME: Final = "deviations"


class PageDirective(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        return [draw.placeholder(NAME)]


def fill(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """A table of them, the first to be mended on top; a sentence where none is known."""
    for place in draw.placeholders(doctree, NAME):
        known = sorted(draw.verdict(app).settings.deviations, key=lambda each: each.until)
        if known:
            heads = (_("Deviation"), _("Cause"), _("Consequence"), _("Measure"), _("Fixed no later than"))
            place.replace_self(draw.table(heads, [_row(each, app) for each in known]))
        else:
            place.replace_self(
                nodes.paragraph("", _("We know of no deviations now. That does not mean that there are none."))
            )


def _row(deviation: Deviation, app: Sphinx) -> list[draw.Cell]:
    said = (deviation.what, deviation.cause, deviation.effect, deviation.measure)
    until = draw.date(deviation.until.isoformat())
    return [[nodes.Text(text)] for text in (*said, until)]
