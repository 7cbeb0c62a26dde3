"""What a page tells programs that lead to it: a description, its public address, a sitemap."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from spoorboek.sphinxext.pages import card, whose


def give(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give the template the description of the page, and its preview card where it has one."""
    context["description"] = card.description(doctree) if doctree is not None else ""
    context["card"] = card.shown(app, pagename, doctree) if doctree is not None else None


def write_sitemap(app: Sphinx, exception: Exception | None) -> None:
    """`sitemap.xml`, with the address of every page of this language; none where the handbook has no address."""
    path = Path(app.outdir, "sitemap.xml")
    if exception or app.builder.format != "html" or not app.config.html_baseurl:
        path.unlink(missing_ok=True)
        return
    pages = sorted(whose.address(app, page) for page in app.env.found_docs)
    entries = "".join(f"  <url><loc>{escape(address)}</loc></url>\n" for address in pages)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    path.write_text(f"{head}{entries}</urlset>\n", encoding="utf-8", newline="")
