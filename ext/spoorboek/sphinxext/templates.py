"""The template loader of a handbook, which removes control characters from the pages it renders."""

from __future__ import annotations

from typing import Any

from sphinx.jinja2glue import BuiltinTemplateLoader

from spoorboek.model.printable import without_controls

BRIDGE = f"{__name__}.Templates"


class Templates(BuiltinTemplateLoader):
    """Sphinx's template loader; the last step for all text of a page."""

    def render(self, template: str, context: dict[str, Any]) -> str:  # type: ignore[override]
        return without_controls(super().render(template, context))
