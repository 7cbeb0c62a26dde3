"""`{rules}`: the rules that hold for this handbook."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.nodes import make_refnode

from spoorboek.i18n.language import ENGLISH, _, translate
from spoorboek.rules import rules
from spoorboek.rules.engine import rule_page
from spoorboek.rules.engine.rule import Rule
from spoorboek.sphinxext.pages import draw
from spoorboek.sphinxext.pages.directive import PageDirective


class RulesDirective(PageDirective):
    NAME = "rules"

    @staticmethod
    def drawn(place: Any, app: Sphinx, docname: str) -> nodes.Node:
        """A table of rules, each with its promise and the page that explains it."""
        rows: list[list[draw.Cell]] = [
            [
                [link(app, docname, rule.number, rule.name)],
                [_promise(rule, app)],
                [nodes.Text(translate(rule.severity.label))],
            ]
            for rule in rules(draw.verdict(app).settings)
        ]
        return draw.table((_("Rule"), _("Promise"), _("Severity")), rows)


def _promise(rule: Rule, app: Sphinx) -> nodes.Node:
    """How it should be, in the language of the page where its own page is known in it."""
    language = app.config.language
    promise = rule_page.promise(rule, Path(app.srcdir), draw.verdict(app).settings, language)
    is_english = promise == rule.promise and language != ENGLISH
    return nodes.inline("", promise, classes=["language-en"] if is_english else [])


def link(app: Sphinx, docname: str, number: str, name: str) -> nodes.Node:
    """The number and name of a rule, leading to its page where the handbook has one."""
    label = nodes.inline("", f"{number} {name}", classes=["language-en"])
    page = f"{draw.verdict(app).settings.rule_pages}/{name}"
    return make_refnode(app.builder, docname, page, "", label) if page in app.env.found_docs else label
