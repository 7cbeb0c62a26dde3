"""Pages whose only list is empty, which the menu leaves out."""

from __future__ import annotations

from sphinx.application import Sphinx

from spoorboek.sphinxext import build_data
from spoorboek.sphinxext.pages import draw


def is_empty_list(app: Sphinx, page: str) -> bool:
    """Whether a page (docname) only lists objects of which there are none."""
    pages = build_data.of(app.env).pages
    listed = pages[page].listed if page in pages else []
    return bool(listed) and not any(_is_filled(app, name) for name in listed)


def _is_filled(app: Sphinx, name: str) -> bool:
    verdict = draw.verdict(app)
    if name == "waivers":
        return bool(verdict.waived)
    if name == "retired":
        return bool(verdict.settings.retired)
    return any(True for _item in verdict.programme.of_type(name))
