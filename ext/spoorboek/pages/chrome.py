"""What stands around the text of a page: flaws of the theme mended, nothing loaded that no page uses."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

_UNUSED = ("needs", "jquery", "data-viewer", "data_viewer", "frameworks_compat", "datatables", "common.js")


def mend(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """A caption that is called a heading gets a level; sphinx-needs' own looks and scripts are left out."""
    for name, value in list(context.items()):
        if isinstance(value, str) and 'role="heading"' in value:
            context[name] = value.replace('role="heading"', 'role="heading" aria-level="2"')
    for name in ("script_files", "css_files"):
        context[name] = [file for file in context.get(name, ()) if not _is_unused(file)]


def _is_unused(file: Any) -> bool:
    path = str(getattr(file, "filename", file) or "")
    return any(word in path for word in _UNUSED)
