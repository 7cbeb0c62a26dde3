"""What surrounds the text of a page, in the language of the site, and without unused style sheets and scripts."""

from __future__ import annotations

import posixpath
import sys
from collections.abc import Collection, Iterator
from typing import Any, Final

from babel import Locale, UnknownLocaleError
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from spoorboek.i18n.language import has_catalog, no_catalog, pgettext, use
from spoorboek.model import message
from spoorboek.model.near_matches import did_you_mean
from spoorboek.sphinxext import tree
from spoorboek.sphinxext.pages import draw, publisher
from spoorboek.sphinxext.pages.unused_files import UNUSED

log = logging.getLogger(__name__)
_FOR_SEARCH: Final = ("documentation_options.js", "doctools.js", "sphinx_highlight.js")
_FOR_CODE: Final = ("pygments.css",)
_LOADED: Final[dict[str, tuple[str, ...]]] = {
    "across": ("across.css",),
    "change-added": ("changes.css",),
    "change-gone": ("changes.css",),
    "checklist": ("checklist.css",),
    "entry": ("entries.css",),
    "item-sentence": ("sentences.css",),
    "item-organisation": ("organisation.css",),
    "matrix": ("matrix.css",),
    "register": ("register.css", "register.js"),
    "tally": ("tally.css",),
    "timeline": ("timeline.css",),
    "wide": ("wide.css",),
    "years": ("years.css",),
    "fates": ("years.css",),
    "fate": ("years.css",),
}
"""Style sheets and scripts in theme/static, by the class of an element on the pages that load them."""
_WIDE: Final = frozenset({"across", "at-a-glance", "wide", "years"})
_EXAMPLE: Final = "example"
"""Classes of elements that make their page wide, unless they are in an example."""
_SPHINX_TEXTS: Final = (
    message._("Hint"),
    message._("Link to this heading"),
    message._("Link to this table"),
    message._("Link to this image"),
    message._("Link to this code"),
    message._("Link to this term"),
    message._("Link to this definition"),
    message._("Link to this equation"),
    message._("Link to this toctree"),
)
"""Texts of Sphinx that it does not translate into every language."""


def use_language(app: Sphinx) -> None:
    """Use the language of the build for translations; report if there is no catalog."""
    use(app.config.language)
    if app.builder.format == "html" and not has_catalog(app.config.language):
        print(no_catalog(app.config.language), file=sys.stderr)  # noqa: T201 - a warning would fail the build


def add_context(app: Sphinx, pagename: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Complete the template context, and drop unused style sheets and scripts."""
    context["notice"] = draw.settings(app).publisher_note
    context["foot"] = list(_pages_in_setting(app, "spoorboek_foot"))
    context["lists"] = list(_pages_in_setting(app, "spoorboek_lists"))
    context["search_now"] = pgettext("button", "Search")
    context["languages"] = list(_other_languages(app, pagename))
    context["pageurl"] = publisher.address(app, pagename) if app.config.html_baseurl else None
    used = _classes(doctree)
    context["is_wide"] = not _WIDE.isdisjoint(used) and _EXAMPLE not in used
    _add_files(app, used)
    unneeded = _unneeded(pagename, context.get("body") or "")
    for name in ("script_files", "css_files"):
        context[name] = [file for file in context.get(name, ()) if not _is_one_of(file, unneeded)]


def _pages_in_setting(app: Sphinx, setting: str) -> Iterator[tuple[str, str]]:
    """Yield docname and title of the pages that a setting of conf.py names."""
    return ((page, app.env.titles[page].astext()) for page in app.config[setting] if page in app.env.titles)


def check_settings(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn about settings of conf.py that name unknown pages."""
    named = {
        "spoorboek_foot": app.config.spoorboek_foot,
        "spoorboek_lists": app.config.spoorboek_lists,
        "spoorboek_report": [app.config.spoorboek_report.partition("#")[0]],
        "spoorboek_makers": [app.config.spoorboek_makers],
    }
    for setting, pages in named.items():
        for page in filter(None, pages):
            if page not in env.found_docs:
                log.warning(
                    "conf.py: %s names %r, which is not a page%s", setting, page, did_you_mean(page, env.found_docs)
                )


def _other_languages(app: Sphinx, pagename: str) -> Iterator[dict[str, str]]:
    """Yield the same page in the other languages; the first is at the root, each other in a folder of its name."""
    root, *_ = languages = app.config.spoorboek_languages
    folders = {language: "" if language == root else f"{language}/" for language in languages}
    page = app.builder.get_target_uri(pagename)
    start = posixpath.dirname(folders.get(app.config.language, "") + page) or "."
    for other in languages:
        if other != app.config.language:
            address = posixpath.relpath(f"{folders[other]}{page}", start)
            yield {"language": other.replace("_", "-"), "address": address, "name": draw.capital(_name(other))}


def _name(language: str) -> str:
    """Return the name of a language in that language; its code if Babel does not know it."""
    try:
        return Locale.parse(language.replace("-", "_")).get_display_name() or language
    except (UnknownLocaleError, ValueError):
        return language


def _classes(doctree: nodes.document | None) -> set[str]:
    """Return the classes of all elements of a page."""
    elements = tree.of_type(doctree, nodes.Element) if doctree else ()
    return {name for element in elements for name in element["classes"]}


def _add_files(app: Sphinx, used: Collection[str]) -> None:
    """Add the style sheets and scripts that a page with these classes needs."""
    for file in dict.fromkeys(file for name, files in _LOADED.items() if name in used for file in files):
        add = app.add_css_file if file.endswith(".css") else app.add_js_file
        add(file, priority=900)  # after spoor.css, which they refine


def _unneeded(pagename: str, body: str) -> tuple[str, ...]:
    """Return parts of the names of files that this page does not need, such as the scripts of the search."""
    for_search = () if pagename == "search" else _FOR_SEARCH
    for_code = () if 'class="highlight"' in body else _FOR_CODE
    return (*UNUSED, *for_search, *for_code)


def _is_one_of(file: Any, names: tuple[str, ...]) -> bool:
    path = str(getattr(file, "filename", file) or "")
    return "://" in path or any(word in path for word in names)  # nothing is loaded from other sites
