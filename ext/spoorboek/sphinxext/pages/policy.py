"""The Content-Security-Policy of a page: only its own files are loaded, inline code is listed by hash.

A page opened from a folder has no server to send the policy, so it is a meta element.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import partial
from typing import Any, Final

from sphinx.application import Sphinx

from spoorboek.sphinxext import writer

_SCRIPT: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_STYLE: Final = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_THEME: Final = ("furo/base.html",)
"""Templates of Furo 2025.12 that contain an inline script."""


def add_context(app: Sphinx, context: dict[str, Any]) -> None:
    """Add the policy of the page to the template context."""
    attributes = [getattr(file, "attributes", {}) for file in context.get("script_files", ())]
    bodies = [str(known["body"]) for known in attributes if "body" in known]
    scripts = [*_scripts_of_theme(app), *bodies, *_reloading(app)]
    context["policy"] = partial(_policy, scripts, sorted(writer.styles(app)), app.config.spoorboek_live)


def _scripts_of_theme(app: Sphinx) -> list[str]:
    """Return the inline scripts of the theme, from its templates."""
    loader: Any = app.builder.templates
    return [script for name in _THEME for script in _SCRIPT.findall(loader.get_source(loader.environment, name)[0])]


def _reloading(app: Sphinx) -> list[str]:
    """Return the script with which `make live` reloads pages, if this build is for it.

    It was seen in sphinx-autobuild 2025.8.
    """
    if not app.config.spoorboek_live:
        return []
    from sphinx_autobuild.middleware import web_socket_script  # noqa: PLC0415 - only `make live` has it

    return _SCRIPT.findall(web_socket_script(app.config.spoorboek_live))


def _policy(scripts: Iterable[str], attributes: Iterable[str], live: str, head: str) -> str:
    """Return the policy for these scripts and `style` attributes, and the style elements in `head`."""
    inline = [_hash(value) for value in attributes]
    directives = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *map(_hash, scripts)],
        "style-src": ["'self'", *map(_hash, _STYLE.findall(head)), *(["'unsafe-hashes'", *inline] if inline else [])],
        "img-src": ["'self'", "data:"],  # images in the theme's style sheet
        "connect-src": [f"ws://{live}"] if live else [],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items() if sources)


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
