"""Formulas as they are written, in TeX: Sphinx would have a script from elsewhere draw them, and no page loads one."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator


def setup(app: Sphinx) -> None:
    """Take the place of MathJax, which Sphinx chooses where nothing else draws formulas."""
    app.add_html_math_renderer("spoorboek", (_in_line, None), (_by_itself, None))


def _in_line(translator: HTML5Translator, node: nodes.math) -> None:
    translator.body.append(translator.starttag(node, "code", "", CLASS="formula"))
    translator.body.append(f"{translator.encode(node.astext())}</code>")
    raise nodes.SkipNode


def _by_itself(translator: HTML5Translator, node: nodes.math_block) -> None:
    """With its number, where it has one."""
    translator.body.append(translator.starttag(node, "div", CLASS="formula"))
    if node["number"]:
        number = get_node_equation_number(translator, node)
        translator.body.append(f'<span class="eqno">({number})</span>')
    translator.body.append(f"<code>{translator.encode(node.astext())}</code></div>\n")
    raise nodes.SkipNode
