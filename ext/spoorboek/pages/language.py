"""A page in another language than the handbook says so: `language: en` in its front matter."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx


def mark(app: Sphinx, doctree: nodes.document) -> None:
    """Put the language on the page's sections, where screen readers look for it."""
    language = app.env.metadata[app.env.docname].get("language")
    if language and language != app.config.language:
        for section in doctree.children:
            if isinstance(section, nodes.section):
                section["classes"].append(f"language-{language}")
