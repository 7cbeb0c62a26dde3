"""What stands around the text of a page: flaws of the theme mended, its words in Dutch, nothing loaded in vain."""

from __future__ import annotations

import gettext
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx

from spoorboek import words

_UNUSED: Final = (
    "needs", "jquery", "data-viewer", "data_viewer", "frameworks_compat", "datatables", "common.js", "graphviz",
    "furo-extensions", "debug.css",
)  # fmt: skip
_FOR_SEARCH: Final = ("documentation_options.js", "doctools.js", "sphinx_highlight.js", "translations.js")
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
"""By a class that stands on a page, the style sheets and scripts of conf/_static that only such a page loads."""
_SKIP: Final = f'<a class="skip-to-content muted-link" href="#furo-main-content">{words.FRAME["Skip to content"]}</a>'
_FIRST_TOGGLE: Final = '<input type="checkbox" class="sidebar-toggle" name="__navigation"'
_MENDED: Final = {
    _SKIP: "",
    _FIRST_TOGGLE: f"{_SKIP}\n{_FIRST_TOGGLE}",  # the keyboard reaches the menus now: the way past them comes first
    'role="heading">': 'role="heading" aria-level="2">',  # a caption that is called a heading needs a level
    '<th class="head': '<th scope="col" class="head',
    '<th class="stub': '<th scope="row" class="stub',
    '<div class="highlight"><pre>': '<div class="highlight"><pre tabindex="0">',  # it may scroll: let the keyboard in
    **{f">{said}<": f">{meant}<" for said, meant in words.FRAME_TITLES.items()},
    **{f'aria-label="{said}': f'aria-label="{meant}' for said, meant in words.FRAME_LABELS.items()},
}


class _Dutch(gettext.NullTranslations):
    """The words of Sphinx and the theme for which Sphinx has no Dutch."""

    def gettext(self, message: str) -> str:
        return words.FRAME.get(" ".join(message.split()), message)


def speak_dutch(app: Sphinx) -> None:
    if app.config.language == "nl":
        app.translator.add_fallback(_Dutch())


def mend(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Mend what the theme drew, and leave out sphinx-needs' looks and scripts; the templates mend the rest."""
    for name in ("body", "toc", "furo_navigation_tree"):
        if isinstance(context.get(name), str):
            context[name] = mended(context[name])
    context["mended"] = mended
    _load(app, doctree)
    left_out = _not_for(pagename, context.get("body") or "")
    for name in ("script_files", "css_files"):
        context[name] = [file for file in context.get(name, ()) if not _is_one_of(file, left_out)]


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


def mended(html: str) -> str:
    """HTML of the theme without its flaws, and in Dutch; text keeps as it is, for its quotes are entities."""
    for said, meant in _MENDED.items():
        html = html.replace(said, meant)
    return html


def _is_one_of(file: Any, left_out: tuple[str, ...]) -> bool:
    path = str(getattr(file, "filename", file) or "")
    return any(word in path for word in left_out)
