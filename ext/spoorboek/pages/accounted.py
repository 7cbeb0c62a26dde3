"""`{accounted} BRN-…`: the sentences of a source, how many are accounted for, and what carries each."""

from __future__ import annotations

from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from spoorboek import words
from spoorboek.model import Item, Programme
from spoorboek.pages import draw

NAME: Final = "accounted"
_CARRIERS: Final = ("commitment", "investigation", "theme", "chain", "goal", "term", "organisation")
_COLUMN: Final = {"left": "L", "right": "R"}


class PageDirective(SphinxDirective):
    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        return [draw.placeholder(NAME, source=self.arguments[0])]


def fill(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """A sentence that counts, a sentence that lists what is open, and a row for each sentence of the source."""
    programme = draw.verdict(app).programme
    for place in draw.placeholders(doctree, NAME):
        source = programme.by_id.get(place["source"])
        if source is None:
            place.replace_self([])
            continue
        sentences = sorted(
            (item for item in programme.followed_back(source, "part_of") if item.type == "sentence"),
            key=lambda item: (item.page, item.at),
        )
        place.replace_self(_drawn(source, sentences, app, docname))
