"""`{findings}`: the findings in this handbook."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from spoorboek.i18n.language import _, translate
from spoorboek.model import message
from spoorboek.model.finding import Finding, Severity
from spoorboek.sphinxext.pages import downloads, draw, rules
from spoorboek.sphinxext.pages.directive import PageDirective
from spoorboek.sphinxext.pages.register import Choice, Key, Line, Register, draw_register


class FindingsDirective(PageDirective):
    NAME = "findings"
    MEANING = message._("what the check finds")
    OFFERS_FILE = True

    @staticmethod
    def render(placeholder: Any, app: Sphinx, docname: str) -> nodes.Node:
        """Return a register of findings, or a sentence if there are none."""
        findings = draw.verdict(app).findings
        if not findings:
            return draw.paragraph(_("The checker finds nothing: every rule is met."))
        lines = [_line(finding, app, docname) for finding in findings]
        columns = {"rule": _("Rule"), "severity": _("Severity"), "finding": _("Finding"), "place": _("Place")}
        filters = {name: columns[name] for name in ("severity", "rule")}
        return draw_register(app, docname, Register(columns, filters, lines, file=downloads.name_of(app, docname)))


def _line(finding: Finding, app: Sphinx, docname: str) -> Line:
    severity = translate(finding.severity.label)
    cells: list[draw.Cell] = [
        [rules.link(app, docname, finding.number, finding.name)],
        [Key("", severity, key=str(list(Severity).index(finding.severity)))],
        [draw.rule_message(finding.message, app)],
        [nodes.literal("", str(finding.at))],
    ]
    choices = {
        "severity": [Choice(finding.severity, severity)],
        "rule": [Choice(finding.number, f"{finding.number} {finding.name}")],
    }
    return Line(cells, choices)
