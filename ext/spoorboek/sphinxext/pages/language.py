"""What is in another language than its page says so: a page, a text without translation, a name that has none."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.nodes import is_translatable

from spoorboek.analysis import translation
from spoorboek.config.names import Types
from spoorboek.sphinxext import build_data
from spoorboek.sphinxext.pages import catalogues
from spoorboek.sphinxext.placeholder import Placeholder

_IN_TREE: Final = re.compile(r'(<li class="toctree-l\d[^"]*">\s*<a class="[^"]*") href="([^"#]*)')
_TEXT: Final = re.compile(r">([^<>]+)<")
_NAMED: Final = (Types.ORGANISATION, Types.SOURCE, Types.INVESTIGATION)
"""Types whose titles are names: they stay what they are, with a gloss."""
_NAMES: Final = ("publisher", "variant", "reference")
_REMARK: Final = re.compile(r"\s*\([^()]*\)$")


def mark(app: Sphinx, doctree: nodes.document) -> None:
    """Put the language on a page that is in another one, or on what of it has no translation."""
    written = catalogues.written_in(app, app.env.docname)
    if written == app.config.language:
        return
    if not catalogues.is_translated(app, app.env.docname):
        for section in doctree.children:
            if isinstance(section, nodes.section):
                section["classes"].append(f"language-{written}")
        return
    for node in doctree.findall(is_translatable):
        if (
            isinstance(node, nodes.TextElement)
            and node.get("translated") is False
            and not isinstance(node, Placeholder)
        ):
            node["classes"].append(f"language-{written}")


def mark_words(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put it on names that stand in the text of a translated page as they are."""
    pattern = _pattern(app)
    if pattern is None:
        return
    marked = f"language-{catalogues.original(app.config)}"
    for text in list(doctree.findall(nodes.Text)):
        if pattern.search(text) and not _is_apart(text, marked):
            text.parent.replace(text, list(_split(text, pattern, marked)))


def _is_apart(text: nodes.Text, marked: str) -> bool:
    """Is it code, or said to be in that language already?"""
    here: Any = text.parent
    while here is not None:
        if isinstance(here, (nodes.literal, nodes.literal_block, nodes.raw)) or marked in here.get("classes", ()):
            return True
        here = here.parent
    return False


def _split(text: str, pattern: re.Pattern[str], marked: str) -> Iterator[nodes.Node]:
    for n, part in enumerate(pattern.split(text)):
        if n % 2:
            yield nodes.inline("", part, classes=[marked])
        elif part:
            yield nodes.Text(part)


def _pattern(app: Sphinx) -> re.Pattern[str] | None:
    """What finds the names on pages of a translation, as one group; None on pages that are no translation."""
    if catalogues.is_original(app):
        return None
    found: re.Pattern[str] = app.config.spoorboek_names_pattern
    return found


def find_names(app: Sphinx, builder: Any) -> None:
    """Gather the names once all pages have been read: titles of items that have a name, and what conf.py lists."""
    items = build_data.of(app.env).all_items()
    named = {name for item in items for name in _names(item)}
    named |= set(app.config.spoorboek_names) | set(_noted(app))
    longest_first = sorted(filter(None, named), key=lambda name: (-len(name), name))
    app.config.spoorboek_names_pattern = re.compile(
        rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)" if longest_first else r"(?!)()"
    )


def _noted(app: Sphinx) -> Iterator[str]:
    """What somebody noted and nobody translated."""
    texts = translation.of_settings(app.config.spoorboek_settings)
    for domain in translation.NOTED:
        known = catalogues.translator(app).of(domain)
        yield from (text for text in texts[domain] if known.find(text) is None)


def _names(item: Any) -> Iterable[str]:
    if item.type in _NAMED:
        yield item.title
    for field in _NAMES:
        value = _REMARK.sub("", item.field(field))
        if " " in value:
            yield value


def mark_names(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Put it on titles of pages and on names around the text too: in the menu, in contents, on the ways on."""
    languages = {app.builder.get_target_uri(page): of_page(app, page) for page in app.env.found_docs}
    here = app.builder.get_target_uri(pagename)

    def language_of(address: str) -> str:
        return languages.get(
            posixpath.normpath(posixpath.join(posixpath.dirname(here), address)) if address else here, ""
        )

    def marked(found: re.Match[str]) -> str:
        language = language_of(found[2])
        return f'{found[1]} lang="{language}" href="{found[2]}' if language else found[0]

    if isinstance(context.get("body"), str):
        context["body"] = _IN_TREE.sub(marked, context["body"])
    _mark_whole(context, languages.get(here, ""), app.config.language)
    if isinstance(context.get("toc"), str):
        context["toc"] = _TEXT.sub(lambda found: f">{with_names(app, found[1])}<", context["toc"])
    for name in ("next", "prev"):
        if context.get(name):
            way = context[name]
            context[name] = {**way, "language": language_of(way["link"]), "title": with_names(app, way["title"])}


def _mark_whole(context: dict[str, Any], written: str, spoken: str) -> None:
    """Put it on the title and the contents of a page that is in another language; not on what its headings offer."""
    context["title_in"] = f'<title lang="{written}">' if written else "<title>"
    if not written:
        return
    if isinstance(context.get("toc"), str):
        context["toc"] = context["toc"].replace("<ul>", f'<ul lang="{written}">', 1)
    if isinstance(context.get("body"), str):
        context["body"] = context["body"].replace('class="headerlink"', f'class="headerlink" lang="{spoken}"')


def with_names(app: Sphinx, html: str) -> str:
    """Text of a page as HTML, its names marked."""
    pattern = _pattern(app)
    if pattern is None:
        return html
    language = catalogues.original(app.config)
    plain = html.replace("&amp;", "&")
    if "<" in plain or not pattern.search(plain):
        return html
    return "".join(
        f'<span lang="{language}">{escape(part, quote=False)}</span>' if n % 2 else escape(part, quote=False)
        for n, part in enumerate(pattern.split(plain))
    )


def of_page(app: Sphinx, docname: str) -> str:
    """The language of a page, where it is not that of the site."""
    written = catalogues.written_in(app, docname)
    return "" if written == app.config.language or catalogues.is_translated(app, docname) else written
