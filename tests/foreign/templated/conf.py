"""A project whose pages are templates, and whose results of tests are items that an extension makes of a report."""

import sys
from pathlib import Path

import jinja2

sys.path.insert(0, str(Path(__file__).parent / "code"))

project = "Weather station"
extensions = ["sphinx_needs", "sphinx.ext.autodoc", "station_reports"]
exclude_patterns = ["parts"]
html_theme = "basic"
html_context = {"stations": ["north", "south"], "simulated": True}
needs_from_toml = "ubproject.toml"


def render(app, docname, source):
    """Each page is a template; where no HTML is made of it, it is left as it is."""
    if app.builder.format == "html":
        templates = jinja2.Environment(loader=jinja2.FileSystemLoader(app.confdir), autoescape=False)  # noqa: S701
        source[0] = templates.from_string(source[0]).render(**app.config.html_context)


def setup(app):
    app.connect("source-read", render)
