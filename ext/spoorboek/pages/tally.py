"""`{tally}`: how many commitments have which state, out of how many."""

from __future__ import annotations

from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from spoorboek.pages import draw, words
from spoorboek.state import State

NAME: Final = "tally"


class PageDirective(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        return [draw.placeholder(NAME)]


def fill(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """A sentence with the denominator, a bar with one part for each commitment, and a list that says the same."""
    places = draw.placeholders(doctree, NAME)
    if not places:
        return
    commitments = list(draw.verdict(app).programme.of_type("commitment"))
    states = [state for commitment in commitments if (state := draw.state_of(commitment, app))]
    date = draw.date(draw.as_of(app).isoformat(), app.config.language)
    counted = [(found, states.count(found)) for found in words.STATES if found in states]
    for place in places:
        sentence = words.OF_ALL.format(count=len(commitments), as_of=words.AS_OF.format(date=date))
        parts = (nodes.container("", classes=[found]) for found, count in counted for _ in range(count))
        bar = nodes.container("", *parts, classes=["tally"])
        legend = nodes.bullet_list("", *(_entry(found, count) for found, count in counted), classes=["legend"])
        place.replace_self([nodes.paragraph("", sentence, classes=["tally-of"]), bar, legend])


def _entry(found: State, count: int) -> nodes.list_item:
    label = f"{count} {words.STATES[found]}"
    return nodes.list_item("", nodes.paragraph("", "", nodes.inline("", label, classes=["answer", found])))
