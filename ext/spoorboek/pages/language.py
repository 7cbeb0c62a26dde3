"""A page in another language than the handbook says so: `language: en` in its front matter; so does what names it."""

from __future__ import annotations

import posixpath
import re
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx

_IN_TREE: Final = re.compile(r'(<li class="toctree-l\d[^"]*">\s*<a class="[^"]*") href="([^"#]*)')


def mark(app: Sphinx, doctree: nodes.document) -> None:
    """Put the language on the page's sections, where screen readers look for it."""
    language = _of(app, app.env.docname)
    if language:
        for section in doctree.children:
            if isinstance(section, nodes.section):
                section["classes"].append(f"language-{language}")


def _of(app: Sphinx, docname: str) -> str:
    """The language of a page, where it is not that of the handbook."""
    language = str(app.env.metadata.get(docname, {}).get("language", ""))
    return "" if language == app.config.language else language


def mark_names(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Put it on the titles of such pages too: in the menu, in lists of pages, in contents, on the ways on."""
    languages = {app.builder.get_target_uri(page): _of(app, page) for page in app.env.found_docs}
    here = app.builder.get_target_uri(pagename)

    def language_of(address: str) -> str:
        return languages.get(
            posixpath.normpath(posixpath.join(posixpath.dirname(here), address)) if address else here, ""
        )

    def marked(found: re.Match[str]) -> str:
        language = language_of(found[2])
        return f'{found[1]} lang="{language}" href="{found[2]}' if language else found[0]

    for name in ("body", "furo_navigation_tree"):
        if isinstance(context.get(name), str):
            context[name] = _IN_TREE.sub(marked, context[name])
    if languages.get(here) and isinstance(context.get("toc"), str):
        context["toc"] = context["toc"].replace("<ul>", f'<ul lang="{languages[here]}">', 1)
    for name in ("next", "prev"):
        if context.get(name):
            context[name] = {**context[name], "language": language_of(context[name]["link"])}
