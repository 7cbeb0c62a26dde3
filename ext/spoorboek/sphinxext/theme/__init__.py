"""The style sheets, scripts and templates that a handbook adds to its Sphinx theme."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sphinx.application import Sphinx
from sphinx.config import Config

from spoorboek.sphinxext import templates

FOLDER: Final = Path(__file__).parent


@contextmanager
def left_out(config: Config) -> Iterator[None]:
    """Drop the folders of this package, whose path differs between machines, from the settings for a while."""
    before = {name: getattr(config, name) for name in ("templates_path", "html_static_path")}
    for name, folders in before.items():
        setattr(config, name, [folder for folder in folders if not Path(folder).is_relative_to(FOLDER)])
    try:
        yield
    finally:
        for name, folders in before.items():
            setattr(config, name, folders)


def use(app: Sphinx, config: Config) -> None:
    """Add the files of this folder; templates and static files of the handbook's conf/ take precedence."""
    config.templates_path = [*config.templates_path, str(FOLDER / "templates")]
    config.html_static_path = [str(FOLDER / "static"), *config.html_static_path]
    config.template_bridge = config.template_bridge or templates.BRIDGE
    app.add_css_file("spoor.css", priority=800)  # after those of the theme
    app.add_js_file("menu.js", loading_method="defer")
