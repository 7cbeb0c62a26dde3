"""The templates of a handbook: what they make is a page without a character that steers who reads it."""

from __future__ import annotations

from typing import Any

from sphinx.jinja2glue import BuiltinTemplateLoader

from spoorboek.model.lines import unsteered

BRIDGE = f"{__name__}.Templates"


class Templates(BuiltinTemplateLoader):
    """As Sphinx's own; whatever way a text took to a page, it goes through here."""

    def render(self, template: str, context: dict[str, Any]) -> str:  # type: ignore[override]
        return unsteered(super().render(template, context))
