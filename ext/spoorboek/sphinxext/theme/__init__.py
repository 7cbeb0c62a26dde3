"""The Sphinx theme of a handbook: Furo with style sheets, scripts and templates of ours."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.jinja2glue import BuiltinTemplateLoader

from spoorboek.model.printable import without_controls

FOLDER: Final = Path(__file__).parent
_PARENT: Final = "furo"
_NAME: Final = "spoorboek"


class Templates(BuiltinTemplateLoader):
    """Sphinx's template loader, which removes control characters: it is the last step for all text of a page."""

    def render(self, template: str, context: dict[str, Any]) -> str:  # type: ignore[override]
        return without_controls(super().render(template, context))


def use(app: Sphinx, config: Config) -> None:
    """Use the theme instead of Furo; templates and static files of the handbook's conf/ take precedence."""
    app.add_html_theme(_NAME, str(FOLDER))
    if config.html_theme == _PARENT:
        config.html_theme = _NAME
    config.template_bridge = config.template_bridge or f"{__name__}.{Templates.__name__}"
    app.add_css_file("spoor.css", priority=800)  # after those of the theme
    app.add_js_file("menu.js", loading_method="defer")
