"""Metadata of a page for other programs: description, preview card, sitemap."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from spoorboek.sphinxext.pages import card, publisher


def add_context(app: Sphinx, pagename: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Add the description of a page and its preview card, if any, to the template context."""
    context["description"] = card.description(doctree) if doctree is not None else ""
    context["card"] = card.context(app, pagename, doctree) if doctree is not None else None


def write_sitemap(app: Sphinx, exception: Exception | None) -> None:
    """Write `sitemap.xml` with all pages of this language; only if the handbook has a public address."""
    path = Path(app.outdir, "sitemap.xml")
    if exception or app.builder.format != "html" or not app.config.html_baseurl:
        path.unlink(missing_ok=True)
        return
    pages = sorted(publisher.address(app, page) for page in app.env.found_docs)
    entries = "".join(f"  <url><loc>{escape(address)}</loc></url>\n" for address in pages)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    path.write_text(f"{head}{entries}</urlset>\n", encoding="utf-8", newline="")
