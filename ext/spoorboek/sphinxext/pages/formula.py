"""Formulas as TeX source: Sphinx would draw them with a script from another site."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator


def setup(app: Sphinx) -> None:
    """Replace MathJax, which Sphinx uses by default."""
    app.add_html_math_renderer("spoorboek", (_in_line, None), (_by_itself, None))


def _in_line(translator: HTML5Translator, node: nodes.math) -> None:
    translator.body.append(translator.starttag(node, "code", "", CLASS="formula"))
    translator.body.append(f"{translator.encode(node.astext())}</code>")
    raise nodes.SkipNode


def _by_itself(translator: HTML5Translator, node: nodes.math_block) -> None:
    """Write the formula, with its number if it has one."""
    translator.body.append(translator.starttag(node, "div", CLASS="formula"))
    if node["number"]:
        number = get_node_equation_number(translator, node)
        translator.body.append(f'<span class="eqno">({number})</span>')
    translator.body.append(f"<code>{translator.encode(node.astext())}</code></div>\n")
    raise nodes.SkipNode
