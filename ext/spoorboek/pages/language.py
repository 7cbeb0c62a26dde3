"""A page in another language than the handbook says so, and so does its title elsewhere: `language: en` on its top."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx


def mark(app: Sphinx, doctree: nodes.document) -> None:
    """Put the language on the page's sections, where screen readers look for it, and on each entry that leads there."""
    language = _foreign(app, app.env.docname)
    if language is None:
        return
    for section in doctree.children:
        if isinstance(section, nodes.section):
            section["classes"].append(f"language-{language}")
    for entry in app.env.tocs[app.env.docname].findall(nodes.reference):
        entry["classes"].append(f"language-{language}")


def mark_neighbours(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Put the language on the titles of the page before and the page after."""
    _, before, after = getattr(app.builder, "relations", {}).get(pagename, (None, None, None))
    for name, page in (("prev", before), ("next", after)):
        language = _foreign(app, page)
        if language and context.get(name):
            context[name] = {**context[name], "title": f'<span lang="{language}">{context[name]["title"]}</span>'}


def _foreign(app: Sphinx, page: str | None) -> str | None:
    """The language of a page, where it is not that of the handbook."""
    language: str | None = app.env.metadata.get(page or "", {}).get("language")
    return language if language != app.config.language else None
