"""`{findings}`: what the check found in this handbook."""

from __future__ import annotations

from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from spoorboek.pages import draw, rules, words

NAME: Final = "findings"


class PageDirective(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        return [draw.placeholder(NAME)]


def fill(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """A table of findings, or a sentence that says there are none. The message is English, as in the terminal."""
    found = draw.verdict(app).findings
    for place in draw.placeholders(doctree, NAME):
        if not found:
            place.replace_self(nodes.paragraph("", words.NOTHING_FOUND))
            continue
        rows: list[list[draw.Cell]] = [
            [
                [rules.link(app, docname, finding.number, finding.name)],
                [nodes.Text(words.SEVERITIES[finding.severity])],
                [nodes.inline("", finding.message, classes=["language-en"])],
                [nodes.literal("", str(finding.at))],
            ]
            for finding in found
        ]
        place.replace_self(draw.table((words.RULE, words.SEVERITY, words.FINDING, words.PLACE), rows))
