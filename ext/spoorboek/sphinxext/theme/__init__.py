"""The Sphinx theme of a handbook: Furo with style sheets, scripts and templates of ours."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sphinx.application import Sphinx
from sphinx.config import Config

from spoorboek.sphinxext import templates

FOLDER: Final = Path(__file__).parent
_PARENT: Final = "furo"
_NAME: Final = "spoorboek"


def use(app: Sphinx, config: Config) -> None:
    """Use the theme instead of Furo; templates and static files of the handbook's conf/ take precedence."""
    app.add_html_theme(_NAME, str(FOLDER))
    if config.html_theme == _PARENT:
        config.html_theme = _NAME
    config.template_bridge = config.template_bridge or templates.BRIDGE
    app.add_css_file("spoor.css", priority=800)  # after those of the theme
    app.add_js_file("menu.js", loading_method="defer")
