"""`{deviations}`: known deviations from requirements, and when each will be fixed."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from spoorboek.i18n import date_formats
from spoorboek.i18n.language import _
from spoorboek.model import message
from spoorboek.sphinxext.pages import draw
from spoorboek.sphinxext.pages.directive import PageDirective


class DeviationsDirective(PageDirective):
    NAME = "deviations"
    MEANING = message._("what is not accessible yet, of deviations.toml")

    @staticmethod
    def render(placeholder: Any, app: Sphinx, docname: str) -> nodes.Node:
        """Return a table of the deviations by date, or a sentence if there are none."""
        deviations = sorted(draw.settings(app).deviations, key=lambda deviation: deviation.until)
        if not deviations:
            return draw.paragraph(_("We know of no deviations now. That does not mean that there are none."))
        heads = (_("Deviation"), _("Cause"), _("Consequence"), _("Measure"), _("Fixed no later than"))
        rows = [
            (deviation.what, deviation.cause, deviation.effect, deviation.measure, date_formats.shown(deviation.until))
            for deviation in deviations
        ]
        return draw.table(heads, rows)
