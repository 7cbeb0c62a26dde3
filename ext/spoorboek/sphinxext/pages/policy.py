"""The Content-Security-Policy of a page: what it may load is its own, what may run inline is listed by its hash.

A page that is opened from a folder has no server that could send the policy, so it stands in its head.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import partial
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx

from spoorboek.sphinxext import writer

_SCRIPT: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_STYLE: Final = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_THEME: Final = ("furo/base.html",)
"""The templates of Furo 2025.12 that write a script into each page."""


def give_policy(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give the template the policy of the page."""
    bodies = [str(file.attributes["body"]) for file in context.get("script_files", ()) if "body" in _attributes(file)]
    scripts = [*_scripts_of_theme(app), *bodies, *_reloading(app)]
    context["policy"] = partial(_policy, scripts, sorted(writer.styles(app)), app.config.spoorboek_live)


def _attributes(file: Any) -> dict[str, Any]:
    found: dict[str, Any] = getattr(file, "attributes", {})
    return found


def _scripts_of_theme(app: Sphinx) -> list[str]:
    """The scripts that the theme writes into each page, from its own templates."""
    loader: Any = app.builder.templates
    return [script for name in _THEME for script in _SCRIPT.findall(loader.get_source(loader.environment, name)[0])]


def _reloading(app: Sphinx) -> list[str]:
    """The script with which `make live` reloads a page, where the build is for it."""
    if not app.config.spoorboek_live:
        return []
    from sphinx_autobuild.middleware import web_socket_script  # noqa: PLC0415 - only `make live` has it

    return _SCRIPT.findall(web_socket_script(app.config.spoorboek_live))


def _policy(scripts: Iterable[str], attributes: Iterable[str], live: str, head: str) -> str:
    """The policy of a page with these scripts and style attributes, and the style sheets in this part of its head."""
    inline = [_hash(value) for value in attributes]
    directives = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *map(_hash, scripts)],
        "style-src": ["'self'", *map(_hash, _STYLE.findall(head)), *(["'unsafe-hashes'", *inline] if inline else [])],
        "img-src": ["'self'", "data:"],  # the signs in the theme's style sheet
        "connect-src": [f"ws://{live}"] if live else [],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items() if sources)


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
