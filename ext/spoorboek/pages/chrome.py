"""What stands around the text of a page: flaws of the theme mended, nothing loaded that no page uses."""

from __future__ import annotations

from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx

_UNUSED: Final = (
    "needs", "jquery", "data-viewer", "data_viewer", "frameworks_compat", "datatables", "common.js", "graphviz",
)  # fmt: skip
_LOADED: Final[dict[str, tuple[str, ...]]] = {
    "item-organisation": ("organisation.css",),
    "matrix": ("matrix.css",),
    "timeline": ("timeline.css",),
    "wide": ("wide.css",),
}
"""By a class that stands on a page, the style sheets and scripts of conf/_static that only such a page loads."""
_MENDED: Final = {
    'role="heading"': 'role="heading" aria-level="2"',  # a caption that is called a heading needs a level
    '<th class="head': '<th scope="col" class="head',
    '<th class="stub': '<th scope="row" class="stub',
    '<div class="highlight"><pre>': '<div class="highlight"><pre tabindex="0">',  # it may scroll: let the keyboard in
}
_DUTCH: Final = {
    'aria-label="Toggle site navigation sidebar"': 'aria-label="Inhoud van het handboek tonen"',
    'aria-label="Toggle table of contents sidebar"': 'aria-label="Inhoud van deze bladzijde tonen"',
    'aria-label="Toggle Light / Dark / Auto color theme"': 'aria-label="Kleuren: licht, donker of automatisch"',
    'aria-label="Toggle navigation of ': 'aria-label="Onderdelen tonen van ',
    'title="Link to this heading"': 'title="Adres van deze kop"',
    'title="Link to this table"': 'title="Adres van deze tabel"',
    'title="Link to this image"': 'title="Adres van deze afbeelding"',
    ">Skip to content<": ">Naar de inhoud<",
    ">Back to top<": ">Naar boven<",
    "<title>Contents</title>": "<title>Inhoud</title>",
    "<title>Expand</title>": "<title>Verder</title>",
    "<title>Light mode</title>": "<title>Licht</title>",
    "<title>Dark mode</title>": "<title>Donker</title>",
    "<title>Auto light/dark, in light mode</title>": "<title>Automatisch, nu licht</title>",
    "<title>Auto light/dark, in dark mode</title>": "<title>Automatisch, nu donker</title>",
}


def mend(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Mend what the theme drew, and leave out sphinx-needs' looks and scripts; the templates mend the rest."""
    for name in ("body", "toc", "furo_navigation_tree"):
        if isinstance(context.get(name), str):
            context[name] = mended(context[name])
    context["mended"] = mended
    _load(app, doctree)
    for name in ("script_files", "css_files"):
        context[name] = [file for file in context.get(name, ()) if not _is_unused(file)]


def _load(app: Sphinx, doctree: nodes.document | None) -> None:
    """Ask for what this page needs beside the style sheet of all pages."""
    elements = doctree.findall(nodes.Element) if doctree else ()
    used: set[str] = {name for element in elements for name in element["classes"]}
    for file in (file for name, files in _LOADED.items() if name in used for file in files):
        add = app.add_css_file if file.endswith(".css") else app.add_js_file
        add(file, priority=900)  # after the style sheet of all pages, which it refines


def mended(html: str) -> str:
    """HTML of the theme without its flaws, and in Dutch; text keeps as it is, for its quotes are entities."""
    for said, meant in {**_MENDED, **_DUTCH}.items():
        html = html.replace(said, meant)
    return html


def _is_unused(file: Any) -> bool:
    path = str(getattr(file, "filename", file) or "")
    return any(word in path for word in _UNUSED)
