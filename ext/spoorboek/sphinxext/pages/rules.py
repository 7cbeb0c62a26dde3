"""`{rules}`: the rules of this handbook."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.nodes import make_refnode

from spoorboek.i18n.language import ENGLISH, _, translate
from spoorboek.model import message
from spoorboek.rules import rules
from spoorboek.rules.engine import rule_page
from spoorboek.rules.engine.rule import Rule
from spoorboek.sphinxext.pages import draw
from spoorboek.sphinxext.pages.directive import PageDirective


class RulesDirective(PageDirective):
    NAME = "rules"
    MEANING = message._("the rules of this handbook, with their promises")

    @staticmethod
    def render(placeholder: Any, app: Sphinx, docname: str) -> nodes.Node:
        """Return a table of rules, each with its promise and a link to its page."""
        rows: list[list[draw.Cell]] = [
            [
                [link(app, docname, rule.number, rule.name)],
                [_promise(rule, app)],
                translate(rule.severity.label),
            ]
            for rule in rules(draw.settings(app))
        ]
        return draw.table((_("Rule"), _("Promise"), _("Severity")), rows)


def _promise(rule: Rule, app: Sphinx) -> nodes.Node:
    """Return the promise, from the translated rule page if there is one."""
    language = app.config.language
    promise = rule_page.promise(rule, Path(app.srcdir), draw.settings(app), language)
    is_english = promise == rule.promise and language != ENGLISH
    return nodes.inline("", promise, classes=["language-en"] if is_english else [])


def link(app: Sphinx, docname: str, number: str, name: str) -> nodes.Node:
    """Return number and name of a rule, linked to its page if the handbook has one."""
    label = nodes.inline("", f"{number} {name}", classes=["language-en"])
    page = f"{draw.settings(app).rule_pages}/{name}"
    return make_refnode(app.builder, docname, page, "", label) if page in app.env.found_docs else label
