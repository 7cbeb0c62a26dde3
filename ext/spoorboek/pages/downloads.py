"""Tables that a page offers as a file: `data/NAME` beside the pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.osutil import relative_uri

from spoorboek.exports import csv
from spoorboek.pages import words

FOLDER: Final = "data"


def offer(
    app: Sphinx, docname: str, name: str, heads: Sequence[str], rows: Iterable[Sequence[str]]
) -> list[nodes.Node]:
    """Write a table of plain text as `data/NAME.csv`, and lead to it from this page; nothing where no HTML is made."""
    if app.builder.format != "html":
        return []
    file = f"{FOLDER}/{name}.csv"
    path = Path(app.outdir) / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(csv.text(heads, rows), encoding="utf-8", newline="")
    address = relative_uri(app.builder.get_target_uri(docname), file)
    link = nodes.reference("", words.DOWNLOAD, refuri=address, internal=True)
    return [nodes.paragraph("", "", link, classes=["download"])]
