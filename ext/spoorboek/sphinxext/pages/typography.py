"""Typographic quotation marks in computed text, and break opportunities within words.

Sphinx itself sets the quotation marks of authored text.
"""

from __future__ import annotations

import re
from typing import Final

from docutils import nodes
from docutils.transforms.universal import SmartQuotes
from docutils.utils import normalize_language_tag, smartquotes
from sphinx.application import Sphinx
from sphinx.util.nodes import is_smartquotable

from spoorboek.sphinxext import tree

_STRAIGHT: Final = ("'", '"')
_BEHIND_BRACKET: Final = re.compile(r"\)(?=\w)")


def breakable(html: str) -> str:
    """Return HTML with a break opportunity after a bracket within a word."""
    return _BEHIND_BRACKET.sub(")<wbr>", html)


def set_quotes(app: Sphinx, doctree: nodes.document) -> None:
    """Set the marks of all text blocks; each as a whole, since a mark may be next to a link or name."""
    language = _language(app)
    for block in list(filter(_is_block, tree.of_type(doctree, nodes.TextElement))) if language else ():
        texts = list(tree.of_type(block, nodes.Text))
        if not any(mark in text for text in texts for mark in _STRAIGHT):
            continue
        tokens = [("plain" if is_smartquotable(text) else "literal", str(text)) for text in texts]
        for text, quoted in zip(texts, smartquotes.educate_tokens(tokens, attr="q", language=language), strict=True):
            if quoted != text:
                text.parent.replace(text, nodes.Text(quoted))


def _is_block(node: nodes.TextElement) -> bool:
    return not isinstance(node.parent, nodes.TextElement) and not isinstance(node, SmartQuotes.nodes_to_skip)


def smart_quotes(app: Sphinx, text: str) -> str:
    """Return plain text with typographic quotation marks."""
    language = _language(app)
    if not language or not any(mark in text for mark in _STRAIGHT):
        return text
    return "".join(smartquotes.educate_tokens([("plain", text)], attr="q", language=language))


def _language(app: Sphinx) -> str:
    """Return the language of the marks; "" if it is unknown or conf.py switches them off."""
    tags = (tag for tag in normalize_language_tag(app.config.language) if tag in smartquotes.smartchars.quotes)
    return next(tags, "") if app.config.smartquotes else ""
