"""What other extensions leave beside the pages, and no page uses, is not published."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from sphinx.application import Sphinx

_UNUSED: Final = (
    "permalink.html",
    "schema_violations.json",  # holds timings, so no two builds would be alike
    "_static/_sphinx_javascript_frameworks_compat.js",
    "_static/jquery.js",
    "_static/sphinx-data-viewer",
    "_static/sphinx-needs",
)


def clear(app: Sphinx, exception: Exception | None) -> None:
    """Remove it once everything has been written."""
    for name in _UNUSED:
        path = Path(app.outdir) / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
