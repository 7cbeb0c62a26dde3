"""Mark what is in another language than the site: pages, untranslated texts, and names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.util.nodes import is_translatable

from spoorboek.analysis import translation
from spoorboek.config.names import NAME_FIELDS, NAMED_TYPES
from spoorboek.i18n.names import Names
from spoorboek.sphinxext import build_data
from spoorboek.sphinxext.pages import catalogs
from spoorboek.sphinxext.placeholder import Placeholder

OTHER: Final = "spoorboek_language"
"""The attribute of a doctree in another language than the site; its value is that language."""
_REMARK: Final = re.compile(r"\s*\([^()]*\)$")


def mark(app: Sphinx, doctree: nodes.document) -> None:
    """Mark a page that is in another language, or its untranslated texts."""
    language = catalogs.written_in(app, app.env.docname)
    if language == app.config.language:
        return
    if not catalogs.is_translated(app.config, app.env.docname):
        doctree[OTHER] = language
        for section in doctree.children:
            if isinstance(section, nodes.section):
                section["classes"].append(f"language-{language}")
        return
    for node in doctree.findall(is_translatable):
        if (
            isinstance(node, nodes.TextElement)
            and node.get("translated") is False
            and not isinstance(node, Placeholder)
        ):
            node["classes"].append(f"language-{language}")


def mark_names(app: Sphinx, tree: nodes.Element) -> None:
    """Mark the names in the text of a translated page, which stay in the original language."""
    known = names(app)
    if known is None:
        return
    marked = f"language-{known.language}"
    for text in list(tree.findall(nodes.Text)):
        if known.pattern.search(text) and not _is_excluded(text, marked):
            parts = [
                nodes.inline("", part, classes=[marked]) if other else nodes.Text(part)
                for part, other in known.parts(text)
            ]
            text.parent.replace(text, parts)


def _is_excluded(text: nodes.Text, marked: str) -> bool:
    """Whether a text is code, or already marked."""
    element: Any = text.parent
    while element is not None:
        if isinstance(element, (nodes.literal, nodes.literal_block, nodes.raw)) or marked in element.get("classes", ()):
            return True
        element = element.parent
    return False


def names(app: Sphinx) -> Names | None:
    """Return the names that stay in the original language; None if this is no translation."""
    found: Names | None = app.config.spoorboek_found_names
    return found


def find_names(app: Sphinx, builder: Builder) -> None:
    """Collect the names: titles of items with a proper name, and the names that conf.py lists."""
    if catalogs.is_original(app):
        return
    items = build_data.of(app.env).all_items()
    named = {name for item in items for name in _names(item)}
    named |= set(app.config.spoorboek_names) | set(_untranslated(app))
    app.config.spoorboek_found_names = Names.of(named, catalogs.original(app.config))


def _untranslated(app: Sphinx) -> Iterator[str]:
    """Yield the optional texts of conf/ files that have no translation."""
    texts = translation.of_settings(app.config.spoorboek_settings)
    for domain in translation.OPTIONAL:
        catalog = catalogs.translator(app).of(domain)
        yield from (text for text in texts[domain] if catalog.find(text) is None)


def _names(item: Any) -> Iterable[str]:
    if item.type in NAMED_TYPES:
        yield item.title
    for field in NAME_FIELDS:
        value = _REMARK.sub("", item.field(field))
        if " " in value:
            yield value


def mark_contents(app: Sphinx) -> None:
    """Mark titles of pages, and names in them, before Sphinx draws tables of contents and links to other pages.

    Sphinx takes these from `tocs` and `titles` of the environment (seen in Sphinx 9.0), which is already saved.
    """
    for page, contents in app.env.tocs.items():
        if language := of_page(app, page):
            for reference in contents.findall(nodes.reference):
                reference["classes"].append(f"language-{language}")
        mark_names(app, contents)
    for title in app.env.titles.values():
        mark_names(app, title)


def add_context(app: Sphinx, pagename: str, context: dict[str, Any]) -> None:
    """Add the languages of this page and its neighbours to the template context, if they differ from the site's."""
    context["written_in"] = of_page(app, pagename)
    _parent, before, behind = app.builder.relations.get(pagename, (None, None, None))  # type: ignore[attr-defined]
    for name, page in (("prev", before), ("next", behind)):
        if context.get(name):
            context[name] = {**context[name], "language": of_page(app, page)}


def with_names(app: Sphinx, html: str) -> str:
    """Return HTML text with its names marked."""
    known = names(app)
    plain = html.replace("&amp;", "&")
    if known is None or "<" in plain or not known.pattern.search(plain):
        return html
    parts = [(escape(part, quote=False), language) for part, language in known.parts(plain)]
    return "".join(f'<span lang="{language}">{part}</span>' if language else part for part, language in parts)


def of_page(app: Sphinx, docname: str) -> str:
    """Return the language of a page; "" if it is that of the site, or the page has no source file."""
    if docname not in app.env.found_docs:
        return ""
    language = catalogs.written_in(app, docname)
    return "" if language == app.config.language or catalogs.is_translated(app.config, docname) else language
