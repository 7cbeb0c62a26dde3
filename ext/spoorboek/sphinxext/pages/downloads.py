"""Tables that a page offers as a file: `data/NAME` beside the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.osutil import relative_uri

from spoorboek.exports import csv
from spoorboek.i18n.language import _
from spoorboek.model.errors import SpoorboekError
from spoorboek.sphinxext import build_data
from spoorboek.sphinxext.stopping import stop

FOLDER: Final = "data"
Content = bytes | Callable[[], bytes]
"""Of a file: what is in it, or what makes it at the end of the build."""


def name_of(app: Sphinx, docname: str) -> str:
    """What the file of a page is called: as the page is, with its folders where another page is called the same."""
    last = docname.rpartition("/")[2]
    is_alone = sum(page.rpartition("/")[2] == last for page in app.env.found_docs) == 1
    return last if is_alone else docname.replace("/", "-")


def offer(
    app: Sphinx, docname: str, heads: Sequence[str], rows: Iterable[Sequence[str]], name: str = ""
) -> list[nodes.Node]:
    """Write a table of plain text as `data/NAME.csv`, and lead to it from this page; nothing where no HTML is made.

    Without a name it is called as the page is, and a second table of a page is counted.
    """
    if app.builder.format != "html":
        return []
    dependencies = build_data.of(app.env).dependencies
    name = name or name_of(app, docname)
    file = dependencies.free_name(name, ".csv") if dependencies else f"{name}.csv"
    link = _link(app, docname, file, _("This table as a CSV file"), csv.text(heads, rows).encode())
    return [nodes.paragraph("", "", link, classes=["download"])]


def files(app: Sphinx, docname: str, written: Iterable[tuple[str, str, Content]]) -> list[nodes.Node]:
    """Put files in `data/`, and lead to each by its name and label in one line; nothing where no HTML is made."""
    if app.builder.format != "html":
        return []
    links: list[nodes.Node] = []
    for name, label, file in written:
        links += [nodes.Text(", " if links else _("As a file: ")), _link(app, docname, name, label, file)]
    return [nodes.paragraph("", "", *links, classes=["download"])]


def _link(app: Sphinx, docname: str, name: str, label: str, file: Content) -> nodes.reference:
    put(app, name, file)
    address = relative_uri(app.builder.get_target_uri(docname), f"{FOLDER}/{name}")
    return nodes.reference("", label, refuri=address, internal=True)


def clear(app: Sphinx) -> None:
    """Take away what an earlier build offered, and no page offers now."""
    dependencies = build_data.of(app.env).dependencies
    offered = dependencies.offered() if dependencies else set()
    for path in sorted((Path(app.outdir) / FOLDER).rglob("*")):
        if path.is_file() and path.relative_to(Path(app.outdir) / FOLDER).as_posix() not in offered:
            path.unlink()


def put(app: Sphinx, name: str, file: Content) -> None:
    """Offer a file as `data/NAME`; one that holds this already is left as it is.

    What makes a file is asked for it once every other process of the build has ended.
    """
    data = build_data.of(app.env)
    if data.dependencies:
        data.dependencies.offer(name)
    if callable(file):
        data.later[f"{FOLDER}/{name}"] = file
    else:
        _write(app, f"{FOLDER}/{name}", file)


def put_rest(app: Sphinx, error: Exception | None) -> None:
    """Write what was left to the end of the build."""
    later = build_data.of(app.env).later
    try:
        for name, make in sorted(later.items()) if error is None else ():
            _write(app, name, make())
    except SpoorboekError as stopped:
        stop(stopped)
    later.clear()


def _write(app: Sphinx, name: str, file: bytes) -> None:
    path = Path(app.outdir) / name
    if path.is_file() and path.read_bytes() == file:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(file)
