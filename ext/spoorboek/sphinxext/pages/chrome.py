"""What stands around the text of a page: flaws of the theme mended, its words in Dutch, nothing loaded in vain."""

from __future__ import annotations

import gettext
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any, Final

from babel import Locale
from docutils import nodes
from sphinx.application import Sphinx

from spoorboek.analysis import language
from spoorboek.analysis.language import words
from spoorboek.sphinxext.pages import draw

_UNUSED: Final = (
    "needs", "jquery", "data-viewer", "data_viewer", "frameworks_compat", "datatables", "common.js", "graphviz",
    "furo-extensions", "debug.css",
)  # fmt: skip
_FOR_SEARCH: Final = ("documentation_options.js", "doctools.js", "sphinx_highlight.js", "translations.js")
_FALLEN_BACK: Final = "On this page"
_FOR_CODE: Final = ("pygments.css",)
_LOADED: Final[dict[str, tuple[str, ...]]] = {
    "checklist": ("checklist.css",),
    "item-sentence": ("sentences.css",),
    "item-organisation": ("organisation.css",),
    "matrix": ("matrix.css",),
    "register": ("register.css", "register.js"),
    "timeline": ("timeline.css",),
    "wide": ("wide.css",),
}
"""By a class that stands on a page, style sheets and scripts of sphinxext/theme/static that such a page alone loads."""
_SKIP: Final = '<a class="skip-to-content muted-link" href="#furo-main-content">{}</a>'
_TOGGLES: Final = tuple(f'<div class="theme-toggle-container theme-toggle-{where}' for where in ("header", "content"))
_FIRST_TOGGLE: Final = '<input type="checkbox" class="sidebar-toggle" name="__navigation"'
_MENDED: Final = {
    'role="heading">': 'role="heading" aria-level="2">',  # a caption that is called a heading needs a level
    '<th class="head': '<th scope="col" class="head',
    '<th class="stub': '<th scope="row" class="stub',
    '<div class="highlight"><pre>': '<div class="highlight"><pre tabindex="0">',  # it may scroll: let the keyboard in
}


class _Dutch(gettext.NullTranslations):
    """The words of Sphinx and the theme for which Sphinx has no Dutch."""

    def gettext(self, message: str) -> str:
        return words.FRAME.get(" ".join(message.split()), message)


def speak(app: Sphinx) -> None:
    """Let what Sphinx, the theme and we say be in the language of the build."""
    language.speak(app.config.language)
    if app.config.language == "nl" and app.translator.gettext(_FALLEN_BACK) == _FALLEN_BACK:
        app.translator.add_fallback(_Dutch())  # once in a process: Sphinx keeps the translator


def mend(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Mend what the theme drew, and leave out sphinx-needs' looks and scripts; the templates mend the rest."""
    for name in ("body", "toc"):
        if isinstance(context.get(name), str):
            context[name] = mended(context[name], app.config.language)
    context["words"] = words
    context["languages"] = list(_elsewhere(app, pagename))
    context["mended"] = partial(_with_switch, switch=_switch(context["languages"]), said_in=app.config.language)
    _load(app, doctree)
    left_out = _not_for(pagename, context.get("body") or "")
    for name in ("script_files", "css_files"):
        context[name] = [file for file in context.get(name, ()) if not _is_one_of(file, left_out)]


def _elsewhere(app: Sphinx, pagename: str) -> Iterator[dict[str, str]]:
    """The same page in the other languages: the first stands at the root, each other in a folder of its name."""
    root, *_ = known = app.config.spoorboek_languages
    folders = {each: "" if each == root else f"{each}/" for each in known}
    page = app.builder.get_target_uri(pagename)
    start = posixpath.dirname(folders.get(app.config.language, "") + page) or "."
    for other in known:
        if other != app.config.language:
            name = Locale.parse(other).get_display_name(other) or other
            address = posixpath.relpath(f"{folders[other]}{page}", start)
            yield {"language": other, "address": address, "name": draw.capital(name)}


def _switch(languages: Sequence[Mapping[str, str]]) -> str:
    links = " ".join(
        '<a href="{address}" hreflang="{language}" lang="{language}" rel="alternate">{name}</a>'.format(**each)
        for each in languages
    )
    return f'<nav class="languages" aria-label="{words.LANGUAGES}">{links}</nav>' if links else ""


def _with_switch(html: str, switch: str, said_in: str) -> str:
    """A page with the way to its other languages beside the switch of colours, which stands in two places."""
    for place in _TOGGLES:
        html = html.replace(place, switch + place, 1)
    return mended(html, said_in)


def _load(app: Sphinx, doctree: nodes.document | None) -> None:
    """Ask for what this page needs beside the style sheet of all pages."""
    elements = doctree.findall(nodes.Element) if doctree else ()
    used: set[str] = {name for element in elements for name in element["classes"]}
    for file in (file for name, files in _LOADED.items() if name in used for file in files):
        add = app.add_css_file if file.endswith(".css") else app.add_js_file
        add(file, priority=900)  # after the style sheet of all pages, which it refines


def _not_for(pagename: str, body: str) -> tuple[str, ...]:
    """What this page has no use for: only one that searches asks Sphinx's scripts, only code has colours."""
    for_search = () if pagename == "search" else _FOR_SEARCH
    for_code = () if 'class="highlight"' in body else _FOR_CODE
    return (*_UNUSED, *for_search, *for_code)


def mended(html: str, said_in: str) -> str:
    """HTML of the theme without its flaws, and in a language; text keeps as it is, for its quotes are entities."""
    for said, meant in _changes(said_in).items():
        html = html.replace(said, meant)
    return html


@cache
def _changes(said_in: str) -> dict[str, str]:
    """What gives way to what. The theme's own words, which no catalogue of Sphinx's holds, are English."""
    skip = _SKIP.format(words.FRAME["Skip to content"] if said_in == "nl" else "Skip to content")
    first = {skip: "", _FIRST_TOGGLE: f"{skip}\n{_FIRST_TOGGLE}"}  # the keyboard comes by the way past the menus first
    if said_in != "nl":
        return {**first, **_MENDED}
    titles = {f">{said}<": f">{meant}<" for said, meant in words.FRAME_TITLES.items()}
    labels = {f'aria-label="{said}': f'aria-label="{meant}' for said, meant in words.FRAME_LABELS.items()}
    return {**first, **_MENDED, **titles, **labels}


def _is_one_of(file: Any, left_out: tuple[str, ...]) -> bool:
    path = str(getattr(file, "filename", file) or "")
    return any(word in path for word in left_out)
