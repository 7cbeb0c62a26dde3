"""Files of Sphinx, the theme and other extensions that no page loads; they are removed from the output folder."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from sphinx.application import Sphinx

UNUSED: Final = (
    ".buildinfo.bak",
    "_static/basic.css",
    "_static/debug.css",
    "_static/file.png",
    "_static/graphviz.css",
    "_static/minus.png",
    "_static/plus.png",
    "_static/scripts/furo-extensions.js",
    "_static/scripts/furo.js.map",
    "_static/skeleton.css",
    "_static/styles/furo-extensions.css",
    "_static/styles/furo-extensions.css.map",
    "_static/styles/furo.css.map",
    "_static/translations.js",  # it evaluates a text; our search is translated
    "permalink.html",
    "schema_violations.json",  # contains timings, so that builds would differ
    "_static/_sphinx_javascript_frameworks_compat.js",
    "_static/jquery.js",
    "_static/sphinx-data-viewer",
    "_static/sphinx-needs",
)


def clear(app: Sphinx, exception: Exception | None) -> None:
    """Remove the files once everything has been written."""
    for name in UNUSED:
        path = Path(app.outdir) / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
