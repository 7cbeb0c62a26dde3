"""What stands around the text of a page: its words in the language of the page, and nothing loaded in vain."""

from __future__ import annotations

import posixpath
import sys
from collections.abc import Iterator
from typing import Any, Final

from babel import Locale, UnknownLocaleError
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from spoorboek.i18n.language import has_catalog, no_catalog, pgettext, use
from spoorboek.model import message
from spoorboek.model.near_matches import did_you_mean
from spoorboek.sphinxext.pages import draw, whose

log = logging.getLogger(__name__)
_UNUSED: Final = (
    "needs", "jquery", "data-viewer", "data_viewer", "frameworks_compat", "datatables", "common.js", "graphviz",
    "furo-extensions", "debug.css", "translations.js",  # the last evaluates a text, and our search says its own words
)  # fmt: skip
_FOR_SEARCH: Final = ("documentation_options.js", "doctools.js", "sphinx_highlight.js")
_FOR_CODE: Final = ("pygments.css",)
_LOADED: Final[dict[str, tuple[str, ...]]] = {
    "checklist": ("checklist.css",),
    "item-sentence": ("sentences.css",),
    "item-organisation": ("organisation.css",),
    "matrix": ("matrix.css",),
    "register": ("register.css", "register.js"),
    "timeline": ("timeline.css",),
    "wide": ("wide.css",),
    "years": ("years.css",),
    "fates": ("years.css",),
    "fate": ("years.css",),
}
"""By a class that stands on a page, style sheets and scripts of sphinxext/theme/static that such a page alone loads."""
_OF_OTHERS: Final = (
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
"""What Sphinx says on a page, and has not in every language."""


def use_language(app: Sphinx) -> None:
    """Translate into the language of the build from now on; say where no catalog has it."""
    use(app.config.language)
    if app.builder.format == "html" and not has_catalog(app.config.language):
        print(no_catalog(app.config.language), file=sys.stderr)  # noqa: T201 - a warning would fail the build


def mend(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give the templates what they show, and leave out sphinx-needs' looks and scripts."""
    context["notice"] = draw.verdict(app).settings.publisher_note
    context["foot"] = list(_named(app, "spoorboek_foot"))
    context["lists"] = list(_named(app, "spoorboek_lists"))
    context["search_now"] = pgettext("button", "Search")
    context["languages"] = list(_elsewhere(app, pagename))
    context["pageurl"] = whose.address(app, pagename) if app.config.html_baseurl else None
    _load(app, doctree)
    left_out = _not_for(pagename, context.get("body") or "")
    for name in ("script_files", "css_files"):
        context[name] = [file for file in context.get(name, ()) if not _is_one_of(file, left_out)]


def _named(app: Sphinx, setting: str) -> Iterator[tuple[str, str]]:
    """The pages that a setting of conf.py names, each with its title."""
    return ((page, app.env.titles[page].astext()) for page in app.config[setting] if page in app.env.titles)


def check_settings(app: Sphinx, env: BuildEnvironment) -> None:
    """Tell where a setting of conf.py names a page that is not there."""
    named = {setting: [*app.config[setting]] for setting in ("spoorboek_foot", "spoorboek_lists")}
    report = str(app.config.spoorboek_report).partition("#")[0]
    named["spoorboek_report"] = [report] if report else []
    named["spoorboek_makers"] = [app.config.spoorboek_makers] if app.config.spoorboek_makers else []
    for setting, pages in named.items():
        for page in pages:
            if page not in env.found_docs:
                log.warning(
                    "conf.py: %s names %r, which is no page%s", setting, page, did_you_mean(page, env.found_docs)
                )


def _elsewhere(app: Sphinx, pagename: str) -> Iterator[dict[str, str]]:
    """The same page in the other languages: the first stands at the root, each other in a folder of its name."""
    root, *_ = known = app.config.spoorboek_languages
    folders = {each: "" if each == root else f"{each}/" for each in known}
    page = app.builder.get_target_uri(pagename)
    start = posixpath.dirname(folders.get(app.config.language, "") + page) or "."
    for other in known:
        if other != app.config.language:
            address = posixpath.relpath(f"{folders[other]}{page}", start)
            yield {"language": other.replace("_", "-"), "address": address, "name": draw.capital(_name(other))}


def _name(language: str) -> str:
    """What a language calls itself; its code where nobody says it."""
    try:
        return Locale.parse(language.replace("-", "_")).get_display_name() or language
    except (UnknownLocaleError, ValueError):
        return language


def _load(app: Sphinx, doctree: nodes.document | None) -> None:
    """Ask for what this page needs beside the style sheet of all pages."""
    elements = doctree.findall(nodes.Element) if doctree else ()
    used: set[str] = {name for element in elements for name in element["classes"]}
    for file in dict.fromkeys(file for name, files in _LOADED.items() if name in used for file in files):
        add = app.add_css_file if file.endswith(".css") else app.add_js_file
        add(file, priority=900)  # after the style sheet of all pages, which it refines


def _not_for(pagename: str, body: str) -> tuple[str, ...]:
    """What this page has no use for: only one that searches asks Sphinx's scripts, only code has colours."""
    for_search = () if pagename == "search" else _FOR_SEARCH
    for_code = () if 'class="highlight"' in body else _FOR_CODE
    return (*_UNUSED, *for_search, *for_code)


def _is_one_of(file: Any, left_out: tuple[str, ...]) -> bool:
    path = str(getattr(file, "filename", file) or "")
    return "://" in path or any(word in path for word in left_out)  # nothing is loaded from elsewhere
